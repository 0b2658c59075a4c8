// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import OriginalView from '../../../../renderer/components/reader/OriginalView.vue'
import { createTexts, speak } from '../../../../renderer/locales/index.ts'
import { warning } from '../../../../shared/model/warning.ts'

async function notice(language: string, warnings: string[]): Promise<string[]> {
  const texts = createTexts()
  await speak(texts, language)
  const props = { src: 'about:blank', blocked: [], warnings, title: 'A page' }
  const view = mount(OriginalView, { props, global: { plugins: [texts] } })
  return view.findAll('.notice .warning').map((line) => line.text())
}

it('says above the original what is left out of it', async () => {
  expect(await notice('en', [])).toEqual([])
  const frames = warning('originalFrames', { most: 200 })
  expect(await notice('en', [frames, warning('left')])).toEqual([frames, warning('left')])
})

it.each([
  ['de', 'Nur die ersten 500 von 1200 Blättern werden gezeigt.'],
  ['es', 'Solo se muestran las primeras 500 de 1200 hojas.'],
  ['fr', 'Seules les 500 premières feuilles sur 1200 sont affichées.'],
])('says it in the language of the window: %s', async (language, sentence) => {
  expect(await notice(language, [warning('originalSheets', { most: 500, all: 1200 })])).toEqual([sentence])
})
