import { mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { expect, it } from 'vitest'
import { useProblemText } from '../../../../renderer/composables/reader/format.ts'
import { createTexts } from '../../../../renderer/locales/index.ts'
import { problem, type Problem } from '../../../../shared/model/problem.ts'

function saidIn(language: string, said: Problem): string {
  const Sentence = defineComponent({
    setup() {
      const textOf = useProblemText()
      return () => textOf(said)
    },
  })
  return mount(Sentence, { global: { plugins: [createTexts(language)] } }).text()
}

it('says reasons, limits and kinds in the language of the window', () => {
  const empty = problem('format.noPage', { file: 'a.enex', reason: 'enex.emptyNote', note: 'ENOSPC' })
  expect(saidIn('de', empty)).toBe('a.enex enthält keine Seite: Die Notiz „ENOSPC“ ist leer.')
  const vague = problem('query.invalid', {
    query: 'saved:soon',
    reason: 'query.badDate',
    typed: 'soon',
    suggestion: '',
  })
  expect(saidIn('de', vague)).toContain('zu verstehen: „soon“ ist kein Datum.')
  const limit = problem('format.limit', { file: 'a.zip', limit: 'limit.entries', most: 3 })
  expect(saidIn('de', limit)).toContain('Sie hat mehr als 3 Einträge')
  expect(saidIn('de', problem('format.other', { file: 'a.png', kind: 'kind.png' }))).toContain('ist ein PNG-Bild,')
  expect(saidIn('en', problem('disk.failed', { file: 'a.csv', reason: 'EIO' }))).toBe(
    'a.csv could not be written: the disk reports an error. Look after it soon.',
  )
})

it('quotes what nobody knew beforehand', () => {
  const strange = problem('file.failed', { file: 'a.html', reason: 'EWEIRD: {odd} | thing' })
  expect(saidIn('de', strange)).toBe('a.html konnte nicht gelesen werden: „EWEIRD: {odd} | thing“')
})
