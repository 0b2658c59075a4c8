import { readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { warning } from '../../../shared/model/warning.ts'
import { diskPath, entriesOf } from '../../platform/byte-paths.ts'
import { insideOf } from '../../platform/inside.ts'
import { safePath } from '../../platform/safe-names.ts'
import type { Page, PageResult, Reader } from '../page.ts'
import { openSource, type Source } from '../source.ts'
import { decode } from '../syntax/charset.ts'
import { bodyOf } from '../syntax/markup.ts'
import { joinedEntry, type Entry, type LinkList } from './entry.ts'
import { readOmnivoreMarks } from './omnivore-marks.ts'
import { ownPage } from './own-page.ts'
import { pageOfEntry } from './page.ts'

/** A file beside a list: its name below the list's folder as the list has it, and where it is. */
interface Beside {
  name: string
  path: string
}

/** What an unpacked export keeps of an entry in files of its own: text or marks of the service's, or the page itself. */
export interface FilesBeside {
  text?: Beside
  marks?: Beside
  page?: Beside
}

/** The first of some names that lies in the folder, as it is or with the name that the library has given to it. */
async function firstIn(folder: string, names: readonly string[]): Promise<Beside | undefined> {
  for (const name of names) {
    for (const one of new Set([name, safePath(name)])) {
      const there = one === undefined ? undefined : await insideOf(folder, join(folder, one))
      if (one !== undefined && there !== undefined) return { name, path: join(folder, one) }
    }
  }
  return undefined
}

/** The files of an entry in the folder of its list. */
export async function filesBeside(folder: string, { service }: LinkList, entry: Entry): Promise<FilesBeside> {
  const { slug, attached = [], fault } = entry
  if (fault !== undefined) return {}
  const page = await firstIn(folder, attached)
  if (service !== 'Omnivore' || slug === undefined) return page === undefined ? {} : { page }
  const [text, sheet, marks] = await Promise.all([
    firstIn(folder, [`content/${slug}.html`, `contents/${slug}.html`]),
    firstIn(folder, [`content/${slug}.pdf`, `contents/${slug}.pdf`]),
    firstIn(folder, [`highlights/${slug}.md`]),
  ])
  return {
    ...(text !== undefined && { text }),
    ...(text === undefined && sheet !== undefined && { page: sheet }),
    ...(marks !== undefined && { marks }),
  }
}

/** What ArchiveBox writes about a snapshot: no captures of its page. */
const ABOUT_SNAPSHOT = new Set(['index.json', 'index.html', 'headers.json', 'favicon.ico'])

/** Captures of a snapshot that are not read, beside those that an entry names. */
const OTHER_CAPTURES = ['screenshot.png', 'htmltotext.txt', 'archive.org.txt', 'media', 'warc', 'git']

/** Which of the names in the folder of an entry's snapshot ArchiveBox has put there, and which are captures besides the one that is read. */
export function madeIn(
  names: readonly string[],
  { snapshot = '', attached = [] }: Entry,
  read: string | undefined,
): { made: string[]; captures: string[] } {
  const named = attached.map((name) => name.slice(snapshot.length).split('/', 1)[0] ?? '')
  const known = new Set([...named, ...OTHER_CAPTURES, ...ABOUT_SNAPSHOT])
  const made = names.filter((name) => known.has(name))
  return { made, captures: made.filter((name) => name !== read && !ABOUT_SNAPSHOT.has(name)).sort() }
}

/** What an article says of the captures that were not read. */
export const leftCaptures = (captures: readonly string[]): string[] =>
  captures.length === 0 ? [] : [warning('captures', { files: captures.join(', ') })]

/**
 * What ArchiveBox has put into the folder of an entry's snapshot: paths, and names of the captures besides the one that is read. What
 * else lies there is anybody's.
 */
export async function filesOfSnapshot(
  folder: string,
  entry: Entry,
  page: Beside | undefined,
): Promise<{ paths: string[]; captures: string[] }> {
  // the page was looked for inside the list's folder, and lies below that of the snapshot
  if (entry.snapshot === undefined || page === undefined) return { paths: [], captures: [] }
  const at = join(folder, entry.snapshot)
  const [read] = relative(at, page.path).split(sep)
  const names = (await entriesOf(at)).map(({ name }) => name)
  const { made, captures } = madeIn(names, entry, read)
  return { paths: made.map((name) => join(at, name)), captures }
}

/** The files of the original, each as far below the list as it was. */
function withFiles(page: Page, files: readonly Beside[]): Page {
  const more = files.map(({ name, path }) => ({ path, as: safePath(name) ?? basename(name) }))
  return { ...page, files: [...page.files, ...more] }
}

/** The files of a page that lies in a folder below the list, each where it is from there. */
const placed = (page: Page, name: string): Page => ({
  ...page,
  files: page.files.map((file) => ({
    ...file,
    as: safePath(join(dirname(name), file.as).replace(/\\/g, '/')) ?? file.as,
  })),
})

/** An entry with what lies beside its list. */
export async function* pageBeside(
  source: Source,
  list: LinkList,
  entry: Entry,
  inner: Parameters<Reader>[1],
): AsyncIterable<PageResult> {
  const folder = dirname(source.path)
  const { text, marks, page } = await filesBeside(folder, list, entry)
  const words = marks && decode(await readFile(diskPath(marks.path)), { plain: true }).text
  let whole = words === undefined ? entry : joinedEntry(entry, { part: entry.part, ...readOmnivoreMarks(words) })
  if (text !== undefined) whole = { ...whole, content: bodyOf(decode(await readFile(diskPath(text.path))).text) }
  const result = pageOfEntry(source, list, whole)
  const own = [text, marks].filter((one) => one !== undefined)
  if (page === undefined) {
    yield result.ok ? { ok: true, page: withFiles(result.page, own) } : result
    return
  }
  const { name, path } = page
  const { captures } = await filesOfSnapshot(folder, entry, page)
  const open = (): Promise<Source> => openSource({ path, within: dirname(path), lists: 'none' })
  const finish = (its: Page, listed: Page): Page => {
    const { files } = placed(its, name)
    return {
      ...its,
      files: [...withFiles(listed, own).files, ...files],
      warnings: [...its.warnings, ...leftCaptures(captures)],
    }
  }
  yield* ownPage({ list, source, entry: whole, path, open, without: result, finish }, inner)
}
