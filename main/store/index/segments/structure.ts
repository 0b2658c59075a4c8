import { bytesOf, endOf, numberAt, putNumber } from './format.ts'

/** What stands behind the cookie when rows can be deleted from a table without content. */
const WITH_ORIGINS = [0xff, 0, 0, 1] as const
const COOKIE_BYTES = 4
const HEAD_BYTES = COOKIE_BYTES + WITH_ORIGINS.length
/** More segments than this FTS5 does not take (`FTS5_MAX_SEGMENT`). */
const MOST_SEGMENTS = 2000
/** A number of the record takes no more. */
const NUMBER_BYTES = 9

/** A segment in the order of the record. Origins count segments: a deleted row is dead in those from its own origin on back. */
export type Segment = [
  id: number,
  firstPage: number,
  lastPage: number,
  firstOrigin: number,
  lastOrigin: number,
  deadPages: number,
  dead: number,
  rows: number,
]

/** Segments of a table, the newest ones on the lowest level (SQLite, head of ext/fts5/fts5_index.c, "Structure Records"). */
export interface Structure {
  head: Uint8Array
  /** pages that have been written to the lowest level, by which FTS5 shares out its merging */
  written: number
  levels: { merging: number; segments: Segment[] }[]
}

/** Undefined when it is not as expected, and FTS5 itself has to say what is the matter. */
export function structureOf(block: unknown): Structure | undefined {
  const bytes = block instanceof ArrayBuffer || block instanceof Uint8Array ? bytesOf(block) : new Uint8Array()
  if (WITH_ORIGINS.some((byte, at) => bytes[COOKIE_BYTES + at] !== byte)) return undefined
  let at = HEAD_BYTES
  const next = (): number => {
    const value = numberAt(bytes, at)
    at = endOf()
    return value
  }
  const [levels, total, written] = [next(), next(), next()]
  if (levels > MOST_SEGMENTS || total >= MOST_SEGMENTS) return undefined
  const structure: Structure = { head: bytes.slice(0, HEAD_BYTES), written, levels: [] }
  for (let level = 0; level < levels; level++) {
    const [merging, count] = [next(), next()]
    if (count > total) return undefined
    const segments = Array.from({ length: count }, (): Segment => [
      next(),
      next(),
      next(),
      next(),
      next(),
      next(),
      next(),
      next(),
    ])
    structure.levels.push({ merging, segments })
  }
  return at === bytes.length ? structure : undefined
}

export function structureBytes({ head, written, levels }: Structure): Uint8Array {
  const segments = levels.flatMap((level) => level.segments)
  const numbers = [
    ...[levels.length, segments.length, written],
    ...levels.flatMap((level) => [level.merging, level.segments.length, ...level.segments.flat()]),
  ]
  return numbersBytes(numbers, head)
}

/** Numbers one behind the other, behind a head. */
export function numbersBytes(numbers: readonly number[], head: Uint8Array = new Uint8Array()): Uint8Array {
  const bytes = new Uint8Array(head.length + numbers.length * NUMBER_BYTES)
  bytes.set(head)
  return bytes.slice(
    0,
    numbers.reduce((at, number) => putNumber(bytes, at, number), head.length),
  )
}

/** A number that no segment has. */
export function freeId({ levels }: Structure): number {
  const used = new Set(levels.flatMap(({ segments }) => segments.map(([id]) => id)))
  let id = 1
  while (used.has(id)) id++
  return id
}

/** What the next segment is counted as. */
export function nextOrigin({ levels }: Structure): number {
  const origins = levels.flatMap(({ segments }) => segments.map(([, , , , lastOrigin]) => lastOrigin))
  return Math.max(0, ...origins) + 1
}
