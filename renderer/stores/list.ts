import { defineStore } from 'pinia'
import { ref, shallowReactive, shallowRef } from 'vue'
import type { CallInput, QueryNote, Selection, Sort, Understood } from '../../shared/ipc/contract.ts'
import type { Row } from '../../shared/model/article.ts'
import { call, on } from '../api.ts'
import { useHistoryStore } from './history.ts'
import { useToastStore } from './toast.ts'

/** Rows in one answer: two screens of the tallest window at the lowest rows. */
export const PAGE_ROWS = 100
/**
 * Rows in the first answer to a key: a screen, and a few for a wheel that turns before the rest is here; so many when no screen
 * is known yet. Each has its own piece of text to be found and cut out, which takes time.
 */
const FIRST_ROWS = 30
const FIRST_BEYOND = 2
/** The rest of the first page is asked for when typing rests, ms. */
const FILL_MS = 200
/** Pages kept: 6,000 rows are some megabytes; the farthest go first. */
export const PAGES_KEPT = 60
/** Answers waited for at once; while scrolling fast, pages that are no longer wanted are never asked for. */
const IN_FLIGHT = 2
/** Changes that come in a burst (an import) redraw the list together, ms. */
const QUIET_MS = 150

export type RowPatch = NonNullable<CallInput<'articles.update'>['patch']>

/** The query with the words that were guessed for those that no article has; undefined when none was. */
function respelled(query: string, notes: readonly QueryNote[]): string | undefined {
  const guessed = notes.filter(({ message, suggestion }) => message === 'query.spelled' && suggestion !== undefined)
  if (guessed.length === 0) return undefined
  let text = query
  for (const { from, to, suggestion = '' } of [...guessed].sort((a, b) => b.from - a.from)) {
    text = text.slice(0, from) + suggestion + text.slice(to)
  }
  return text
}

