import type { QueryNote } from '../ipc/contract.ts'

/** What can be wrong with a query: the key that `QueryNote.message` carries, and the English sentence. */
export const noteSentences = {
  'query.corrected': '“{typed}” was read as “{suggestion}”.',
  'query.spelled': 'No article contains “{typed}”; did you mean “{suggestion}”?',
  'query.unknownField': 'There is no field “{typed}”; it was looked for as words.',
  'query.unknownValue': '“{typed}” is not known here and was left out.',
  'query.badDate': '“{typed}” is not a date. Write 2022, 2022-04, 2022-04-30, 1w or today.',
  'query.badNumber': '“{typed}” is not a number of words. Write >1000, <500 or 500..1000.',
  'query.noValue': '“{typed}” needs a value.',
  'query.openQuote': 'The quotation mark is not closed.',
  'query.openParenthesis': 'The parenthesis is not closed.',
  'query.strayParenthesis': 'A parenthesis closes nothing and was left out.',
  'query.danglingOr': '“or” needs something on both sides.',
  'query.noWord': '“{typed}” holds no letter or digit to look for.',
  'query.tooDeep': 'Parentheses are nested too deep; these were left out.',
  'query.tooLong': 'The search is too long; the rest was left out.',
} as const
export type NoteKey = keyof typeof noteSentences

function isKey(text: string): text is NoteKey {
  return Object.hasOwn(noteSentences, text)
}

/** What the sentence of a note is filled with. */
export function namedIn(note: QueryNote, query: string): { typed: string; suggestion: string } {
  return { typed: query.slice(note.from, note.to), suggestion: note.suggestion ?? '' }
}

/** The English sentence of a note, for the command line. */
export function noteSentence(note: QueryNote, query: string): string {
  if (!isKey(note.message)) return note.message
  const { typed, suggestion } = namedIn(note, query)
  return noteSentences[note.message].replace('{typed}', typed).replace('{suggestion}', suggestion)
}
