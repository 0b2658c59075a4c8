import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { VIEW_FILE } from '../../shared/model/article-files.ts'
import type { Sort } from '../../shared/ipc/contract.ts'
import type { Change } from '../../shared/model/change.ts'
import type { Library } from '../../shared/model/library.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { problem, problemOf, ProblemError, sentence, type Problem } from '../../shared/model/problem.ts'
import { textOfHtml } from '../platform/html-text.ts'
import { log } from '../platform/log.ts'
import { createAdding } from './changes/adding.ts'
import { createChanging } from './changes/changing.ts'
import { differsFrom, forgetReading, stageReading } from './records/contents.ts'
import { completeQuery } from './search/complete.ts'
import { areaOf, folderIn } from './records/folders.ts'
import { summaryOf, type History } from './changes/history.ts'
import type { Index } from './index/index.ts'
import type { Lock } from './lock.ts'
import { callOptions } from './index/open-index.ts'
import { readRecord } from './records/records.ts'
import { createRelations } from './relations/relations.ts'
import type { Finding, LibraryEvent, Store } from './store.ts'
import { createUpkeep } from './upkeep.ts'
import { verifyLibrary } from './verify.ts'

/** Ids that an event names; with more the window reads everything again. */
const EVENT_IDS = 200

/** Every record is looked at for what changed outside: after the first rows are on the screen, which it would hold up, ms. */
const LOOK_AFTER_MS = 2000
/** An import is waited for, but not for longer, ms. */
const LOOK_AT_LATEST_MS = 60_000

/** What opening a library has gathered. */
export interface OpenedParts {
  root: string
  library: Library
  history: History
  index: Index
  temporary?: string
  lock: Lock | undefined
  why: Problem | undefined
  findings: Finding[]
  /** told of what a rebuild in between has found */
  onHealed: { tell: (findings: Finding[]) => void }
}

