import { mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { expect, it } from 'vitest'
import { createTexts } from '../../../../renderer/locales/index.ts'
import { useSourceText } from '../../../../renderer/composables/reader/source-text.ts'

function saidIn(language: string, source: string): string {
  const Label = defineComponent({
    setup() {
      const textOf = useSourceText()
      return () => textOf(source)
    },
  })
  return mount(Label, { global: { plugins: [createTexts(language)] } }).text()
}

it.each([
  ['visible byline', 'sichtbare Autorenzeile'],
  ['file name', 'Dateiname'],
  ['SingleFile header', 'Kopfzeile SingleFile'],
  ['Pocket title', 'Titel aus Pocket'],
  ['page title', 'Titel der Seite'],
])('says in German that %s is %s', (source, said) => {
  expect(saidIn('de', source)).toBe(said)
  expect(saidIn('en', source)).toBe(source)
})

it('keeps the names that pages give in their code, the long one without what its value says, too', () => {
  expect(saidIn('de', 'meta og:title')).toBe('meta og:title')
  expect(saidIn('de', 'json-ld')).toBe('json-ld')
  expect(saidIn('de', 'meta article:published_time')).toBe('meta published_time')
})
