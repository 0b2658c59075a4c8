import { basename } from 'node:path/posix'
import type { Zip, ZipEntry } from '../../platform/archives.ts'
import { LIST_ENTRIES } from '../../platform/limits.ts'
import type { Page, PageResult, Reader } from '../page.ts'
import { webAddress } from '../signature.ts'
import { innerSource, limitProblem, type Source } from '../source.ts'
import { decode } from '../syntax/charset.ts'
import { bodyOf } from '../syntax/markup.ts'
import { zipBeside } from '../zip/page.ts'
import { joinedEntry, type Entry, type LinkList } from './entry.ts'
import { leftAlone, listIn } from './list.ts'
import { leftCaptures, madeIn } from './beside.ts'
import { readOmnivoreMarks } from './omnivore-marks.ts'
import { ownPage } from './own-page.ts'
import { pageOfEntry, partOf } from './page.ts'

/** The files in which a service's zip lists its entries. */
const LISTS = /(?:^|\/)(?:metadata_\d+_to_\d+\.json|part_\d+\.csv)$/i
/** Files of a zip of Pocket that say more about entries of the lists. */
const MORE = /(?:^|\/)(?:annotations|collections)\/[^/]+\.json$/i

/** Zotero's list, and the folder beside it with the files of its items. */
const RDF = /\.rdf$/i
const RDF_FILES = '/files/'

/** ArchiveBox's list, of all snapshots or of one, and what lies beside it. */
const INDEX = 'index.json'
const SNAPSHOTS = '/archive/'
const CAPTURE = /^(?:(?:singlefile|output)\.html|output\.pdf)$/

const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')))

/** The name in the zip of what lies below a list's folder. */
const inFolder = (list: string, below: string): string => list.slice(0, list.lastIndexOf('/') + 1) + below

/** The files of a zip that can be lists with files of their entries beside. */
function listsIn({ entries }: Zip): ZipEntry[] {
  const withFiles = new Set<string>()
  const withCaptures = new Set<string>()
  for (const { name } of entries) {
    const [files, snapshots] = [RDF_FILES, SNAPSHOTS].map((folder) => `/${name}`.indexOf(folder))
    if (files !== undefined && files >= 0) withFiles.add(name.slice(0, Math.max(0, files - 1)))
    if (snapshots !== undefined && snapshots >= 0) withCaptures.add(name.slice(0, Math.max(0, snapshots - 1)))
    if (CAPTURE.test(basename(name))) withCaptures.add(folderOf(name))
  }
  return entries.filter(
    ({ name }) =>
      LISTS.test(name) ||
      (RDF.test(name) && withFiles.has(folderOf(name))) ||
      (basename(name) === INDEX && withCaptures.has(folderOf(name))),
  )
}

/** Whether a zip is the export of a service whose files belong together: Omnivore's, Pocket's, Zotero's or ArchiveBox's. */
export const isBundle = (zip: Zip): boolean => listsIn(zip).length > 0

interface Listed {
  source: Source
  list: LinkList
  entry: Entry
}

/** What all lists of the zip hold; what another file says about an entry is in it. */
async function entriesIn(source: Source, zip: Zip, dealtWith: Set<string>): Promise<Listed[]> {
  const all: Listed[] = []
  const byAddress = new Map<string, Listed>()
  // a list of all snapshots before that of each
  const lists = listsIn(zip).sort((one, other) => one.name.split('/').length - other.name.split('/').length)
  const files = [...lists, ...zip.entries.filter(({ name }) => MORE.test(name))]
  for (const file of files) {
    if (dealtWith.has(file.name)) continue
    const opened = await innerSource(source, {
      name: basename(file.name),
      part: file.name,
      bytes: await file.read(),
      lists: 'known',
    })
    const list = await listIn(opened)
    // no list of a service after all: it is read like any other file
    if (list?.service === undefined) continue
    dealtWith.add(file.name)
    for (const entry of list.entries) {
      if (entry.snapshot) dealtWith.add(inFolder(file.name, entry.snapshot + INDEX))
      const address = entry.fault === undefined ? webAddress(entry.url) : undefined
      const known = address === undefined ? undefined : byAddress.get(address)
      if (known !== undefined && MORE.test(file.name)) {
        known.entry = joinedEntry(known.entry, entry)
        continue
      }
      const listed = { source: opened, list, entry }
      if (all.push(listed) > LIST_ENTRIES) throw limitProblem(source.path, 'limit.entries', { most: LIST_ENTRIES })
      if (address !== undefined && known === undefined) byAddress.set(address, listed)
    }
  }
  return all
}

