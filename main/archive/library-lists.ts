import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { ChangeSummary } from '../../shared/model/change.ts'
import type { SavedSearch, WatchedFolder } from '../../shared/model/library.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { isWithin } from '../platform/inside.ts'
import type { Store } from '../store/store.ts'
import { apply } from './changes.ts'
import { spelling } from './tags/spelling.ts'

/* The lists in library.json that a person edits: saved searches and watched folders; rules are in rules.ts. */

type Changed = Promise<ChangeSummary | undefined>

/** `entry` in the place of the one with the same key, or at the end; `changed` when there was one. */
export function put<T>(list: readonly T[], entry: T, same: (other: T) => boolean): { list: T[]; changed: boolean } {
  const at = list.findIndex(same)
  return at < 0 ? { list: [...list, entry], changed: false } : { list: list.toSpliced(at, 1, entry), changed: true }
}

/** Those named come in that order, the rest behind them; undefined when that is how they stand. */
export function inOrderOf<T extends { id: string }>(list: readonly T[], ids: readonly string[]): T[] | undefined {
  const place = ({ id }: T): number => {
    const at = ids.indexOf(id)
    return at < 0 ? ids.length : at
  }
  const sorted = list.toSorted((a, b) => place(a) - place(b))
  return sorted.every((entry, at) => entry === list[at]) ? undefined : sorted
}

export function saveSearch(store: Store, search: Omit<SavedSearch, 'id'> & { id?: string }): Changed {
  const entry = { ...search, id: search.id ?? randomUUID() }
  const { list, changed } = put(store.library().savedSearches, entry, ({ id }) => id === entry.id)
  const name = changed ? 'search.edit' : 'search.save'
  return apply(store, { name, subject: entry.name, library: { savedSearches: list } })
}

export async function removeSearch(store: Store, id: string): Changed {
  const { savedSearches } = store.library()
  const gone = savedSearches.find((search) => search.id === id)
  if (!gone) return undefined
  const left = savedSearches.filter((search) => search !== gone)
  return apply(store, { name: 'search.delete', subject: gone.name, library: { savedSearches: left } })
}

export async function orderSearches(store: Store, ids: readonly string[]): Changed {
  const savedSearches = inOrderOf(store.library().savedSearches, ids)
  return savedSearches && apply(store, { name: 'search.order', library: { savedSearches } })
}

/** Rejects with `library.own` for a folder of the library itself: it would take in its own articles. */
export async function saveWatched(store: Store, folder: WatchedFolder): Changed {
  if (await isWithin(store.path, folder.path)) throw new ProblemError('library.own', { file: folder.path })
  const entry = { ...folder, path: resolve(folder.path), tags: await spelling(store)(folder.tags) }
  const { list, changed } = put(store.library().watchedFolders, entry, ({ path }) => path === entry.path)
  const name = changed ? 'watch.edit' : 'watch.add'
  return apply(store, { name, subject: entry.path, library: { watchedFolders: list } })
}

export async function removeWatched(store: Store, path: string): Changed {
  const { watchedFolders } = store.library()
  const left = watchedFolders.filter((folder) => folder.path !== path && folder.path !== resolve(path))
  if (left.length === watchedFolders.length) return undefined
  return apply(store, { name: 'watch.remove', subject: path, library: { watchedFolders: left } })
}
