import { mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { expect, it } from 'vitest'
import { createTexts, speak } from '../../../../renderer/locales/index.ts'
import { useSourceText } from '../../../../renderer/composables/reader/source-text.ts'

async function saidIn(language: string, source: string): Promise<string> {
  const Label = defineComponent({
    setup() {
      const textOf = useSourceText()
      return () => textOf(source)
    },
  })
  const texts = createTexts()
  await speak(texts, language)
  return mount(Label, { global: { plugins: [texts] } }).text()
}

it.each([
  ['visible byline', 'sichtbare Autorenzeile'],
  ['file name', 'Dateiname'],
  ['SingleFile header', 'Kopfzeile SingleFile'],
  ['Pocket title', 'Titel aus Pocket'],
  ['page title', 'Titel der Seite'],
])('says in German that %s is %s', async (source, said) => {
  expect(await saidIn('de', source)).toBe(said)
  expect(await saidIn('en', source)).toBe(source)
})

it('keeps the names that pages give in their code, the long one without what its value says, too', async () => {
  expect(await saidIn('de', 'meta og:title')).toBe('meta og:title')
  expect(await saidIn('de', 'json-ld')).toBe('json-ld')
  expect(await saidIn('de', 'meta article:published_time')).toBe('meta published_time')
})