/** What an export keeps of an entry in files of its own, beside the list: text or marks of the service's, or the page itself. */
function filesOf(zip: Zip, { source, entry }: Listed): { text?: ZipEntry; page?: ZipEntry; marks?: ZipEntry } {
  const { slug, attached = [] } = entry
  const folder = folderOf(source.part?.split('!').at(-1) ?? '')
  const get = (...names: string[]): ZipEntry | undefined =>
    names.map((name) => zip.get(folder === '' ? name : `${folder}/${name}`)).find((one) => one !== undefined)
  if (slug === undefined) return { page: get(...attached) }
  return {
    text: get(`content/${slug}.html`, `contents/${slug}.html`),
    page: get(`content/${slug}.pdf`, `contents/${slug}.pdf`),
    marks: get(`highlights/${slug}.md`),
  }
}

/** Those of sorted names that begin so. */
function beginningWith(sorted: readonly string[], start: string): string[] {
  let from = 0
  for (let high = sorted.length; from < high;) {
    const middle = (from + high) >>> 1
    if ((sorted[middle] ?? '') < start) from = middle + 1
    else high = middle
  }
  let to = from
  while (sorted[to]?.startsWith(start)) to++
  return sorted.slice(from, to)
}

/**
 * What ArchiveBox has written around the page that is read out of a snapshot; the names of its captures beside it. `sorted`: the names
 * of all entries of the zip, which may hold thousands of snapshots.
 */
function snapshotOf(
  sorted: readonly string[],
  { source, entry }: Listed,
  page: ZipEntry,
): { names: string[]; captures: string[] } {
  const list = source.part?.split('!').at(-1) ?? ''
  if (entry.snapshot === undefined) return { names: [], captures: [] }
  const folder = inFolder(list, entry.snapshot)
  const firstOf = (name: string): string => name.slice(folder.length).split('/', 1)[0] ?? ''
  const below = beginningWith(sorted, folder)
  const { made, captures } = madeIn([...new Set(below.map(firstOf))], entry, firstOf(page.name))
  const names = below.filter((name) => made.includes(firstOf(name)))
  // what it shows its index with
  return { names: entry.snapshot === '' ? names : [...names, inFolder(list, 'index.html')], captures }
}

/** The pages of a service's zip: one for each entry, with its text, marks and tags from wherever in the zip they are. */
export async function* readBundle(
  source: Source,
  zip: Zip,
  inner: Parameters<Reader>[1],
  dealtWith: Set<string>,
): AsyncIterable<PageResult> {
  const all = await entriesIn(source, zip, dealtWith)
  const [first] = all
  const whole = first && { ...first.list, entries: all.map(({ entry }) => entry) }
  const left = whole && leftAlone(source, whole)
  if (left !== undefined) {
    for (const { name } of zip.entries) dealtWith.add(name)
    yield left
    return
  }
  // only when a page is read: most zips of services hold none
  let beside: ReturnType<typeof zipBeside> | undefined
  let sorted: string[] | undefined
  for (const listed of all) {
    const files = filesOf(zip, listed)
    for (const file of Object.values(files)) if (file !== undefined) dealtWith.add(file.name)
    const snapshot =
      files.page && snapshotOf((sorted ??= zip.entries.map(({ name }) => name).sort()), listed, files.page)
    for (const name of snapshot?.names ?? []) dealtWith.add(name)
    if (source.only !== undefined && source.only !== partOf(listed.source, listed.entry)) continue
    let { entry } = listed
    const marks = files.marks && readOmnivoreMarks(decode(await files.marks.read(), { plain: true }).text)
    if (marks !== undefined) entry = joinedEntry(entry, { part: entry.part, ...marks })
    if (files.text !== undefined) entry = { ...entry, content: bodyOf(decode(await files.text.read()).text) }
    const result = pageOfEntry(listed.source, listed.list, entry)
    const { page } = files
    if (page === undefined || files.text !== undefined) {
      yield result
      continue
    }
    const open = async (): Promise<Source> =>
      innerSource(source, {
        name: basename(page.name),
        part: page.name,
        bytes: await page.read(),
        beside: (beside ??= zipBeside(zip))(folderOf(page.name) || '.'),
        lists: 'none',
      })
    const left = leftCaptures(snapshot?.captures ?? [])
    const finish = (its: Page): Page => ({ ...its, warnings: [...its.warnings, ...left] })
    yield* ownPage({ ...listed, entry, path: source.path, open, without: result, finish }, inner)
  }
}
