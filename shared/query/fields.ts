import { sorts, type Sort } from '../ipc/contract.ts'
import { formats } from '../model/article.ts'

type Kind = 'text' | 'value' | 'flag' | 'date' | 'number' | 'sort'

/** Every field of the language, what kind of value it takes, and the values where there are only so many. */
export const fields = {
  title: { kind: 'text' },
  text: { kind: 'text' },
  author: { kind: 'text' },
  tag: { kind: 'value' },
  site: { kind: 'value' },
  url: { kind: 'value' },
  lang: { kind: 'value' },
  format: { kind: 'flag', values: formats },
  is: { kind: 'flag', values: ['unread', 'read', 'starred', 'marked', 'link', 'trashed'] },
  has: { kind: 'flag', values: ['note', 'image', 'mark'] },
  no: { kind: 'flag', values: ['tag', 'author', 'site', 'published'] },
  saved: { kind: 'date' },
  published: { kind: 'date' },
  added: { kind: 'date' },
  opened: { kind: 'date' },
  words: { kind: 'number' },
  similar: { kind: 'value' },
  sort: { kind: 'sort' },
} as const satisfies Record<string, { kind: Kind; values?: readonly string[] }>

export type FieldName = keyof typeof fields
export const fieldNames = Object.keys(fields) as FieldName[]

/** `sort:` takes the name of an order, or just its subject, which then goes the way one usually wants it. */
export const sortNames: Readonly<Record<string, Sort>> = {
  ...Object.fromEntries(sorts.map((sort) => [sort, sort])),
  saved: 'saved-desc',
  added: 'added-desc',
  published: 'published-desc',
  title: 'title-asc',
  site: 'site-asc',
  words: 'words-desc',
  opened: 'opened-desc',
}

export function isField(name: string): name is FieldName {
  return Object.hasOwn(fields, name)
}
