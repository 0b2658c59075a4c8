import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { RECORD_FILE } from '../../../shared/model/article-files.ts'
import type { LibraryTally } from '../../../shared/model/job.ts'
import type { Library } from '../../../shared/model/library.ts'
import { problem, type Problem } from '../../../shared/model/problem.ts'
import { tagKey, type TagInfo } from '../../../shared/model/tag.ts'
import { diskPath } from '../../platform/byte-paths.ts'
import { LIBRARY_FILE, readLibrary } from '../../store/records/library-file.ts'
import type { Store } from '../../store/store.ts'
import type { FileLine } from '../jobs/job-files.ts'
import { isSound } from '../sites/checked-rule.ts'
import { tagsByKey } from '../tags/spelling.ts'

/** Most bytes of another library's library.json: one with ten thousand rules has a few megabytes. */
const LIBRARY_BYTES = 20 * 1024 * 1024

/** The parts of library.json that go from one library into another; watched folders are places on one machine. */
type Gains = Pick<Library, 'tags' | 'savedSearches' | 'rules' | 'siteRules' | 'notDuplicates'>

/** library.json of another library, as far as it is sound, and the problem when not all of it is. */
export async function readOther(root: string): Promise<{ library?: Library; problem?: Problem }> {
  const file = join(root, LIBRARY_FILE)
  const unread = problem('library.unread', { file })
  try {
    if ((await stat(diskPath(file))).size > LIBRARY_BYTES) return { problem: unread }
    const found = await readLibrary(root)
    if (found.state === 'missing') return {}
    return found.state === 'ok' ? { library: found.library } : { library: found.library, problem: unread }
  } catch {
    return { problem: unread }
  }
}

/**
 * What the library gains from what others have beside their articles: everything that it does not have in the same words. Rules come
 * switched off: what they do to the next pages is for a person to look at first. `lines` say which article here each of theirs is.
 */
export async function libraryGains(
  store: Store,
  others: readonly Library[],
  lines: readonly FileLine[],
): Promise<{ library: Partial<Gains>; did: LibraryTally | undefined }> {
  if (others.length === 0) return { library: {}, did: undefined }
  const own = store.library()
  const all = others.reduce<Gains>((sum, other) => joined(sum, other), own)
  const { tags, described } = withTags(own.tags, others, await tagsByKey(store))
  const idOf = idsHere(lines)
  const notDuplicates = others.reduce((sum, other) => withApart(sum, other.notDuplicates, idOf), own.notDuplicates)
  const gains: Gains = { ...all, tags, notDuplicates }
  const changed = keys.filter((key) => !isDeepStrictEqual(gains[key], own[key]))
  const did: LibraryTally = {
    searches: all.savedSearches.length - own.savedSearches.length,
    rules: all.rules.length - own.rules.length,
    siteRules: all.siteRules.length - own.siteRules.length,
    tags: described,
  }
  return {
    library: Object.fromEntries(changed.map((key) => [key, gains[key]])),
    did: Object.values(did).some((count) => count > 0) ? did : undefined,
  }
}

const keys = ['tags', 'savedSearches', 'rules', 'siteRules', 'notDuplicates'] as const

/** The lists of two libraries, those of the first first; what has the same id or says the same is there once. */
function joined(own: Gains, other: Gains): Gains {
  return {
    ...own,
    savedSearches: more(own.savedSearches, other.savedSearches, ({ query }) => query),
    rules: more(
      own.rules,
      other.rules.map((rule) => ({ ...rule, on: false })),
      ({ query, tags, star, trash }) => [query, tags, star, trash],
    ),
    siteRules: more(own.siteRules, other.siteRules.filter(isSound), ({ id: _, created: __, ...says }) => says),
  }
}

function more<T extends { id: string }>(own: readonly T[], theirs: readonly T[], saying: (entry: T) => unknown): T[] {
  const said = (entry: T): string => JSON.stringify(saying(entry))
  const there = new Set(own.flatMap((entry) => [entry.id, said(entry)]))
  const all = [...own]
  for (const entry of theirs) {
    if (there.has(entry.id) || there.has(said(entry))) continue
    there.add(entry.id).add(said(entry))
    all.push(entry)
  }
  return all
}

/** Colours and descriptions of tags that have none here, and how many tags got some. */
function withTags(
  own: Library['tags'],
  others: readonly Library[],
  written: ReadonlyMap<string, string>,
): { tags: Library['tags']; described: number } {
  const tags = { ...own }
  const names = new Map(Object.keys(own).map((tag) => [tagKey(tag), tag]))
  const gained = new Set<string>()
  for (const [theirs, info] of others.flatMap((other) => Object.entries(other.tags))) {
    const key = tagKey(theirs)
    const tag = names.get(key) ?? written.get(key) ?? theirs
    const before: TagInfo | undefined = tags[tag]
    const after = {
      ...info,
      ...before,
      colour: before?.colour ?? info.colour,
      description: before?.description || info.description,
    }
    if (before && before.colour === after.colour && before.description === after.description) continue
    tags[tag] = after
    names.set(key, tag)
    gained.add(tag)
  }
  return { tags, described: gained.size }
}

/** Their ids of articles, by which an import has found them, and the ids here. */
function idsHere(lines: readonly FileLine[]): Map<string, string> {
  const ids = new Map<string, string>()
  for (const { file, items, joins } of lines) {
    const [here] = [...items, ...joins].flatMap(({ id }) => id ?? [])
    if (here !== undefined && basename(file) === RECORD_FILE) ids.set(basename(dirname(file)), here)
  }
  return ids
}

function withApart(
  own: Library['notDuplicates'],
  theirs: Library['notDuplicates'],
  idOf: ReadonlyMap<string, string>,
): Library['notDuplicates'] {
  const sets = theirs
    .map((set) => [...new Set(set.flatMap((id) => idOf.get(id) ?? []))])
    .filter((set) => set.length > 1)
  const isThere = (set: readonly string[]): boolean => own.some((one) => set.every((id) => one.includes(id)))
  return [...own, ...sets.filter((set) => !isThere(set))]
}
