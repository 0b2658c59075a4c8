import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { tagKey, type TagInfo } from '../../../shared/model/tag.ts'
import { LIVE, TRASHED, type Columns } from '../search/columns.ts'
import type { Calendar } from './calendar.ts'

type Overview = CallOutput<'overview.get'>

const MOST = { tags: 24, paired: 10 }

/** A tag as `tag:` finds it, however it is written, and the sets of tags that have it or a step below it. */
interface Met {
  name: string
  isOwn: boolean
  sets: number[]
  count: number
}

/** The most used tags over time, and which are met together. */
export function tagsOf(
  columns: Columns,
  rowids: Int32Array,
  months: Calendar,
  info: Record<string, TagInfo>,
): Pick<Overview, 'tags' | 'pairs'> {
  const { tagSet, tagSets, saved } = columns
  const inSet = new Int32Array(tagSets.length)
  for (const rowid of rowids) add(inSet, tagSet[rowid] ?? 0)
  const most = metTags(columns, inSet)
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, MOST.tags)
  /** which of the most used a set of tags has */
  const shown = tagSets.map((): number[] => [])
  most.forEach(({ sets }, at) => {
    for (const set of sets) shown[set]?.push(at)
  })
  const counts = most.map(() => new Array<number>(months.starts.length).fill(0))
  for (const rowid of rowids) {
    const tags = shown[tagSet[rowid] ?? 0] ?? []
    const month = tags.length === 0 ? -1 : months.at(saved[rowid] ?? Number.NaN)
    if (month >= 0) for (const tag of tags) add(counts[tag] ?? [], month)
  }
  return {
    tags: most.map(({ name, count }, at) => ({
      tag: name,
      colour: info[name]?.colour,
      count,
      months: counts[at] ?? [],
    })),
    pairs: pairsOf(most.slice(0, MOST.paired), inSet),
  }
}

function add(counts: number[] | Int32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}

/** Every tag that an article has, also one in the trash: a tag goes by how those write it that have it themselves. */
function metTags({ flags, end, tagSet, tagSets, tags }: Columns, inSet: Int32Array): Met[] {
  const used = new Uint8Array(tagSets.length)
  for (let at = 0; at < end; at++) if (((flags[at] ?? 0) & (LIVE | TRASHED)) !== 0) used[tagSet[at] ?? 0] = 1
  const keys = tags.map(tagKey)
  const met = new Map<string, Met>()
  tagSets.forEach(({ own, above }, set) => {
    if (used[set] === 0) return
    const meet = (tag: number, isOwn: boolean): void => {
      const [key, name] = [keys[tag] ?? '', tags[tag] ?? '']
      const known = met.get(key)
      if (!known) {
        met.set(key, { name, isOwn, sets: [set], count: inSet[set] ?? 0 })
        return
      }
      known.sets.push(set)
      known.count += inSet[set] ?? 0
      const better = isOwn === known.isOwn ? (isOwn ? name > known.name : name < known.name) : isOwn
      if (better) Object.assign(known, { name, isOwn })
    }
    for (const tag of own) meet(tag, true)
    for (const tag of above) meet(tag, false)
  })
  return [...met.values()]
}

function pairsOf(most: readonly Met[], inSet: Int32Array): Overview['pairs'] {
  const pairs: Overview['pairs'] = []
  most.forEach((one, at) => {
    const sets = new Set(one.sets)
    for (let other = at + 1; other < most.length; other++) {
      const [a, b] = [one.name, most[other]?.name ?? '']
      // a step of a path is always met with what lies below it
      if (a.startsWith(`${b}/`) || b.startsWith(`${a}/`)) continue
      const both = most[other]?.sets.filter((set) => sets.has(set)) ?? []
      const count = both.reduce((sum, set) => sum + (inSet[set] ?? 0), 0)
      if (count > 0) pairs.push({ one: at, other, count })
    }
  })
  return pairs.sort((a, b) => b.count - a.count)
}
