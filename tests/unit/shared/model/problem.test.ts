import { expect, it } from 'vitest'
import { causeOf } from '../../../../shared/model/phrase.ts'
import { problem, sentence } from '../../../../shared/model/problem.ts'

const failing = (code: string): Error => Object.assign(new Error(`${code}: said the system, open '/a'`), { code })

it('says what is a code in a sentence, filled from the same detail', () => {
  expect(sentence(problem('format.noPage', { file: '/a.enex', reason: 'enex.emptyNote', note: 'Ferry' }))).toBe(
    '/a.enex holds no page: the note “Ferry” is empty.',
  )
  expect(sentence(problem('format.limit', { file: '/a.zip', limit: 'limit.entries', most: 3 }))).toBe(
    '/a.zip was stopped at a limit: it has more than 3 entries. Nothing of it was taken in.',
  )
})

it('quotes what is no code, also the name of a file that looks like one', () => {
  expect(sentence(problem('file.failed', { file: 'ENOSPC', reason: 'a strange thing' }))).toBe(
    'ENOSPC could not be read: a strange thing',
  )
})

it('knows what the system says by its code', () => {
  const full = problem('export.failed', { file: 'Ferry', reason: causeOf(failing('ENOSPC')) })
  expect(sentence(full)).toBe('Ferry could not be exported: the disk is full.')
  expect(causeOf(failing('EWEIRD'))).toBe("EWEIRD: said the system, open '/a'")
  expect(causeOf('thrown')).toBe('thrown')
})
