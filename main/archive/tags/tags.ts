import type { Selection } from '../../../shared/ipc/contract.ts'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import type { ChangeName, ChangeSummary } from '../../../shared/model/change.ts'
import type { Library } from '../../../shared/model/library.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { gainedTags, tagKey, type TagInfo } from '../../../shared/model/tag.ts'
import type { Run, Store } from '../../store/store.ts'
import { apply, changeEach } from '../changes.ts'
import type { Engine } from '../engine.ts'
import { isUnder, renamed, renamingOf, retagged, type Renaming, type TagMoves } from './renamings.ts'
import { spelling, tagsByKey } from './spelling.ts'
import { renameInQuery } from './tag-query.ts'

export interface TagChange {
  add?: string[]
  remove?: string[]
}

export function tagChangeName({ add = [], remove = [] }: TagChange): ChangeName {
  if (add.length > 0 && remove.length > 0) return 'retag'
  return add.length > 0 ? 'tag' : 'untag'
}

/** Adds and removes tags, however their letters are written: another case does not make another tag. */
export async function applyTags(
  store: Store,
  selection: Selection,
  change: TagChange,
  run?: Run,
): Promise<ChangeSummary | undefined> {
  const spell = spelling(store)
  const add = await spell(change.add ?? [])
  const remove = await spell(change.remove ?? [])
  const removed = new Set(remove.map(tagKey))
  return changeEach(
    store,
    selection,
    { name: tagChangeName(change), subject: [...add, ...remove].join(', ') },
    (record) => {
      const kept = record.tags.filter((tag) => !removed.has(tagKey(tag)))
      const tags = [...kept, ...gainedTags(kept, add)]
      if (tags.length === record.tags.length && tags.every((tag, at) => tag === record.tags[at])) return undefined
      return withTags(record, tags)
    },
    run,
  )
}

/** New tags, and no rule named any more for a tag that is gone. */
function withTags(record: ArticleRecord, tags: string[]): Partial<ArticleRecord> {
  const rules = Object.entries(record.tagRules)
  const kept = rules.filter(([tag]) => tags.includes(tag))
  return kept.length === rules.length ? { tags } : { tags, tagRules: Object.fromEntries(kept) }
}

type TagEngine = Pick<Engine, 'store' | 'renamings'>

/** Carries a renaming through every place that names a tag: articles, colours, saved searches, rules, watched folders, imports that run. */
async function renameEverywhere(
  { store, renamings }: TagEngine,
  name: ChangeName,
  subject: string,
  moves: TagMoves,
  run?: Run,
): Promise<ChangeSummary | undefined> {
  const renaming = await renamingOf(store, moves)
  // before anything is changed: a tag that would be too long is refused
  const known = await tagsByKey(store)
  renamed([...known.values()], renaming)
  const ids = await articlesUnder(
    store,
    moves.moves.map(({ from }) => from),
  )
  const edit = (record: ArticleRecord): Partial<ArticleRecord> | undefined => retagged(record, renaming)
  // searches do not mind the case of a tag
  const inQuery = (query: string): string => renameInQuery(query, (tag) => renaming(known.get(tagKey(tag)) ?? tag))
  const library = renamedLibrary(store.library(), renaming, inQuery)
  const change = await apply(store, { name, subject, each: { ids, edit }, library }, run)
  if (change) await renamings.note(change, moves)
  return change
}

function renamedLibrary(
  library: Library,
  renaming: Renaming,
  inQuery: (query: string) => string,
): Partial<Library> | undefined {
  const tags: Library['tags'] = {}
  // names that stay go first: a merged tag keeps its own colour
  for (const [tag, info] of Object.entries(library.tags)) if (renaming(tag) === undefined) tags[tag] = info
  for (const [tag, info] of Object.entries(library.tags)) {
    const to = renaming(tag)
    if (typeof to === 'string' && !Object.hasOwn(tags, to)) tags[to] = info
  }
  const after = <T extends { tags: string[] }>(one: T): T => ({ ...one, tags: renamed(one.tags, renaming) })
  const changed: Partial<Library> = {
    tags,
    savedSearches: library.savedSearches.map((search) => ({ ...search, query: inQuery(search.query) })),
    rules: library.rules.map((rule) => ({ ...after(rule), query: inQuery(rule.query) })),
    watchedFolders: library.watchedFolders.map(after),
  }
  const fields = (['tags', 'savedSearches', 'rules', 'watchedFolders'] as const).filter(
    (field) => JSON.stringify(changed[field]) !== JSON.stringify(library[field]),
  )
  if (fields.length === 0) return undefined
  return Object.fromEntries(fields.map((field) => [field, changed[field]]))
}