/** The open library. */
export function runStore(opened: OpenedParts): { store: Store; onLost: () => undefined } {
  const { root, history, index, lock, why, findings, temporary } = opened
  const readOnly = lock === undefined
  let { library } = opened
  /** set when something happened after which nothing may be changed any more */
  let halted: Problem | undefined

  const listeners = new Set<(event: LibraryEvent) => void>()
  const emit = (event: LibraryEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const tell = (ids: string[], change?: Change): void => {
    const event: LibraryEvent = { listChanged: ids.length > 0 }
    if (ids.length <= EVENT_IDS) event.ids = ids
    if (change) event.change = summaryOf(change)
    emit(event)
  }
  /** What was found before is not said again: a rebuild and the look through the records meet the same damage. */
  const found = (all: Finding[]): void => {
    const said = new Set(findings.map((finding) => sentence(finding.problem)))
    const more = all.filter((finding) => !said.has(sentence(finding.problem)))
    if (more.length === 0) return
    findings.push(...more)
    for (const finding of more) log.error(sentence(finding.problem), finding.path)
    emit({ listChanged: false, findings: more })
  }
  for (const finding of findings) log.error(sentence(finding.problem), finding.path)
  opened.onHealed.tell = (more) => {
    found([{ path: join(root, 'index.sqlite'), problem: problem('index.rebuilt') }, ...more])
    emit({ listChanged: true })
  }

  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work)
    turn = next.catch(() => undefined)
    return next
  }
  const writable = (): void => {
    if (!readOnly && !halted) return
    const { code, detail } = halted ?? why ?? problem('disk.readOnly', { file: root })
    throw new ProblemError(code, detail)
  }
  const folder = (id: string): string => {
    const area = areaOf(root, id)
    if (!area) throw new ProblemError('record.missing', { id })
    return folderIn(root, area, id)
  }
  const record: Store['record'] = async (id) => readRecord(folder(id), id)
  const adding = createAdding(root, index, (id) => tell([id]))
  /** what could be taken back and no longer can need not be kept */
  async function forget(changes: readonly Change[]): Promise<void> {
    for (const { contents } of changes) {
      for (const { id, key } of contents) {
        const area = areaOf(root, id)
        if (area) await forgetReading(folderIn(root, area, id), key).catch((error: unknown) => log.error(id, error))
      }
    }
  }
  const changing = createChanging({
    ...{ root, history, index, record, onChanged: tell, onFindings: found, forget },
    library: () => library,
    setLibrary: (next) => (library = next),
    onHalt(reason) {
      halted = reason
      found([{ path: join(root, 'history.ndjson'), problem: reason }])
    },
  })
  const upkeep = createUpkeep({ root, index, inTurn, onChanged: tell, onFindings: found })

  const closing = new AbortController()
  const pause = (): Promise<void> =>
    setTimeout(LOOK_AFTER_MS, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
  /** what is being added would be taken for articles from outside, and read again */
  async function quiet(): Promise<void> {
    const since = performance.now()
    while (adding.busy() && !closing.signal.aborted && performance.now() - since < LOOK_AT_LATEST_MS) await pause()
  }
  async function lookThrough(): Promise<void> {
    await pause()
    try {
      await inTurn(async () => forget(await history.evicted()))
      await upkeep.emptyTrash()
      await quiet()
      if (!closing.signal.aborted) await upkeep.refresh(closing.signal)
    } catch (error) {
      found([{ path: root, problem: problemOf(error) }])
    }
  }
  const looking = readOnly ? Promise.resolve() : lookThrough()

  const ids = (query: string, sort: Sort): Promise<string[]> => index.read('ids', query, sort)
  const idsOf: Store['idsOf'] = async (selection) =>
    'ids' in selection ? selection.ids : ids(selection.query, 'saved-desc')

  const store: Store = {
    path: root,
    readOnly,
    ...(why ? { problem: why } : {}),
    library: () => library,
    record,
    folder,
    html: async (id) => readFile(join(folder(id), VIEW_FILE), 'utf8'),
    text: async (id) => textOfHtml(await readFile(join(folder(id), VIEW_FILE), 'utf8')),
    async add(article) {
      writable()
      return adding.add(article, record)
    },
    async change(request, run) {
      writable()
      return inTurn(async () => {
        writable()
        return changing.change(request, run)
      })
    },
    async undo(run) {
      writable()
      return inTurn(async () => {
        writable()
        return changing.undo(run)
      })
    },
    async redo(run) {
      writable()
      return inTurn(async () => {
        writable()
        return changing.redo(run)
      })
    },
    async stage(id, key, reading) {
      writable()
      return stageReading(folder(id), await record(id), key, reading, history.keys())
    },
    differs: async (id, reading) => differsFrom(folder(id), await record(id), reading),
    async unstage(ids, key) {
      for (const id of ids) {
        const area = areaOf(root, id)
        if (area) await forgetReading(folderIn(root, area, id), key)
      }
    },
    history: () => history.summaries(),
    async purge(asked) {
      writable()
      return inTurn(() => upkeep.remove(asked))
    },
    list: ({ query, sort, offset, limit }, signal) => index.readUntil(signal, 'list', query, sort, offset, limit),
    ids,
    idsOf,
    rows: (wanted) => index.read('rows', wanted),
    forms: (id, words) => index.read('forms', id, words),
    async places() {
      const { savedSearches, tags, watchedFolders } = library
      return { ...(await index.read('places', savedSearches, tags)), watchedFolders }
    },
    overview: (query) => index.read('overview', query, library.tags),
    tags: () => index.read('tags', library.tags),
    suggestTags: (id) => index.read('suggestTags', id),
    tagsOf: async (selection) => index.read('tagsOf', await idsOf(selection)),
    marks: (wanted) => index.read('marks', wanted),
    rules: {
      matches: (query, among) => index.read('ruleMatches', query, among),
      counts: (rule) => index.read('ruleCounts', rule),
      takeBack: (id, next, others) => index.read('ruleTakeBack', id, next, others),
    },
    relations: createRelations({ index, library: () => library, folder, record }),
    facets: (query, signal) => index.readUntil(signal, 'facets', query),
    complete: (query, caret) => completeQuery(index, query, caret),
    bySource: (hash, part) => adding.bySource(hash, part),
    byText: (hash) => adding.byText(hash),
    mergedInto: (hash, part) => adding.mergedInto(hash, part),
    older: (version) => index.read('older', version),
    stats: () => index.read('stats'),
    refresh: () => upkeep.refresh(),
    verify: async (run) => verifyLibrary(root, await index.known(), run),
    mergeIndex: () => index.merge(),
    async rebuild(run = {}) {
      const rebuilt = await inTurn(() => index.rebuild(callOptions(run)))
      found(rebuilt.findings)
      emit({ listChanged: true })
      return rebuilt
    },
    findings: () => [...findings],
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closing.abort()
      await looking
      await adding.settled()
      await turn
      await index.close()
      if (temporary !== undefined) await rm(temporary, { recursive: true, force: true })
      await lock?.release()
    },
  }
  return {
    store,
    onLost() {
      halted ??= problem('library.locked', { file: root, owner: 'owner.computer' satisfies Phrase })
      return undefined
    },
  }
}
