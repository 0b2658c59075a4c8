import { LENGTHS, isChosen, type Choice } from '../../../shared/query/groups.ts'
import { parseQuery } from '../../../shared/query/parse.ts'
import type { Query } from '../../../shared/query/tree.ts'
import type { Facets } from '../../stores/facets.ts'

export type GroupName = 'tags' | 'sites' | 'langs' | 'formats' | 'lengths' | 'states'

export interface FacetRow {
  /** what it is called where the texts do not know it */
  value: string
  count: number
  choice: Choice
  chosen: boolean
}
export interface FacetGroup {
  name: GroupName
  rows: FacetRow[]
}

type Made = Omit<FacetRow, 'chosen'>

const valueChoice = (field: 'tag' | 'site' | 'lang', value: string): Choice => ({ kind: 'value', field, value })
const flagChoice = (field: 'is' | 'format', value: string): Choice => ({ kind: 'flag', field, value })

/** The choice of a year in which articles were saved. */
export const yearChoice = (year: number): Choice => ({
  ...{ kind: 'range', field: 'saved', operator: '=' },
  from: String(year),
})

/** The groups beside a list, without what nothing could be chosen from. */
export function facetGroups(facets: Facets, text: string): FacetGroup[] {
  const query = parseQuery(text)
  const group = (name: GroupName, made: Made[]): FacetGroup => ({
    name,
    rows: made
      .map((row) => ({ ...row, chosen: isChosen(query, row.choice) }))
      .filter(({ count, chosen }) => count > 0 || chosen),
  })
  const { tags, sites, langs, formats, lengths, states } = facets
  const groups = [
    group(
      'tags',
      tags.map(({ value, count }) => ({ value, count, choice: valueChoice('tag', value) })),
    ),
    group(
      'sites',
      sites.map(({ host, site, count }) => ({ value: site ?? host, count, choice: valueChoice('site', host) })),
    ),
    group(
      'langs',
      langs.map(({ value, count }) => ({ value, count, choice: valueChoice('lang', value) })),
    ),
    group(
      'formats',
      formats.map(({ value, count }) => ({ value, count, choice: flagChoice('format', value) })),
    ),
    group(
      'lengths',
      LENGTHS.map(({ words }, at) => ({ value: String(at), count: lengths[at] ?? 0, choice: words })),
    ),
    group(
      'states',
      (['unread', 'marked', 'starred'] as const).map((value) => ({
        ...{ value, count: states[value] },
        choice: flagChoice('is', value),
      })),
    ),
  ]
  // one language for all says nothing
  return groups.filter(
    ({ rows }) => rows.length > 1 || rows.some(({ chosen, count }) => chosen || count < facets.total),
  )
}

export interface YearBar {
  year: number
  count: number
  /** of the tallest, 0 to 1 */
  share: number
  /** among the years of the query, or there are none of these */
  on: boolean
  chosen: boolean
}

/** A bar for each year; empty when there is only one. */
export function yearBars({ years }: Facets, query: Query): YearBar[] {
  if (years.length < 2) return []
  const most = Math.max(...years.map(({ count }) => count))
  const chosen = years.map(({ year }) => isChosen(query, yearChoice(year)))
  return years.map(({ year, count }, at) => ({
    ...{ year, count, share: most === 0 ? 0 : count / most, chosen: chosen[at] ?? false },
    on: !chosen.includes(true) || (chosen[at] ?? false),
  }))
}
