import { mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { expect, it } from 'vitest'
import { useProblemText } from '../../../../renderer/composables/reader/format.ts'
import { createTexts, speak } from '../../../../renderer/locales/index.ts'
import { problem, type Problem } from '../../../../shared/model/problem.ts'

async function saidIn(language: string, said: Problem): Promise<string> {
  const Sentence = defineComponent({
    setup() {
      const textOf = useProblemText()
      return () => textOf(said)
    },
  })
  const texts = createTexts()
  await speak(texts, language)
  return mount(Sentence, { global: { plugins: [texts] } }).text()
}

it('says reasons, limits and kinds in the language of the window', async () => {
  const empty = problem('format.noPage', { file: 'a.enex', reason: 'enex.emptyNote', note: 'ENOSPC' })
  expect(await saidIn('de', empty)).toBe('a.enex enthält keine Seite: Die Notiz „ENOSPC“ ist leer.')
  const vague = problem('query.invalid', {
    query: 'saved:soon',
    reason: 'query.badDate',
    typed: 'soon',
    suggestion: '',
  })
  expect(await saidIn('de', vague)).toContain('zu verstehen: „soon“ ist kein Datum.')
  const limit = problem('format.limit', { file: 'a.zip', limit: 'limit.entries', most: 3 })
  expect(await saidIn('de', limit)).toContain('Sie hat mehr als 3 Einträge')
  expect(await saidIn('de', problem('format.other', { file: 'a.png', kind: 'kind.png' }))).toContain(
    'ist ein PNG-Bild,',
  )
  expect(await saidIn('en', problem('disk.failed', { file: 'a.csv', reason: 'EIO' }))).toBe(
    'a.csv could not be written: the disk reports an error. Look after it soon.',
  )
})

it('quotes what nobody knew beforehand', async () => {
  const strange = problem('file.failed', { file: 'a.html', reason: 'EWEIRD: {odd} | thing' })
  expect(await saidIn('de', strange)).toBe('a.html konnte nicht gelesen werden: „EWEIRD: {odd} | thing“')
})
