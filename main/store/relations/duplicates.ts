import { bestOf, type DuplicateGroup, type DuplicateMember } from '../../../shared/model/duplicates.ts'
import type { Row } from '../../../shared/model/article.ts'
import { groupsOf, type Sketches } from './grouping.ts'
import type { Pause } from '../search/query-sets.ts'
import { bytesOf } from './related.ts'
import { rowidsIn } from '../search/row-set.ts'
import { CERTAIN_FROM, likeness, SAME_FROM, SKETCH_PLACES } from './similar-text.ts'
import type { Database } from '../index/sqlite.ts'

/** Rows read before others get a turn. */
const READ_AT_ONCE = 5_000

/** What is known of the table `pages`: read once, and from then on only what has been written since. */
interface Known extends Sketches {
  articles: Int32Array
  placeOf: Map<number, number>
}

/** A group before its rows are read. */
interface Found {
  places: number[]
  suggested: boolean
  reason: DuplicateGroup['reason']
  likeness: number | undefined
}

/** Groups of duplicates in the index. `rowsOf` reads rows by their numbers. */
export function createDuplicates(database: Database, rowsOf: (rowids: readonly number[]) => Map<number, Row>) {
  let known: Known = empty(0)
  let turn = 0
  let live: Uint8Array = new Uint8Array()
  let answer: { apart: string; groups: Found[] } | undefined

  /** Reads what has been written since the last time. */
  async function follow(pause: Pause): Promise<void> {
    const [count, newest] = counted()
    if (newest === turn && count === known.count) return
    answer = undefined
    // what is gone leaves a place that nothing can fill: then all is read
    if (count < known.count) forget()
    const sql = `SELECT article, turn, live, address, sketch FROM pages WHERE turn > ? ORDER BY turn LIMIT ${String(READ_AT_ONCE)}`
    for (let rows = database.rows(sql, turn); rows.length > 0; rows = database.rows(sql, turn)) {
      for (const row of rows) take(row)
      turn = Number(rows.at(-1)?.[1])
      await pause()
    }
    // more may have come meanwhile, which the next time sees; less means that some are gone
    if (known.count > counted()[0]) {
      forget()
      await follow(pause)
    }
  }

  function counted(): [count: number, newest: number] {
    const [count, newest] = database.rows('SELECT count(*), coalesce(max(turn), 0) FROM pages')[0] ?? []
    return [Number(count), Number(newest)]
  }

  function forget(): void {
    known = empty(0)
    live = new Uint8Array()
    turn = 0
  }

  function take([article, , isLive, address, sketch]: unknown[]): void {
    const id = Number(article)
    let place = known.placeOf.get(id)
    if (place === undefined) {
      place = known.placeOf.size
      if (place >= known.articles.length) grow(Math.max(1024, place * 2))
      known.placeOf.set(id, place)
      known.articles[place] = id
      known.count = place + 1
    }
    live[place] = Number(isLive)
    known.addresses[place] = typeof address === 'number' ? address : -1
    known.sketched[place] = Number(sketch !== null)
    if (sketch !== null) known.sketches.set(bytesOf(sketch), place * SKETCH_PLACES)
  }

  function grow(size: number): void {
    const larger = empty(size)
    larger.articles.set(known.articles)
    larger.sketches.set(known.sketches)
    larger.sketched.set(known.sketched)
    larger.addresses.set(known.addresses)
    const all = new Uint8Array(size)
    all.set(live)
    live = all
    known = { ...larger, count: known.count, placeOf: known.placeOf }
  }

  const alike = (a: number, b: number): number | undefined =>
    known.sketched[a] === 1 && known.sketched[b] === 1 ? likeness(sketchAt(a), sketchAt(b)) : undefined
  const sketchAt = (place: number): Uint8Array =>
    known.sketches.subarray(place * SKETCH_PLACES, (place + 1) * SKETCH_PLACES)

  /** Every group of the library; worked out again only when something was written. */
  async function all(pause: Pause, apart: readonly (readonly string[])[]): Promise<Found[]> {
    await follow(pause)
    const key = JSON.stringify(apart)
    if (answer?.apart === key) return answer.groups
    const isApart = apartOf(apart)
    const order = placesByAge()
    const groups = await groupsOf(arranged(order), (a, b) => isApart(order[a] ?? 0, order[b] ?? 0), pause)
    // what can be merged without a second look first, then the newest
    const found = groups
      .map((ages) => ({ newest: Math.max(...ages), group: judged(ages.map((age) => order[age] ?? 0)) }))
      .sort((a, b) => Number(b.group.suggested) - Number(a.group.suggested) || b.newest - a.newest)
      .map(({ group }) => group)
    answer = { apart: key, groups: found }
    return found
  }

  /** Places from the oldest article on: the same groups come of the same articles, in whatever order the index took them. */
  function placesByAge(): Int32Array {
    const rowids = rowidsIn(
      database.rows('SELECT group_concat(rowid) FROM (SELECT rowid FROM articles ORDER BY id)')[0]?.[0],
    )
    return rowids.map((rowid) => known.placeOf.get(rowid) ?? -1).filter((place) => place >= 0 && live[place] === 1)
  }

  function arranged(places: Int32Array): Sketches {
    const here = empty(places.length)
    for (const [at, place] of places.entries()) {
      here.sketches.set(sketchAt(place), at * SKETCH_PLACES)
      here.sketched[at] = known.sketched[place] ?? 0
      here.addresses[at] = known.addresses[place] ?? -1
    }
    return { ...here, count: places.length }
  }

  function judged(places: number[]): Found {
    const first = places[0] ?? 0
    const shares = places.slice(1).flatMap((place) => alike(first, place) ?? [])
    const least = shares.length === places.length - 1 ? Math.min(...shares) : undefined
    const address = places.every(
      (place) => (known.addresses[place] ?? -1) >= 0 && known.addresses[place] === known.addresses[first],
    )
    const text = least !== undefined && least >= SAME_FROM
    return {
      places,
      reason: address ? (text ? 'both' : 'address') : 'text',
      likeness: least,
      suggested: text && least >= CERTAIN_FROM,
    }
  }

  /** Numbers of the articles that a person has told apart, and which stand in one set. */
  function apartOf(sets: readonly (readonly string[])[]): (a: number, b: number) => boolean {
    const inSets = new Map<number, Set<number>>()
    for (const [number, ids] of sets.entries()) {
      const sql = 'SELECT a.rowid FROM json_each(?) w CROSS JOIN articles a ON a.id = w.value'
      for (const [article] of database.rows(sql, JSON.stringify(ids))) {
        const place = known.placeOf.get(Number(article))
        if (place !== undefined) inSets.set(place, (inSets.get(place) ?? new Set()).add(number))
      }
    }
    return (a, b) => {
      const theirs = inSets.get(b)
      return theirs !== undefined && [...(inSets.get(a) ?? [])].some((number) => theirs.has(number))
    }
  }

  function membersOf({ places }: Found): DuplicateMember[] {
    const articles = places.map((place) => known.articles[place] ?? 0)
    const rows = rowsOf(articles)
    const sql = 'SELECT p.article, p.pictures FROM json_each(?) w CROSS JOIN pages p ON p.article = w.value'
    const pictures = new Map(
      database.rows(sql, JSON.stringify(articles)).map(([id, count]) => [Number(id), Number(count)]),
    )
    return articles.flatMap((id) => {
      const row = rows.get(id)
      return row ? [{ ...row, pictures: pictures.get(id) ?? 0 }] : []
    })
  }

  function groupOf(found: Found): DuplicateGroup {
    const members = membersOf(found)
    const { reason, likeness: share, suggested } = found
    return { reason, likeness: share, suggested, members, ...bestOf(members) }
  }

  let last: Promise<unknown> = Promise.resolve()

  /** One at a time: the table is read in pieces. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }

  return {
    /** some groups, with what is needed to judge them; `apart`: sets of articles that are not duplicates of each other */
    duplicates: (pause: Pause, apart: readonly (readonly string[])[], offset: number, limit: number) =>
      inTurn(async () => {
        const found = await all(pause, apart)
        return {
          total: found.length,
          suggested: found.filter(({ suggested }) => suggested).length,
          groups: found.slice(offset, offset + limit).map(groupOf),
        }
      }),
  }
}

const empty = (size: number): Known => ({
  count: 0,
  articles: new Int32Array(size),
  sketches: new Uint8Array(size * SKETCH_PLACES),
  sketched: new Uint8Array(size),
  addresses: new Float64Array(size),
  placeOf: new Map(),
})
