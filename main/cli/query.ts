import { type NoteKey, noteSentence } from '../../shared/query/notes.ts'
import { parseQuery } from '../../shared/query/parse.ts'
import { UsageError } from './command.ts'
import type { Output } from './output.ts'

/** Mistakes that leave a condition out, so that the query finds more than was asked for. */
const WIDER: readonly string[] = [
  'query.unknownValue',
  'query.badDate',
  'query.badNumber',
  'query.noValue',
  'query.danglingOr',
  'query.tooDeep',
  'query.tooLong',
] satisfies NoteKey[]

/** Was understood after all. */
const CORRECTED: NoteKey = 'query.corrected'

/**
 * A query of a command that changes or writes what it finds, which nobody sees before: one with a condition that would be
 * left out is wrong use, other mistakes are said. A search shows what it found, and takes any text.
 */
export function soundQuery(query: string, output: Output): string {
  const { tree, notes } = parseQuery(query)
  const wrong = notes.find(({ message }) => WIDER.includes(message) || (tree === undefined && message !== CORRECTED))
  if (wrong) throw new UsageError(noteSentence(wrong, query))
  for (const note of notes) output.say(`keepleaf: ${noteSentence(note, query)}`)
  return query
}
