import { stat } from 'node:fs/promises'
import { sep } from 'node:path'
import type { ArticleRecord, Provenance } from '../../../shared/model/article.ts'
import type { ImportItem } from '../../../shared/model/job.ts'
import type { Mark } from '../../../shared/model/mark.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { problem, ProblemError, problemOf, type ProblemCode } from '../../../shared/model/problem.ts'
import { gainedTags } from '../../../shared/model/tag.ts'
import type { PageFile } from '../../formats/page.ts'
import type { ReadPage, ReadResult } from '../../intake/messages.ts'
import type { PagePool } from '../../intake/pool.ts'
import { diskPath } from '../../platform/byte-paths.ts'
import { addressKey } from '../../store/relations/addresses.ts'
import type { Store } from '../../store/store.ts'
import type { FileLine } from '../jobs/job-files.ts'
import { joinReport, note } from './join-report.ts'
import { gainedMarks, gainedState, gainedValues, linkNote, placeOf } from './joins.ts'
import { knownArticles } from './known-articles.ts'
import type { TakenFiles } from './taken-files.ts'
import { readNow } from '../reading/read-anew.ts'
import { carriedOver } from './renewed.ts'
import type { Spelling } from '../tags/spelling.ts'
import { createTurns } from './turns.ts'

/** Not the fault of one file: everything behind it would fail as well, so the job stops and can be taken up again. */
export const STOPPING: ReadonlySet<ProblemCode> = new Set([
  'disk.full',
  'disk.readOnly',
  'library.locked',
  'library.newer',
])

export interface TakeOptions {
  /** for every page, as the library writes them */
  tags: string[]
  spell: Spelling
  /** bring back an article from the trash when its file is imported by hand */
  restore: boolean
  /** when the job was begun: an article added from this very file since then is this job's own, found again after a crash */
  since: string
  /** the watched folder that is taken in by itself: files that only moved are not worth a line in the report */
  watched?: string
  /** told when all pages of a file were read, and are only to be stored */
  onRead?: () => void
  /** ids that this job has added or that took the place of others */
  added: Set<string>
  /** which articles each file was taken in as */
  taken: TakenFiles
}

const textOf = ({ packed, extracted }: ReadPage): string =>
  packed ? Buffer.from(packed.text).toString() : extracted.text

function noteIn(page: ReadPage): Mark[] {
  const { title, saved } = page.extracted
  return page.format === 'link' ? linkNote(title, textOf(page), saved) : []
}

const gone = async (path: string): Promise<boolean> => {
  try {
    await stat(diskPath(path))
    return false
  } catch {
    return true
  }
}

