import { isDeepStrictEqual } from 'node:util'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import { recordPatchSchema, type Change, type ChangeName } from '../../../shared/model/change.ts'
import type { Library } from '../../../shared/model/library.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { ProblemError, problemOf, type Problem } from '../../../shared/model/problem.ts'
import { carryOut, WRITES_AT_ONCE } from './carry-out.ts'
import { log } from '../../platform/log.ts'
import { assertRoom, eachOf } from '../disk.ts'
import { areaOf } from '../records/folders.ts'
import { idsOf, type History } from './history.ts'
import { newId } from '../records/ids.ts'
import { createEntries } from '../index/entries.ts'
import type { Index } from '../index/index.ts'
import { readerOf, type ReadRecord } from './records-ahead.ts'
import { writeLibrary } from '../records/library-file.ts'
import type { ChangeRequest, Finding, Run } from '../store.ts'

/** Reading views that the index takes in at once: what lies between two of these, a search can be answered in. */
const SLICE = 100

/** What a change needs of the open library. */
export interface ChangingParts {
  root: string
  history: History
  index: Index
  library(): Library
  setLibrary(library: Library): void
  record(id: string): Promise<ArticleRecord>
  onChanged(ids: string[], change: Change): void
  /** these can no longer be taken back */
  forget(changes: Change[]): Promise<void>
  onFindings(findings: Finding[]): void
  /** a change could neither be made nor taken back: nothing may be changed until the next start has completed it */
  onHalt(problem: Problem): void
}

/** What a change has reached, and why it went no further. */
interface Stopped {
  begun: ReadonlySet<string>
  indexed: ReadonlySet<string>
  cause: unknown
}

/** Makes changes, whole or not at all, and takes them back. The caller sees to it that they come one at a time. */
export function createChanging(parts: ChangingParts) {
  const { root, history, index } = parts

  async function perform(change: Change, run: Run = {}): Promise<Change> {
    const touched = idsOf(change)
    if (touched.length === 0 && !change.library && change.undoes === undefined) return change
    const before = parts.library()
    const begun = new Set<string>()
    const entries = createEntries(index)
    await history.append(change)
    try {
      if (change.library) {
        const library = { ...before, ...change.library.after }
        await writeLibrary(root, library)
        parts.setLibrary(library)
      }
      const texts = new Set(change.contents.map(({ id }) => id))
      const added = onlyAdded(change)
      const looked = added.size === 0 ? touched : touched.filter((id) => !added.has(id))
      await carryOut(root, change, run, {
        read: readerOf(looked, index, parts.record),
        added,
        onBegun: (id) => begun.add(id),
        onWritten: (record) => (texts.has(record.id) ? undefined : entries.put(record)),
      })
      await entries.end()
      await syncAll([...texts])
      await history.done(change.id)
    } catch (error) {
      await takeBack(change, before, { begun, indexed: entries.sent, cause: error })
      throw error
    }
    parts.onChanged(touched, change)
    await parts.forget(await history.evicted())
    return change
  }

  /** Articles whose texts are other ones now: the index reads them itself. */
  async function syncAll(ids: readonly string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += SLICE) await index.sync(ids.slice(at, at + SLICE))
  }

  /** A change that failed half-way leaves nothing behind. Should even that fail, the next start completes it. */
  async function takeBack(change: Change, before: Library, { begun, indexed, cause }: Stopped): Promise<void> {
    const findings: Finding[] = []
    const { articles, moved, contents } = turned(change)
    const reached = ({ id }: { id: string }): boolean => begun.has(id)
    const entries = createEntries(index)
    const only: Change = {
      ...change,
      at: new Date().toISOString(),
      articles: articles.filter(reached),
      moved: moved.filter(reached),
      contents: contents.filter(reached),
    }
    try {
      await carryOut(
        root,
        only,
        {},
        {
          read: readerOf(idsOf(only), index, parts.record),
          // a disk that is full may have the room for one
          atOnce: problemOf(cause).code === 'change.cancelled' ? WRITES_AT_ONCE : 1,
          onDamaged: (finding) => findings.push(finding),
          // what becomes of them is heard at their end
          onWritten: (record) => (indexed.has(record.id) ? entries.put(record).catch(() => undefined) : undefined),
        },
      )
      if (parts.library() !== before) await writeLibrary(root, before)
      parts.setLibrary(before)
      await history.forget(change.id)
    } catch (error) {
      parts.onHalt(problemOf(error))
      parts.onFindings(findings)
      return
    }
    parts.onFindings(findings)
    try {
      await entries.end()
      await syncAll(only.contents.map(({ id }) => id))
    } catch (error) {
      // the records are right: the next start sees what the index does not know
      log.error('The index could not follow', problemOf(error))
    }
  }

  /** The fields that really change, with what is there now. */
  function sideOf(found: ArticleRecord, after: Partial<ArticleRecord>): Change['articles'][number] | undefined {
    const record: Record<string, unknown> = { ...found }
    const before: Record<string, unknown> = {}
    const now: Record<string, unknown> = {}
    for (const key of Object.keys(after).filter((each) => each in recordPatchSchema.shape)) {
      const value: unknown = after[key as keyof typeof after] ?? null
      if (JSON.stringify(record[key] ?? null) === JSON.stringify(value)) continue
      before[key] = record[key] ?? null
      now[key] = value
    }
    return Object.keys(now).length > 0 ? { id: found.id, before, after: now } : undefined
  }

  async function prepare(request: ChangeRequest, run: Run): Promise<Change> {
    const { name, articles = [], each, library: patch, moved = [], contents: staged } = request
    const sides: Change['articles'] = []
    let title = ''
    const look = async (
      read: ReadRecord,
      id: string,
      edit: (record: ArticleRecord) => Partial<ArticleRecord> | undefined,
    ) => {
      if (run.signal?.aborted) throw new ProblemError('change.cancelled')
      const record = await read(id)
      const after = edit(record)
      const side = after && sideOf(record, after)
      if (side) sides.push(side)
      if (side && sides.length === 1) title = record.title
    }
    const all = articles.length + (each?.ids.length ?? 0)
    if (all > 0) run.onProgress?.({ done: 0, total: all })
    const readerFor = (ids: readonly string[]): ReadRecord => readerOf(ids, index, parts.record)
    const read = readerFor(articles.map(({ id }) => id))
    await eachOf(articles, WRITES_AT_ONCE, ({ id, after }) => look(read, id, () => after))
    if (each) {
      const readEach = readerFor(each.ids)
      await eachOf(each.ids, WRITES_AT_ONCE, (id) => look(readEach, id, each.edit))
    }
    const change: Change = {
      ...newStep(),
      name,
      subject: request.subject ?? (sides.length === 1 ? title : String(sides.length)),
      articles: sides,
      moved,
      contents: (staged?.ids ?? []).map((id) => ({ id, key: staged?.key ?? '', to: 'after' as const })),
    }
    change.moved = name === 'import' ? moved : moved.filter(({ id, to }) => ![undefined, to].includes(areaOf(root, id)))
    if (patch) {
      const library = parts.library()
      const before = Object.fromEntries(Object.keys(patch).map((key) => [key, library[key as keyof Library]]))
      // what stands there as it is asked for is no change, and no step of undo
      if (!isDeepStrictEqual(before, patch)) change.library = { before, after: patch }
    }
    return change
  }

  /** What of a change can be carried out, and an article in its way: one that it would touch and that was deleted for good. */
  function possible(change: Change, name: ChangeName): { part: Change | undefined; gone?: string } {
    const all = idsOf(change)
    const gone = new Set(all.filter((id) => areaOf(root, id) === undefined))
    const [first] = gone
    if (first === undefined) return { part: change }
    return { part: isWhole(change, name, gone) ? undefined : without(change, gone), gone: first }
  }

  return {
    async change(request: ChangeRequest, run: Run = {}): Promise<Change> {
      const { articles = [], moved = [], each, contents } = request
      const most = articles.length + moved.length + (each?.ids.length ?? 0) + (contents?.ids.length ?? 0)
      await assertRoom(root, most)
      return perform(await prepare(request, run), run)
    },
    async undo(run: Run = {}): Promise<Change | undefined> {
      const last = await history.undoable()
      if (!last) return undefined
      const { id, name, subject } = last
      const back: Change = { ...newStep(), name: 'undo', subject, undoes: id, ...turned(last) }
      await assertRoom(root, idsOf(back).length)
      const { part, gone = '' } = possible(back, name)
      if (part) return perform({ ...part, of: name }, run)
      // noted as taken back, or it would stand in the way of the ones before it for ever
      await perform({ ...back, articles: [], moved: [], contents: [], library: undefined })
      throw new ProblemError('undo.conflict', { name: subject || name, reason: 'undo.gone' satisfies Phrase, gone })
    },
    async redo(run: Run = {}): Promise<Change | undefined> {
      const last = await history.redoable()
      if (!last?.of) return undefined
      const { id, of: name, subject } = last
      const again: Change = { ...newStep(), name, subject, redoes: id, ...turned(last) }
      await assertRoom(root, idsOf(again).length)
      const { part, gone = '' } = possible(again, name)
      if (part) return perform(part, run)
      throw new ProblemError('redo.conflict', { name: subject || name, reason: 'undo.gone' satisfies Phrase, gone })
    },
  }
}

