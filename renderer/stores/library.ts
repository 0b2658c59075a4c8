import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { CallInput, CallOutput, Selection } from '../../shared/ipc/contract.ts'
import type { Row } from '../../shared/model/article.ts'
import { call } from '../api.ts'
import { afterChanges } from './following.ts'
import { useHistoryStore } from './history.ts'

export type Places = CallOutput<'places.get'>
export type Completion = CallOutput<'query.complete'>[number]

/** Changes that come in a burst (an import) are read together, ms. */
const QUIET_MS = 150

/** Places as queries: the list knows nothing but queries. */
export const placeQueries = {
  all: '',
  unread: 'is:unread',
  starred: 'is:starred',
  trash: 'is:trashed',
} as const

/** A value as the search language takes it. */
function quoted(value: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_./-]*$/u.test(value) ? value : `"${value.replaceAll('"', '')}"`
}
export const tagQuery = (tag: string): string => `tag:${quoted(tag)}`
export const siteQuery = (host: string): string => `site:${quoted(host)}`
export const similarQuery = (id: string): string => `similar:${id}`

const inOrder = <T extends { id: string }>(list: readonly T[], ids: readonly string[]): T[] =>
  list.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))

/** What the places pane shows: counts, tags, sites, saved searches, watched folders. */
export const useLibraryStore = defineStore('library', () => {
  const history = useHistoryStore()
  const places = shallowRef<Places>()
  const savedSearches = computed(() => places.value?.savedSearches ?? [])
  let turn = 0

  async function load(): Promise<void> {
    const mine = ++turn
    const answer = await call('places.get')
    if (mine === turn) places.value = answer
  }

  /** Waits until the library is open, with a question whose answer costs nothing; rejects with what keeps it closed. */
  async function opened(): Promise<void> {
    await call('history.list')
  }

  async function saveSearch(search: CallInput<'searches.save'>): Promise<void> {
    history.changed(await call('searches.save', search))
    await load()
  }
  async function removeSearch(id: string): Promise<void> {
    history.changed(await call('searches.remove', { id }))
    await load()
  }

  async function orderSearches(ids: string[]): Promise<void> {
    history.changed(await call('searches.order', { ids }))
    const now = places.value
    // the counts come after it
    if (now) places.value = { ...now, savedSearches: inOrder(now.savedSearches, ids) }
    await load()
  }

  /** What the word at the caret could become. */
  function complete(query: string, caret: number): Promise<Completion[]> {
    return call('query.complete', { query, caret })
  }
  /** A few articles for the palette. */
  async function findArticles(query: string, limit: number): Promise<Row[]> {
    return (await call('articles.list', { query, sort: 'relevance', offset: 0, limit })).rows
  }
  /** undefined when there is no such article */
  const titleOf = (id: string): Promise<string | undefined> =>
    call('articles.get', { id }).then(
      ({ title }) => title,
      () => undefined,
    )
  /** the job that takes them in; undefined when nothing was chosen */
  async function addPages(folders: boolean): Promise<string | undefined> {
    return (await call('import.choose', { folders }))?.id
  }
  async function controlWindow(action: CallInput<'window.control'>['action']): Promise<void> {
    await call('window.control', { action })
  }
  async function tagArticles(selection: Selection, tag: string): Promise<void> {
    history.changed(await call('tags.apply', { selection, add: [tag] }))
  }
  async function showOriginal(id: string): Promise<void> {
    await call('shell.showOriginal', { id })
  }

  /** Keeps the places up to date; returns how to stop. */
  const follow = (): (() => void) =>
    afterChanges(QUIET_MS, () => {
      void load()
    })

  return {
    places,
    savedSearches,
    load,
    opened,
    saveSearch,
    removeSearch,
    orderSearches,
    complete,
    findArticles,
    titleOf,
    addPages,
    controlWindow,
    tagArticles,
    showOriginal,
    follow,
  }
})
