import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sort } from '../../shared/ipc/contract.ts'
import { recordPatchSchema, type Change } from '../../shared/model/change.ts'
import type { Library } from '../../shared/model/library.ts'
import { problem, ProblemError, type Problem } from '../../shared/model/problem.ts'
import { textOfHtml } from '../platform/html-text.ts'
import { addArticle, STAGING } from './add.ts'
import { carryOut, WRITES_AT_ONCE } from './carry-out.ts'
import { completeQuery } from './complete.ts'
import { diskProblem, eachOf, isMissing, isReadOnly } from './disk.ts'
import { areaOf, folderIn } from './folders.ts'
import { openHistory, summaryOf } from './history.ts'
import { newId } from './ids.ts'
import { openIndex } from './index.ts'
import { emptyLibrary, keepDamaged, LIBRARY_FILE, readLibrary, writeLibrary } from './library-file.ts'
import { takeLock, type Lock } from './lock.ts'
import { readRecord } from './records.ts'
import type { ChangeRequest, LibraryEvent, OpenOptions, Store } from './store.ts'
import { verifyLibrary } from './verify.ts'

/** How long articles stay in the trash, ms. */
const TRASH_MS = 30 * 24 * 60 * 60 * 1000
/** Ids that an event names; with more the window reads everything again. */
const EVENT_IDS = 200
/** Records of one transaction of the index when a change touches many. */
const INDEX_BATCH = 500

/** Opens a library, or creates it. Rejects with `library.missing`, `library.notEmpty` or `library.locked`. */
export async function openStore(dir: string, options: OpenOptions): Promise<Store> {
  const root = await prepare(dir, options.create ?? false)
  let why: Problem | undefined
  let lock: Lock | undefined
  if (!options.readOnly) {
    try {
      await mkdir(join(root, 'articles'), { recursive: true })
      lock = await takeLock(root, options.owner)
    } catch (error) {
      if (!isReadOnly(error)) throw diskProblem(error, root)
      why = problem('disk.readOnly', { file: root })
    }
  }
  try {
    return await openLocked(root, lock, why, options)
  } catch (error) {
    await lock?.release()
    throw error
  }
}

/** Creates a library in a new or empty folder. */
export async function createLibrary(dir: string, owner: string): Promise<Store> {
  return openStore(dir, { create: true, owner })
}

async function prepare(dir: string, create: boolean): Promise<string> {
  try {
    if (create) await mkdir(dir, { recursive: true })
    const names = await readdir(dir)
    if (!names.includes(LIBRARY_FILE) && !names.includes('articles')) {
      if (!create) throw new ProblemError('library.missing', { file: dir })
      const others = names.filter(
        (name) => !name.startsWith('.') && name !== 'lock' && !name.startsWith('index.sqlite'),
      )
      if (others.length > 0) throw new ProblemError('library.notEmpty', { file: dir })
    }
    return await realpath(dir)
  } catch (error) {
    if (isMissing(error)) throw new ProblemError('library.missing', { file: dir }, { cause: error })
    throw diskProblem(error, dir)
  }
}

