import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { LENGTHS } from '../../../shared/query/groups.ts'
import type { Columns } from './columns.ts'
import { READ, STARRED } from './columns.ts'
import { forEachIn, type RowSet } from './row-set.ts'

export type Facets = CallOutput<'search.facets'>

/** Values of a group that are named; there is no room for more beside a list. */
const MOST = { tags: 12, sites: 8, langs: 6, formats: 8 } as const

/** How often each number stands in a column for the articles of a set. */
function tally(set: RowSet, column: ArrayLike<number>, count: number): Int32Array {
  const counts = new Int32Array(count)
  forEachIn(set, (rowid) => {
    const number = column[rowid] ?? 0
    counts[number] = (counts[number] ?? 0) + 1
  })
  return counts
}

interface Counted {
  value: string
  count: number
}

/** The most frequent names, most frequent first; number 0 is none. */
function most(counts: Int32Array, names: readonly string[], limit: number): Counted[] {
  const found: Counted[] = []
  for (let number = 1; number < counts.length; number++) {
    const count = counts[number] ?? 0
    if (count > 0) found.push({ value: names[number] ?? '', count })
  }
  return found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, limit)
}

export const langsIn = (set: RowSet, { lang, langs }: Columns): Counted[] =>
  most(tally(set, lang, langs.length), langs, MOST.langs)
export const formatsIn = (set: RowSet, { format, formats }: Columns): Counted[] =>
  most(tally(set, format, formats.length), formats, MOST.formats)
export const hostsIn = (set: RowSet, { host, hosts }: Columns): Counted[] =>
  most(tally(set, host, hosts.length), hosts, MOST.sites)

/** Tags and the steps above them, as a search for each would count. */
export function tagsIn(set: RowSet, { tagSet, tagSets, tags }: Columns): Counted[] {
  const bySet = tally(set, tagSet, tagSets.length)
  const counts = new Int32Array(tags.length)
  bySet.forEach((count, number) => {
    if (count === 0) return
    const { own, above } = tagSets[number] ?? { own: [], above: [] }
    for (const tag of own) counts[tag] = (counts[tag] ?? 0) + count
    for (const tag of above) counts[tag] = (counts[tag] ?? 0) + count
  })
  return most(counts, tags, MOST.tags)
}

/** In order, the years between without any included. */
export function yearsIn(set: RowSet, { year }: Columns): Facets['years'] {
  const counts = new Map<number, number>()
  forEachIn(set, (rowid) => {
    const number = year[rowid] ?? 0
    counts.set(number, (counts.get(number) ?? 0) + 1)
  })
  const known = [...counts.keys()]
  const first = Math.min(...known)
  const length = known.length === 0 ? 0 : Math.max(...known) - first + 1
  return Array.from({ length }, (_, at) => ({ year: first + at, count: counts.get(first + at) ?? 0 }))
}

export function lengthsIn(set: RowSet, { words }: Columns): number[] {
  const counts = LENGTHS.map(() => 0)
  forEachIn(set, (rowid) => {
    const count = words[rowid] ?? 0
    const at = LENGTHS.findIndex(({ below }) => count < below)
    counts[at] = (counts[at] ?? 0) + 1
  })
  return counts
}

export function statesIn(set: RowSet, { flags, marks }: Columns): Facets['states'] {
  const states = { unread: 0, starred: 0, marked: 0 }
  forEachIn(set, (rowid) => {
    const bits = flags[rowid] ?? 0
    if ((bits & READ) === 0) states.unread++
    if ((bits & STARRED) !== 0) states.starred++
    if ((marks[rowid] ?? 0) > 0) states.marked++
  })
  return states
}