const newStep = (): Pick<Change, 'id' | 'at'> => ({ id: newId(), at: new Date().toISOString() })

/**
 * What was merged is in the article that was kept, and what a page's new version replaced comes back in its place: with the others
 * gone, a part of that would lose what they had.
 */
function isWhole(change: Change, name: ChangeName, gone: ReadonlySet<string>): boolean {
  if (name === 'merge') return true
  return (
    name === 'import' &&
    change.undoes !== undefined &&
    change.moved.some(({ id, to }) => to === 'articles' && gone.has(id))
  )
}

/** A change of the articles that there still are; undefined when it is one of none. */
function without(change: Change, gone: ReadonlySet<string>): Change | undefined {
  const there = ({ id }: { id: string }): boolean => !gone.has(id)
  const part: Change = {
    ...change,
    articles: change.articles.filter(there),
    moved: change.moved.filter(there),
    contents: change.contents.filter(there),
    left: gone.size,
  }
  return idsOf(part).length > 0 || part.library ? part : undefined
}

/** What an import has added and does nothing else with: it is in its place and in the index already. */
function onlyAdded({ name, redoes, articles, moved, contents }: Change): Set<string> {
  if (name !== 'import' || redoes !== undefined) return new Set()
  const added = new Set(moved.flatMap(({ id, to, from }) => (to === 'articles' && from === undefined ? [id] : [])))
  for (const { id } of [...articles, ...contents]) added.delete(id)
  return added
}

/** What takes a change back, or makes one again that was. An import's `moved` says that its articles came: back is into the trash. */
function turned(change: Change): Pick<Change, 'articles' | 'moved' | 'contents' | 'library'> {
  return {
    articles: change.articles.map(({ id, before, after }) => ({ id, before: after, after: before })),
    moved: change.moved.map(({ id, to, from }) =>
      from ? { id, to: from, from: to } : { id, to: to === 'trash' ? 'articles' : 'trash' },
    ),
    contents: change.contents.map(({ id, key, to }) => ({ id, key, to: to === 'after' ? 'before' : 'after' })),
    ...(change.library ? { library: { before: change.library.after, after: change.library.before } } : {}),
  }
}