async function openLocked(
  root: string,
  held: Lock | undefined,
  why: Problem | undefined,
  options: OpenOptions,
): Promise<Store> {
  let lock = held
  const read = await readLibrary(root)
  let library: Library = read.state === 'missing' ? emptyLibrary() : read.library
  if ('problem' in read) why = read.problem
  if (read.state === 'newer') {
    await lock?.release()
    lock = undefined
  }
  const readOnly = lock === undefined
  if (!readOnly && read.state === 'damaged') await keepDamaged(root)
  if (!readOnly && read.state !== 'ok') await writeLibrary(root, library)
  if (!readOnly) await clearStaging(root)
  const history = await openHistory(root, readOnly)
  for (const change of readOnly ? [] : history.unfinished()) {
    await carryOut(root, change)
    if (change.library) {
      library = { ...library, ...change.library.after }
      await writeLibrary(root, library)
    }
    await history.done(change.id)
  }

  let temporary: string | undefined
  let index = await openIndex(root, join(root, 'index.sqlite'), readOnly)
  if (!index.usable && readOnly) {
    await index.close()
    temporary = await mkdtemp(join(tmpdir(), 'keepleaf-'))
    index = await openIndex(root, join(temporary, 'index.sqlite'), false)
  }
  if (!index.usable)
    await index.rebuild(
      options.onProgress
        ? { signal: options.signal, onProgress: progressOf(options.onProgress) }
        : { signal: options.signal },
    )
  else if (!readOnly && history.unfinished().length > 0) await index.scan()

  const listeners = new Set<(event: LibraryEvent) => void>()
  const tell = (ids: string[], listChanged: boolean, change?: Change): void => {
    const event: LibraryEvent = { listChanged }
    if (ids.length <= EVENT_IDS) event.ids = ids
    if (change) event.change = summaryOf(change)
    for (const listener of listeners) listener(event)
  }
  const adding = { source: new Map<string, string>(), text: new Map<string, string>() }
  const closing = new AbortController()
  let turn: Promise<unknown> = Promise.resolve()
  /** one change of data at a time */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work)
    turn = next.catch(() => undefined)
    return next
  }
  const writable = (): void => {
    if (readOnly) {
      const { code, detail } = why ?? problem('disk.readOnly', { file: root })
      throw new ProblemError(code, detail)
    }
  }
  const folder = (id: string): string => {
    const area = areaOf(root, id)
    if (!area) throw new ProblemError('record.missing', { id })
    return folderIn(root, area, id)
  }

  async function perform(change: Change): Promise<Change> {
    if (change.articles.length === 0 && change.moved.length === 0 && !change.library && change.undoes === undefined)
      return change
    await history.append(change)
    const libraryBefore = library
    try {
      if (change.library) {
        await writeLibrary(root, { ...library, ...change.library.after })
        library = { ...library, ...change.library.after }
      }
      const records = await carryOut(root, change)
      for (let at = 0; at < records.length; at += INDEX_BATCH) {
        await index.apply({ entries: records.slice(at, at + INDEX_BATCH).map((record) => ({ record })), gone: [] })
      }
    } catch (error) {
      await takeBack(change, libraryBefore)
      throw error
    }
    await history.done(change.id)
    const ids = [...change.articles, ...change.moved].map(({ id }) => id)
    tell(ids, ids.length > 0, change)
    return change
  }

  /** A change that failed half-way leaves nothing behind; should even that fail, the next start completes it. */
  async function takeBack(change: Change, before: Library): Promise<void> {
    await carryOut(root, inverse(change))
    if (change.library) await writeLibrary(root, before)
    library = before
    await history.forget(change.id)
    await index.scan()
  }

  async function prepareChange({
    name,
    subject = '',
    articles = [],
    library: patch,
    moved = [],
  }: ChangeRequest): Promise<Change> {
    const sides: Change['articles'] = []
    await eachOf(articles, WRITES_AT_ONCE, async ({ id, after }) => {
      const record: Record<string, unknown> = { ...(await readRecord(folder(id), id)) }
      const before: Record<string, unknown> = {}
      const now: Record<string, unknown> = {}
      for (const key of Object.keys(after).filter((each) => each in recordPatchSchema.shape)) {
        const value: unknown = after[key as keyof typeof after] ?? null
        if (JSON.stringify(record[key] ?? null) === JSON.stringify(value)) continue
        before[key] = record[key] ?? null
        now[key] = value
      }
      if (Object.keys(now).length > 0) sides.push({ id, before, after: now })
    })
    const change: Change = { id: newId(), at: new Date().toISOString(), name, subject, articles: sides, moved }
    change.moved = name === 'import' ? moved : moved.filter(({ id, to }) => areaOf(root, id) !== to)
    if (patch) {
      const before = Object.fromEntries(Object.keys(patch).map((key) => [key, library[key as keyof Library]]))
      change.library = { before, after: patch }
    }
    return change
  }

  async function undo(): Promise<Change | undefined> {
    const last = history.undoable()
    if (!last) return undefined
    const back = inverse(last)
    const gone = [...back.articles, ...back.moved].find(({ id }) => areaOf(root, id) === undefined)
    if (gone) {
      // noted as taken back, or it would stand in the way of the ones before it for ever
      await perform({ ...back, articles: [], moved: [], library: undefined })
      throw new ProblemError('undo.conflict', {
        name: last.subject || last.name,
        reason: `article ${gone.id} is no longer there.`,
      })
    }
    return perform(back)
  }

  async function remove(ids: readonly string[]): Promise<number> {
    const there = ids.filter((id) => areaOf(root, id) === 'trash')
    await eachOf(there, WRITES_AT_ONCE, (id) => rm(folderIn(root, 'trash', id), { recursive: true, force: true }))
    await index.apply({ entries: [], gone: there })
    if (there.length > 0) tell(there, true)
    return there.length
  }

  async function emptyTrash(): Promise<void> {
    const old: string[] = []
    const before = Date.now() - TRASH_MS
    for (const row of (await index.read('list', 'is:trashed', 'saved-asc', 0, Number.MAX_SAFE_INTEGER)).rows) {
      if (row.trashed !== undefined && new Date(row.trashed).getTime() < before) old.push(row.id)
    }
    if (old.length > 0) await remove(old)
  }

  async function refresh(): Promise<string[]> {
    const { changed } = await index.scan(closing.signal)
    if (changed.length > 0) tell(changed, true)
    return changed
  }

  const ids = (query: string, sort: Sort): Promise<string[]> => index.read('ids', query, sort)
  const idsOf: Store['idsOf'] = async (selection) =>
    'ids' in selection ? selection.ids : ids(selection.query, 'saved-desc')
  if (!readOnly) await emptyTrash()
  let scanning: Promise<unknown> = Promise.resolve()
  if (!readOnly) {
    const looked = inTurn(refresh)
    // a scan that fails leaves the index as it was; verify and rebuild say what is wrong
    scanning = looked.catch(() => undefined)
  }

  return {
    path: root,
    readOnly,
    ...(why ? { problem: why } : {}),
    library: () => library,
    record: async (id) => readRecord(folder(id), id),
    folder,
    html: async (id) => readFile(join(folder(id), 'article.html'), 'utf8'),
    text: async (id) => textOfHtml(await readFile(join(folder(id), 'article.html'), 'utf8')),
    async add(article) {
      writable()
      const record = await addArticle(root, article)
      adding.source.set(`${record.hashes.source} ${record.original.part ?? ''}`, record.id)
      adding.text.set(record.hashes.text, record.id)
      await index.put({ record, text: article.text })
      adding.source.delete(`${record.hashes.source} ${record.original.part ?? ''}`)
      adding.text.delete(record.hashes.text)
      tell([record.id], true)
      return record
    },
    async change(request) {
      writable()
      return inTurn(async () => perform(await prepareChange(request)))
    },
    async undo() {
      writable()
      return inTurn(undo)
    },
    history: () => history.summaries(),
    async purge(asked) {
      writable()
      return inTurn(() => remove(asked))
    },
    list: ({ query, sort, offset, limit }) => index.read('list', query, sort, offset, limit),
    ids,
    idsOf,
    rows: (wanted) => index.read('rows', wanted),
    async places() {
      const { savedSearches, tags, watchedFolders } = library
      return { ...(await index.read('places', savedSearches, tags)), watchedFolders }
    },
    tags: () => index.read('tags', library.tags),
    tagsOf: async (selection) => index.read('tagsOf', await idsOf(selection)),
    marks: (query, offset, limit) => index.read('marks', query, offset, limit),
    complete: (query, caret) => completeQuery(index, query, caret),
    bySource: async (hash, part) => adding.source.get(`${hash} ${part ?? ''}`) ?? index.read('bySource', hash, part),
    byText: async (hash) => adding.text.get(hash) ?? index.read('byText', hash),
    stats: () => index.read('stats'),
    refresh: () => inTurn(refresh),
    verify: async (run) => verifyLibrary(root, await index.known(), run),
    async rebuild(run = {}) {
      const { articles, damaged } = await inTurn(() =>
        index.rebuild({ signal: run.signal, onProgress: run.onProgress && progressOf(run.onProgress) }),
      )
      tell([], true)
      return { articles, findings: damaged }
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closing.abort()
      await scanning
      await turn
      await index.close()
      if (temporary !== undefined) await rm(temporary, { recursive: true, force: true })
      await lock?.release()
    },
  }
}

function progressOf(onProgress: NonNullable<OpenOptions['onProgress']>): (value: unknown) => void {
  return (value) => {
    if (typeof value !== 'object' || value === null || !('done' in value) || typeof value.done !== 'number') return
    onProgress({
      done: value.done,
      total: 'total' in value && typeof value.total === 'number' ? value.total : undefined,
    })
  }
}

/** The change that takes another one back. An import's `moved` says that its articles came: back is into the trash. */
function inverse(change: Change): Change {
  return {
    ...{ id: newId(), at: new Date().toISOString(), name: 'undo', subject: change.subject, undoes: change.id },
    articles: change.articles.map(({ id, before, after }) => ({ id, before: after, after: before })),
    moved: change.moved.map(({ id, to }) => ({ id, to: to === 'trash' ? 'articles' : 'trash' })),
    ...(change.library ? { library: { before: change.library.after, after: change.library.before } } : {}),
  }
}

/** What an add left when it was cut off. */
async function clearStaging(root: string): Promise<void> {
  const articles = join(root, 'articles')
  if (!existsSync(articles)) return
  for (const name of await readdir(articles)) {
    if (name.startsWith(STAGING)) await rm(join(articles, name), { recursive: true, force: true })
  }
}