/** Takes saved files into the library: each page once, whatever it is called and however often it comes. */
export function createTaker(store: Store, pool: PagePool): (file: PageFile, options: TakeOptions) => Promise<FileLine> {
  const turns = createTurns()

  const { articleOf, formerOf, linkTo, exportedFrom, aboutOf, charsetFor } = knownArticles(store)

  async function add(
    file: PageFile,
    page: ReadPage,
    { tags, spell }: Pick<TakeOptions, 'tags' | 'spell'>,
    former?: ArticleRecord,
  ): Promise<ArticleRecord> {
    const { html, text, assets, warnings, rule, ...extracted } = page.extracted
    const main = page.files.find(({ path }) => path === file.path) ?? page.files[0]
    if (!main) throw new ProblemError('internal', { reason: `a reader gave no files for ${file.path}.` })
    const how = former ? 'updated' : 'added'
    const entry: Provenance = { path: file.path, sha256: page.sourceHash, at: new Date().toISOString(), how }
    const kept = former && carriedOver(former, page, entry)
    return store.add({
      record: {
        ...extracted,
        format: page.format,
        producer: page.producer,
        charset: page.charset,
        fileSources: page.fileSources,
        warnings,
        extracted: page.kept?.extracted ?? readNow(rule),
        tagRules: {},
        original: { main: main.as, part: page.part },
        hashes: { source: page.sourceHash, text: page.textHash },
        provenance: [entry],
        ...(page.kept?.opened !== undefined && { opened: page.kept.opened }),
        ...kept,
        read: page.state?.read === true || kept?.read === true,
        starred: page.state?.starred === true || kept?.starred === true,
        progress: Math.max(page.state?.progress ?? 0, kept?.progress ?? 0),
        tags: gainedTags([], [...(kept?.tags ?? []), ...(await spell(page.tags)), ...tags]),
      },
      html: page.packed?.html ?? html,
      text: page.packed?.text ?? text,
      assets,
      files: page.files,
      former: former?.id,
    })
  }

  return async function take(file, options) {
    const line: FileLine = { file: file.path, items: [], joins: [], replaced: [] }
    let release: (() => void) | undefined
    let moved = false
    /** of the pages in the file */
    const places = new Map<string | undefined, number>()

    /** A page whose article is there already: what the article gains, and the line of the report. */
    async function meet(
      id: string,
      sha256: string,
      how: 'duplicate' | 'joined',
      page: { part?: string; ms: number; read?: ReadPage; remark?: 'merged' | 'listed' | 'exported' | 'library' },
    ): Promise<void> {
      const record = await store.record(id)
      const shown = { file: file.path, page: page.part, id, title: record.title, format: record.format, ms: page.ms }
      const entry = placeOf(record.provenance, { path: file.path, sha256 })
      if (entry?.sha256 === sha256 && (await isOwnOfJob(record, entry, shown))) return
      const inThisJob = options.added.has(id)
      const movedFrom = inThisJob ? undefined : await movedAway(record.provenance, sha256)
      const isAbout = page.read?.listed === true || page.remark === 'exported' || page.remark === 'library'
      // the article there was changed since it was looked at last: its saved file is the same for ever
      const isLater = entry !== undefined && page.read?.kept !== undefined && page.read.kept.changed > entry.at
      // taken off by hand, a tag of the file does not come back with the same file
      const isNews = entry === undefined || isLater || (isAbout && (entry.sha256 !== sha256 || inThisJob))
      const given = isOfWatched(entry?.path ?? movedFrom) ? [] : options.tags
      const gains = await gainsOf(record, page.read, isNews, given)
      const gained = [gains.tags, gains.marks, Object.keys(gains.state), Object.keys(gains.values)].some(
        ({ length }) => length > 0,
      )
      const restore = record.trashed !== undefined && options.restore
      if (entry?.sha256 !== sha256 || isLater || restore || gained) {
        const provenance: Provenance = { path: file.path, sha256, at: new Date().toISOString(), how }
        line.joins.push({ id, provenance, movedFrom, ...gains, restore })
      }
      if (options.watched !== undefined && movedFrom !== undefined) {
        moved = true
      } else if (restore) {
        line.items.push({ ...shown, status: 'updated', reason: note('restored') })
      } else {
        const inTrash = record.trashed !== undefined
        const reason = joinReport({ how, remark: page.remark, isAbout, gained, inTrash, inThisJob })
        line.items.push({ ...shown, status: how, reason })
      }
    }

    /** Whether this job has taken the file in already, before a crash: then it is reported as that. */
    async function isOwnOfJob(
      record: ArticleRecord,
      { at, how }: Provenance,
      shown: Omit<ImportItem, 'status'> & { id: string },
    ): Promise<boolean> {
      const { id } = record
      if (at < options.since || options.added.has(id)) return false
      if (how === 'added') {
        options.added.add(id)
        line.items.push({ ...shown, status: 'added' })
        return true
      }
      if (how !== 'updated') return false
      const link = await linkTo(record)
      const former = link?.id ?? (await articleOf(file, options.taken))?.id
      if (former === undefined || former === id) return false
      replace(former, shown, link ? 'pageFound' : 'renewed')
      return true
    }

    /** What an article gains from a page that it is or that tells of it; of one that is no news only the values it lacks and `given` tags. */
    async function gainsOf(
      record: ArticleRecord,
      read: ReadPage | undefined,
      isNews: boolean,
      given: readonly string[],
    ): Promise<Pick<FileLine['joins'][number], 'tags' | 'state' | 'marks' | 'values' | 'sources'>> {
      const news = isNews ? read : undefined
      const theirs = news ? await options.spell(news.tags) : []
      return {
        tags: gainedTags(record.tags, [...theirs, ...given]),
        state: gainedState(record, news?.state),
        marks: gainedMarks(record, news ? [...news.extracted.marks, ...noteIn(news)] : []),
        ...(read ? gainedValues(record, read) : { values: {}, sources: {} }),
      }
    }

    /** Whether the watched folder has brought this file before: what its tags were then is a person's now. */
    function isOfWatched(path: string | undefined): boolean {
      return options.watched !== undefined && path?.startsWith(options.watched + sep) === true
    }

    /** The article takes the place of its former state. */
    function replace(
      former: string,
      shown: Omit<ImportItem, 'status'> & { id: string },
      was: 'renewed' | 'pageFound',
    ): void {
      options.added.add(shown.id)
      line.replaced.push(former)
      line.items.push({ ...shown, status: 'updated', reason: note(was) })
    }

    /** The path in an article's provenance from which this file has moved here. */
    async function movedAway(provenance: Provenance[], sha256: string): Promise<string | undefined> {
      for (const { path, sha256: theirs } of provenance) {
        if (theirs === sha256 && path !== file.path && (await gone(path))) return path
      }
      return undefined
    }

    async function takePage(page: ReadPage, ms: number): Promise<void> {
      const started = performance.now()
      const spent = (): number => Math.round(ms + performance.now() - started)
      const { part } = page
      // of a page by itself the file was asked for before it was read
      const isAsked = part === undefined && page.kept === undefined
      const kept = isAsked ? undefined : await store.mergedInto(page.sourceHash, part)
      if (kept !== undefined) return meet(kept, page.sourceHash, 'duplicate', { part, ms: spent(), remark: 'merged' })
      const twin = isAsked ? undefined : await store.bySource(page.sourceHash, part)
      const address = addressKey(page.extracted.url ?? '')
      const here = address === undefined ? undefined : await turns.take(`address ${String(address)}`)
      try {
        const made = await exportedFrom(page)
        const theirs = made ?? (page.kept && twin)
        const remark = page.kept === undefined ? 'exported' : 'library'
        if (theirs !== undefined && (page.kept !== undefined || made !== twin))
          return await meet(theirs, page.sourceHash, 'joined', { part, ms: spent(), read: page, remark })
        const about = await aboutOf(page)
        if (about !== undefined && about !== twin)
          return await meet(about, page.sourceHash, 'joined', { part, ms: spent(), read: page, remark: 'listed' })
        if (twin !== undefined) return await meet(twin, page.sourceHash, 'duplicate', { part, ms: spent() })
        await takeNew(page, spent)
      } finally {
        here?.()
      }
    }

    /** A page that is not known by its file: its text may be. */
    async function takeNew(page: ReadPage, spent: () => number): Promise<void> {
      const { part } = page
      const done = await turns.take(`text ${page.textHash}`)
      try {
        // not the one that was merged away, while it is still in the trash
        const other = (await store.mergedInto(page.textHash)) ?? (await store.byText(page.textHash))
        if (other !== undefined) return await meet(other, page.sourceHash, 'joined', { part, ms: spent(), read: page })
        const link = await linkTo({ format: page.format, url: page.extracted.url })
        const former = link ?? (await formerOf(file, page, options))
        // a few words are not asked for as a text
        if (former && page.grows === true && (await store.text(former.id)) === textOf(page))
          return await meet(former.id, page.sourceHash, 'joined', { part, ms: spent(), read: page })
        const { id, title, words } = await add(file, page, options, former)
        const shown = { file: file.path, page: part, id, title, format: page.format, ms: spent() }
        if (former) return replace(former.id, shown, link ? 'pageFound' : 'renewed')
        options.added.add(id)
        line.items.push({
          ...shown,
          status: 'added',
          reason: words === 0 ? problem('page.noText', { file: file.path }) : undefined,
        })
      } finally {
        done()
      }
    }

    const started = performance.now()
    const ms = (): number => Math.round(performance.now() - started)

    async function known(sha256: string): Promise<boolean> {
      // asked again when the worker died before it began with the file, and when the file is read a second time
      release ??= await turns.take(`file ${sha256}`)
      const kept = await store.mergedInto(sha256)
      if (kept !== undefined) {
        await meet(kept, sha256, 'duplicate', { ms: ms(), remark: 'merged' })
        return true
      }
      const id = await store.bySource(sha256)
      // of a file with many pages some can be missing, and each page is asked for by its part
      if (id === undefined || (await store.record(id)).original.part !== undefined) return false
      await meet(id, sha256, 'duplicate', { ms: ms() })
      return true
    }

    /** Reads the file, in an encoding when one is given; false when it is not the page for which that was chosen. */
    async function read(charset?: string): Promise<boolean> {
      let same = true
      const handlers = {
        known,
        ended: options.onRead,
        async page(result: ReadResult, spent: number): Promise<void> {
          places.set(result.part, places.size)
          if (charset !== undefined && !(result.ok && (await formerOf(file, result, options)))) same = false
          if (!same) return
          if (result.ok) return takePage(result, spent)
          const { part, status, problem: reason } = result
          line.items.push({ file: file.path, page: part, status, reason, ms: Math.round(spent) })
        },
      }
      const given = {
        ...file,
        ...(charset !== undefined && { charset }),
        ...(options.watched !== undefined && { lists: 'none' as const }),
      }
      await pool.read(given, handlers, { ask: true, pack: true, rules: store.library().siteRules })
      return same
    }

    try {
      const chosen = await charsetFor(file, options.taken)
      const same = chosen !== undefined && (await read(chosen))
      if (!same) await read()
    } catch (error) {
      const reason = problemOf(error)
      if (STOPPING.has(reason.code)) throw error
      line.items.push({ file: file.path, status: 'failed', reason, ms: ms() })
    } finally {
      release?.()
    }
    const turnOf = ({ page }: ImportItem): number => places.get(page) ?? 0
    line.items.sort((a, b) => turnOf(a) - turnOf(b))
    if (line.items.length === 0 && !moved) {
      const reason = problem('format.noPage', { file: file.path, reason: 'content.nothing' satisfies Phrase })
      line.items.push({ file: file.path, status: 'skipped', reason, ms: ms() })
    }
    return line
  }
}
