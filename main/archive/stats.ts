import type { Store } from '../store/store.ts'

type Stats = Awaited<ReturnType<Store['stats']>>

/** The counts of a library; languages by their primary subtag (BCP 47 2.2.1: `en` for `en-GB`), every list by size. */
export function sortedStats(stats: Stats): Stats {
  return Object.fromEntries(
    Object.entries(stats).map(([name, value]) => [
      name,
      typeof value === 'object' ? bySize(name === 'languages' ? byPrimarySubtag(value) : value) : value,
    ]),
  )
}

function byPrimarySubtag(counts: Record<string, number>): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const [tag, count] of Object.entries(counts)) {
    const primary = tag.split(/[-_]/)[0]?.toLowerCase() ?? tag
    sums[primary] = (sums[primary] ?? 0) + count
  }
  return sums
}

function bySize(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1)))
}
