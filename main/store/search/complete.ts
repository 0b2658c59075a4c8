import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { fieldNames, fields, isField, sortNames } from '../../../shared/query/fields.ts'
import type { Index } from '../index/index.ts'

type Completion = CallOutput<'query.complete'>[number]

/** What could come at the caret: fields, or values of the field that is being typed, with counts. */
export async function completeQuery(index: Index, query: string, caret: number): Promise<Completion[]> {
  const typed = /[^\s()]*$/u.exec(query.slice(0, caret))?.[0].replace(/^-/, '') ?? ''
  const from = caret - typed.length
  const offer = (insert: string, label = insert, count?: number): Completion => ({
    from,
    to: caret,
    insert,
    label,
    count,
  })
  const [name = '', ...rest] = typed.split(':')
  const field = name.toLowerCase()
  if (rest.length === 0 || !isField(field)) {
    if (typed === '') return []
    const starts = fieldNames.filter((each) => each.startsWith(typed.toLowerCase())).map((each) => offer(`${each}:`))
    const tags = await index.read('values', 'tag', typed)
    return [...starts, ...tags.map(({ value, count }) => offer(`tag:${quoted(value)}`, value, count))]
  }
  const start = rest.join(':').replace(/^"/, '')
  if (field === 'tag' || field === 'site' || field === 'author' || field === 'lang' || field === 'format') {
    const values = await index.read('values', field, start)
    return values.map(({ value, count }) => offer(`${field}:${quoted(value)}`, value, count))
  }
  const about = fields[field]
  const known: readonly string[] = field === 'sort' ? Object.keys(sortNames) : 'values' in about ? about.values : []
  return known
    .filter((value) => value.startsWith(start.toLowerCase()))
    .map((value) => offer(`${field}:${value}`, value))
}

function quoted(value: string): string {
  return /[\s()]/u.test(value) ? `"${value}"` : value
}