/** Articles with one of the tags or one below it, in the trash too: they keep their tags there. */
async function articlesUnder(store: Store, tops: readonly string[]): Promise<string[]> {
  const ids = new Set<string>()
  for (const top of tops) {
    const query = `tag:"${top}"`
    for (const scope of [query, `${query} is:trashed`]) {
      for (const id of await store.ids(scope, 'added-asc')) ids.add(id)
    }
  }
  return [...ids]
}

async function assertTag(store: Store, tag: string): Promise<void> {
  const known = (await store.tags()).some((each) => isUnder(each.tag, tag)) || tag in store.library().tags
  if (!known) throw new ProblemError('tag.missing', { tag })
}

/** `a` to `b`; `a/x` becomes `b/x`. */
export async function renameTag(
  engine: TagEngine,
  from: string,
  to: string,
  run?: Run,
): Promise<ChangeSummary | undefined> {
  await assertTag(engine.store, from)
  const [name = to] = await spelling(engine.store, (tag) => isUnder(tag, from))([to])
  if (name === from) return undefined
  return renameEverywhere(engine, 'tag.rename', name, { moves: [{ from, to: name }] }, run)
}

/** Several tags into one, each with what is below it. */
export async function mergeTags(
  engine: TagEngine,
  from: string[],
  to: string,
  run?: Run,
): Promise<ChangeSummary | undefined> {
  for (const tag of from) await assertTag(engine.store, tag)
  const [name = to] = await spelling(engine.store, (tag) => from.some((top) => isUnder(tag, top)))([to])
  // the deepest first: of `a` and `a/b` into `c`, `a/b` itself becomes `c`
  const tops = from.filter((tag) => tag !== name).toSorted((a, b) => b.length - a.length)
  // `a` into `a/b`: what is below the goal already stays
  const moves = { moves: tops.map((top) => ({ from: top, to: name })), stays: name }
  return renameEverywhere(engine, 'tag.merge', name, moves, run)
}

/** Gives the articles of a tag that each part's query finds that part's tag; without `keep` they lose the tag for it. */
export async function splitTag(
  store: Store,
  tag: string,
  parts: readonly { tag: string; query: string }[],
  keep: boolean,
  run?: Run,
): Promise<ChangeSummary | undefined> {
  await assertTag(store, tag)
  const ids = await articlesUnder(store, [tag])
  const gains = new Map<string, string[]>()
  const spell = spelling(store)
  for (const part of parts) {
    const [name = part.tag] = await spell([part.tag])
    for (const id of await store.rules.matches(part.query, ids)) gains.set(id, [...(gains.get(id) ?? []), name])
  }
  const edit = (record: ArticleRecord): Partial<ArticleRecord> | undefined => {
    const gained = gains.get(record.id)
    if (!gained || !record.tags.includes(tag)) return undefined
    // one of the parts may have the tag's own name
    const kept = record.tags.filter((each) => each !== tag || keep || gained.includes(tag))
    return withTags(record, [...new Set([...kept, ...gained])])
  }
  return apply(store, { name: 'tag.split', subject: tag, each: { ids: [...gains.keys()], edit } }, run)
}

/** Takes tags, and those below them, off every article. */
export async function removeTags(engine: TagEngine, tags: string[], run?: Run): Promise<ChangeSummary | undefined> {
  for (const tag of tags) await assertTag(engine.store, tag)
  const moves = { moves: tags.map((tag) => ({ from: tag, to: null })) }
  return renameEverywhere(engine, 'tag.delete', tags.join(', '), moves, run)
}

export async function describeTag(
  store: Store,
  tag: string,
  info: { colour?: TagInfo['colour'] | null; description?: string },
): Promise<ChangeSummary | undefined> {
  const { tags } = store.library()
  const before = tags[tag] ?? { description: '' }
  const after = { ...before, description: info.description ?? before.description }
  if (info.colour === null) delete after.colour
  else if (info.colour !== undefined) after.colour = info.colour
  // a tag that is on no article yet is made by being described
  if (tag in tags && after.colour === before.colour && after.description === before.description) return undefined
  const name = info.colour === undefined ? 'tag.describe' : 'tag.colour'
  return apply(store, { name, subject: tag, library: { tags: { ...tags, [tag]: after } } })
}
