import { parseQuery } from '../../../shared/query/parse.ts'

/** What a search finds of another one. That stays last: its last word may still be a beginning. */
export function narrowed(term: string, query: string): string {
  const within = query.trim()
  if (within === '') return term
  return parseQuery(within).tree?.kind === 'or' ? `${term} (${within})` : `${term} ${within}`
}
