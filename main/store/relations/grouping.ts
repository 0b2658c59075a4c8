import { setImmediate } from 'node:timers/promises'
import { BAND_PLACES, likeness, SAME_FROM, SKETCH_PLACES } from './similar-text.ts'

/** Members of a band that one of it is compared with: thousands of pages with one notice must not cost millions of looks. */
const COMPARED_MOST = 60
/** Room for the place of an article beside a band's 32 bits in a double. */
const PLACE_ROOM = 2 ** 20

/** What grouping needs of the articles, each at its place. */
export interface Sketches {
  count: number
  /** `SKETCH_PLACES` bytes each */
  sketches: Uint8Array
  /** 1 where there is a sketch */
  sketched: Uint8Array
  /** key of the address, -1 where there is none */
  addresses: Float64Array
}

/**
 * Groups of places: near-same texts and same addresses, each with at least two. `apart` says which two never belong together.
 * Every text of a group is like its first one: each like the next would chain pages of one template that have nothing in common.
 */
export async function groupsOf(
  { count, sketches, sketched, addresses }: Sketches,
  apart: (a: number, b: number) => boolean,
  pause: () => Promise<unknown> = setImmediate,
): Promise<number[][]> {
  const parent = Int32Array.from({ length: count }, (_, place) => place)
  const top = (place: number): number => {
    let at = place
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) at = parent[at] = parent[up] ?? up
    return at
  }
  const unite = (a: number, b: number): void => {
    parent[top(b)] = top(a)
  }
  const sketch = (place: number): Uint8Array => sketches.subarray(place * SKETCH_PLACES, (place + 1) * SKETCH_PLACES)
  const alike = (a: number, b: number): boolean => likeness(sketch(a), sketch(b)) >= SAME_FROM
  const about = new Map<number, number[]>()
  const refused = new Set<number>()
  /** Takes a group into a larger one when all of it is like that one's first. */
  function gather(a: number, b: number): void {
    const [first, second] = (about.get(a)?.length ?? 0) < (about.get(b)?.length ?? 0) ? [b, a] : [a, b]
    const key = first * PLACE_ROOM + second
    if (!alike(first, second) || refused.has(key)) return
    const theirs = about.get(second) ?? []
    if (!theirs.every((place) => alike(first, place))) return void refused.add(key)
    unite(first, second)
    const ours = about.get(first)
    if (ours) ours.push(second, ...theirs)
    else about.set(first, [second, ...theirs])
    about.delete(second)
  }

  const withSketch = placesWhere(count, (place) => sketched[place] === 1)
  for (let band = 0; band < SKETCH_PLACES; band += BAND_PLACES) {
    for (const run of bandRuns(sketches, withSketch, band)) {
      for (let at = 1; at < run.length; at++) {
        const place = run[at] ?? 0
        for (let before = Math.max(0, at - COMPARED_MOST); before < at; before++) {
          const other = run[before] ?? 0
          if (top(other) === top(place) || apart(other, place)) continue
          if (alike(other, place)) gather(top(other), top(place))
        }
      }
    }
    await pause()
  }
  const withAddress = placesWhere(count, (place) => (addresses[place] ?? -1) >= 0)
  const byAddress = withAddress.sort((a, b) => (addresses[a] ?? 0) - (addresses[b] ?? 0))
  for (const run of runsOf(byAddress, (place) => addresses[place] ?? 0)) {
    for (const [at, place] of run.entries()) {
      const other = run.slice(Math.max(0, at - COMPARED_MOST), at).find((before) => !apart(before, place))
      if (other !== undefined) unite(other, place)
    }
  }
  const groups = new Map<number, number[]>()
  for (let place = 0; place < count; place++) {
    const first = top(place)
    if (first === place) continue
    const group = groups.get(first)
    if (group) group.push(place)
    else groups.set(first, [first, place])
  }
  return [...groups.values()]
}

function placesWhere(count: number, holds: (place: number) => boolean): Int32Array {
  const places = new Int32Array(count)
  let found = 0
  for (let place = 0; place < count; place++) if (holds(place)) places[found++] = place
  return places.subarray(0, found)
}

/** Stretches of a sorted list with the same value, two or more long. */
function* runsOf(sorted: Int32Array, value: (place: number) => number): Generator<Int32Array> {
  let from = 0
  for (let at = 1; at <= sorted.length; at++) {
    if (at < sorted.length && value(sorted[at] ?? 0) === value(sorted[from] ?? 0)) continue
    if (at - from > 1) yield sorted.subarray(from, at)
    from = at
  }
}

/** Places whose sketches agree in a band: sorted as numbers, the band's bits above the place. */
function* bandRuns(sketches: Uint8Array, places: Int32Array, band: number): Generator<number[]> {
  const view = new DataView(sketches.buffer, sketches.byteOffset)
  const keyed = Float64Array.from(places, (place) => view.getUint32(place * SKETCH_PLACES + band) * PLACE_ROOM + place)
  keyed.sort()
  let run: number[] = []
  let before = -1
  for (const key of keyed) {
    const bits = Math.floor(key / PLACE_ROOM)
    if (bits !== before) {
      if (run.length > 1) yield run
      run = []
      before = bits
    }
    run.push(key % PLACE_ROOM)
  }
  if (run.length > 1) yield run
}