/** The list: a query, and the rows of it that are on the screen. */
export const useListStore = defineStore('list', () => {
  const toast = useToastStore()
  const history = useHistoryStore()
  /** what was asked for last; rows may still be those of the query before */
  const query = ref('')
  const sort = ref<Sort>('saved-desc')
  /** what the rows on the screen answer */
  const shown = shallowRef<{ query: string; sort: Sort }>()
  const total = ref(0)
  const understood = shallowRef<Understood[]>([])
  const notes = shallowRef<QueryNote[]>([])
  const pages = shallowReactive(new Map<number, Row[]>())

  /** the query that is answered instead of one with a word that no article has */
  const meant = ref<string>()

  let turn = 0
  let window_ = { from: 0, to: 0 }
  const flying = new Map<number, number>()
  /** the page of which only the first screen is here */
  let partial: number | undefined
  let knownIds: { turn: number; ids: Promise<string[]> } | undefined

  function rowAt(index: number): Row | undefined {
    return pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS]
  }

  /** Place of an article among the rows that are here; -1 when it is not. */
  function indexOf(id: string): number {
    for (const [page, rows] of pages) {
      const at = rows.findIndex((row) => row.id === id)
      if (at >= 0) return page * PAGE_ROWS + at
    }
    return -1
  }

  function request(page: number, limit = PAGE_ROWS) {
    return call('articles.list', {
      query: meant.value ?? query.value,
      sort: sort.value,
      offset: page * PAGE_ROWS,
      limit,
    })
  }

  function fill(mine: number): void {
    setTimeout(() => {
      if (mine === turn && partial !== undefined && !flying.has(partial)) void fetch(partial, true)
    }, FILL_MS)
  }

  /** Asks again from the page that is on the screen. The old rows stay until the new ones are here: nothing flashes. */
  async function reload(page = Math.floor(window_.from / PAGE_ROWS), limit = PAGE_ROWS): Promise<void> {
    const mine = ++turn
    const asked = { query: query.value, sort: sort.value }
    meant.value = undefined
    try {
      let answer = await request(page, limit)
      let first = page
      const said = answer.notes
      const spelled = respelled(asked.query, said)
      if (mine === turn && answer.total === 0 && spelled !== undefined) {
        meant.value = spelled
        first = 0
        answer = { ...(await request(first)), notes: said }
      }
      if (mine === turn && answer.rows.length === 0 && answer.total > 0) {
        first = 0
        answer = await request(first)
      }
      if (mine !== turn) return
      pages.clear()
      flying.clear()
      pages.set(first, answer.rows)
      total.value = answer.total
      understood.value = answer.understood
      notes.value = answer.notes
      shown.value = { ...asked, query: meant.value ?? asked.query }
      knownIds = undefined
      partial = answer.rows.length < Math.min(PAGE_ROWS, answer.total - first * PAGE_ROWS) ? first : undefined
      if (partial !== undefined) fill(mine)
      need(window_.from, Math.min(window_.to, Math.max(0, answer.total - 1)))
    } catch (error) {
      if (mine === turn) toast.fail(error)
    }
  }

  /** Shows another query or order, from its first row. */
  async function show(next: { query?: string; sort?: Sort }): Promise<void> {
    query.value = next.query ?? query.value
    sort.value = next.sort ?? sort.value
    window_ = { from: 0, to: window_.to - window_.from }
    const screen = window_.to - window_.from + 1
    await reload(0, Math.min(PAGE_ROWS, screen > 1 ? screen + FIRST_BEYOND : FIRST_ROWS))
  }

  /** Rows `from` to `to` are on the screen: fetches what is not here. */
  function need(from: number, to: number): void {
    window_ = { from, to }
    if (total.value === 0) return
    const last = Math.floor(Math.min(to, total.value - 1) / PAGE_ROWS)
    for (let page = Math.floor(from / PAGE_ROWS); page <= last; page++) {
      if (flying.size >= IN_FLIGHT) return
      const here = page === partial ? to % PAGE_ROWS < (pages.get(page)?.length ?? 0) && page === last : pages.has(page)
      if (!here && !flying.has(page)) void fetch(page)
    }
  }

  async function fetch(page: number, quiet = false): Promise<void> {
    const mine = turn
    flying.set(page, mine)
    try {
      const answer = await request(page)
      if (mine !== turn) return
      pages.set(page, answer.rows)
      if (page === partial) partial = undefined
      total.value = answer.total
      forget()
    } catch (error) {
      if (mine === turn && !quiet) toast.fail(error)
      return
    } finally {
      if (flying.get(page) === mine) flying.delete(page)
    }
    need(window_.from, window_.to)
  }

  function forget(): void {
    if (pages.size <= PAGES_KEPT) return
    const middle = (window_.from + window_.to) / 2 / PAGE_ROWS
    const farthest = [...pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle))
    for (const page of farthest.slice(0, pages.size - PAGES_KEPT)) pages.delete(page)
  }

  /** Ids of all rows, in order; asked for once a list. */
  function allIds(): Promise<string[]> {
    if (knownIds?.turn !== turn) {
      knownIds = { turn, ids: call('articles.ids', { query: meant.value ?? query.value, sort: sort.value }) }
    }
    return knownIds.ids
  }

  /** Ids of the rows from one to another, both included. */
  async function idsBetween(one: number, other: number): Promise<string[]> {
    const from = Math.min(one, other)
    const to = Math.max(one, other)
    const here: string[] = []
    for (let index = from; index <= to; index++) {
      const row = rowAt(index)
      if (!row) return (await allIds()).slice(from, to + 1)
      here.push(row.id)
    }
    return here
  }

  /** Changes rows on the screen at once, before the change is written. */
  function patchRows(selection: Selection, patch: Partial<Row>): void {
    const ids = 'ids' in selection ? new Set(selection.ids) : undefined
    for (const [page, rows] of pages) {
      if (!ids || rows.some(({ id }) => ids.has(id))) {
        pages.set(
          page,
          rows.map((row) => (!ids || ids.has(row.id) ? { ...row, ...patch } : row)),
        )
      }
    }
  }

  /** Read, starred or progress of articles: shown at once, taken back when it could not be written. */
  async function update(selection: Selection, patch: RowPatch): Promise<void> {
    patchRows(selection, patch)
    try {
      history.changed(await call('articles.update', { selection, patch }))
    } catch (error) {
      toast.fail(error)
      await reload()
    }
  }
  async function trash(selection: Selection): Promise<void> {
    await changeMembers(async () => {
      history.changed(await call('articles.trash', { selection }))
    })
  }
  async function restore(selection: Selection): Promise<void> {
    await changeMembers(async () => {
      history.changed(await call('articles.restore', { selection }))
    })
  }
  /** Deletes from the trash for good. */
  async function purge(selection: Selection): Promise<void> {
    await changeMembers(() => call('articles.purge', { selection }))
  }
  async function changeMembers(change: () => Promise<unknown>): Promise<void> {
    try {
      await change()
    } catch (error) {
      toast.fail(error)
    }
    await reload()
  }

  /** Keeps the rows up to date; returns how to stop. */
  function follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = on('library.changed', ({ ids, listChanged }) => {
      if (!listChanged && ids) {
        const touched = new Set(ids.map(indexOf).filter((index) => index >= 0))
        for (const page of new Set([...touched].map((index) => Math.floor(index / PAGE_ROWS)))) void fetch(page, true)
        return
      }
      timer ??= setTimeout(() => {
        timer = undefined
        void reload()
      }, QUIET_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }

  return {
    query,
    sort,
    shown,
    total,
    understood,
    notes,
    rowAt,
    indexOf,
    show,
    reload,
    need,
    allIds,
    idsBetween,
    patchRows,
    update,
    trash,
    restore,
    purge,
    follow,
  }
})
