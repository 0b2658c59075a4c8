import { basename } from 'node:path/posix'
import type { Zip, ZipEntry } from '../../platform/archives.ts'
import { LIST_ENTRIES } from '../../platform/limits.ts'
import type { PageResult, Reader } from '../page.ts'
import { webAddress } from '../signature.ts'
import { innerSource, limitProblem, type Source } from '../source.ts'
import { decode } from '../syntax/charset.ts'
import { bodyOf } from '../syntax/markup.ts'
import { zipBeside } from '../zip/page.ts'
import { joinedEntry, type Entry, type LinkList } from './entry.ts'
import { leftAlone, listIn } from './list.ts'
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

const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')))

/** The files of a zip that can be lists with files of their entries beside. */
function listsIn({ entries }: Zip): ZipEntry[] {
  const withFiles = new Set<string>()
  for (const { name } of entries) {
    const at = `/${name}`.indexOf(RDF_FILES)
    if (at >= 0) withFiles.add(name.slice(0, Math.max(0, at - 1)))
  }
  return entries.filter(({ name }) => LISTS.test(name) || (RDF.test(name) && withFiles.has(folderOf(name))))
}

/** Whether a zip is the export of a service whose files belong together: Omnivore's, Pocket's or Zotero's. */
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
  const files = [...listsIn(zip), ...zip.entries.filter(({ name }) => MORE.test(name))]
  for (const file of files) {
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
  for (const listed of all) {
    const files = filesOf(zip, listed)
    for (const file of Object.values(files)) if (file !== undefined) dealtWith.add(file.name)
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
    yield* ownPage({ ...listed, entry, path: source.path, open, without: result }, inner)
  }
}
