import type { QueryNote } from '../../shared/ipc/contract.ts'
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

/** What is to be said of a query; one with a condition that would be left out, or with none that can be read, is wrong use. */
export function readableQuery(query: string): QueryNote[] {
  const { tree, notes } = parseQuery(query)
  const wrong = notes.find(({ message }) => WIDER.includes(message) || (tree === undefined && message !== CORRECTED))
  if (wrong) throw new UsageError(noteSentence(wrong, query))
  return notes
}

/** A query of a command that changes or writes what it finds, which nobody sees before. */
export function soundQuery(query: string, output: Output): string {
  for (const note of readableQuery(query)) output.say(`keepleaf: ${noteSentence(note, query)}`)
  return query
}
