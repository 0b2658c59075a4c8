import { basename, dirname } from 'node:path/posix'
import type { Zip, ZipEntry } from '../../platform/archives.ts'
import { LIST_ENTRIES } from '../../platform/limits.ts'
import type { PageResult, Reader } from '../page.ts'
import { webAddress } from '../signature.ts'
import { innerSource, limitProblem, type Source } from '../source.ts'
import { decode } from '../syntax/charset.ts'
import { bodyOf } from '../syntax/markup.ts'
import { joinedEntry, type Entry, type LinkList } from './entry.ts'
import { leftAlone, listIn } from './list.ts'
import { readOmnivoreMarks } from './omnivore-marks.ts'
import { pageOfEntry, partOf, withListed } from './page.ts'

/** The files in which a service's zip lists its entries. */
const LISTS = /(?:^|\/)(?:metadata_\d+_to_\d+\.json|part_\d+\.csv)$/i
/** Files of a zip of Pocket that say more about entries of the lists. */
const MORE = /(?:^|\/)(?:annotations|collections)\/[^/]+\.json$/i

/** Whether a zip is the export of a service whose files belong together: Omnivore's or Pocket's. */
export const isBundle = (zip: Zip): boolean => zip.entries.some(({ name }) => LISTS.test(name))

interface Listed {
  source: Source
  list: LinkList
  entry: Entry
}

/** What all lists of the zip hold; what another file says about an entry is in it. */
async function entriesIn(source: Source, zip: Zip, dealtWith: Set<string>): Promise<Listed[]> {
  const all: Listed[] = []
  const byAddress = new Map<string, Listed>()
  const files = [LISTS, MORE].flatMap((test) => zip.entries.filter(({ name }) => test.test(name)))
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

/** What an export keeps of an entry in files of its own, beside the list. */
function filesOf(zip: Zip, { source, entry }: Listed): { text?: ZipEntry; pdf?: ZipEntry; marks?: ZipEntry } {
  const { slug } = entry
  if (slug === undefined) return {}
  const folder = dirname(source.part?.split('!').at(-1) ?? '')
  const get = (...names: string[]): ZipEntry | undefined =>
    names.map((name) => zip.get(folder === '.' ? name : `${folder}/${name}`)).find((one) => one !== undefined)
  return {
    text: get(`content/${slug}.html`, `contents/${slug}.html`),
    pdf: get(`content/${slug}.pdf`, `contents/${slug}.pdf`),
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
  for (const listed of all) {
    const files = filesOf(zip, listed)
    for (const file of Object.values(files)) if (file !== undefined) dealtWith.add(file.name)
    if (source.only !== undefined && source.only !== partOf(listed.source, listed.entry)) continue
    let { entry } = listed
    const marks = files.marks && readOmnivoreMarks(decode(await files.marks.read(), { plain: true }).text)
    if (marks !== undefined) entry = joinedEntry(entry, { part: entry.part, ...marks })
    if (files.text !== undefined) entry = { ...entry, content: bodyOf(decode(await files.text.read()).text) }
    const result = pageOfEntry(listed.source, listed.list, entry)
    if (result.ok && files.pdf !== undefined && files.text === undefined) {
      const { pdf } = files
      const opened = await innerSource(source, { name: basename(pdf.name), part: pdf.name, bytes: await pdf.read() })
      // without text the note would stand below a link
      const told = pageOfEntry(listed.source, listed.list, { ...entry, content: '' })
      let read = false
      for await (const one of inner(opened)) {
        read ||= one.ok
        yield one.ok && told.ok ? { ok: true, page: withListed(one.page, told.page) } : one
      }
      if (!read) yield result
    } else yield result
  }
}
