import { sorts, type Sort } from '../../../shared/ipc/contract.ts'
import { parseQuery } from '../../../shared/query/parse.ts'

export { sorts }
export type { Sort }

export function isSort(value: string): value is Sort {
  return sorts.some((sort) => sort === value)
}

/** Whether a query looks for words, or for what is like an article: then rows can be ordered by how well they match. */
export function looksForWords(query: string): boolean {
  return parseQuery(query).understood.some(
    ({ kind, field }) => kind === 'word' || kind === 'phrase' || field === 'similar',
  )
}

/** The order of a list: best match first for words, else what the settings say. */
export function orderOf(query: string, settled: string | undefined): Sort {
  if (looksForWords(query)) return 'relevance'
  return settled !== undefined && isSort(settled) && settled !== 'relevance' ? settled : 'saved-desc'
}
