import { basename, dirname, join } from 'node:path'
import type { PageFile } from '../page.ts'
import { openSource } from '../source.ts'
import { filesBeside, filesOfSnapshot } from './beside.ts'
import { listIn } from './list.ts'

/** Lists of services that keep what belongs to their entries beside: Omnivore's, Zotero's, ArchiveBox's. */
const KINDS: readonly { list: RegExp; folders: readonly string[]; files?: RegExp }[] = [
  { list: /^metadata_\d+_to_\d+\.json$/i, folders: ['content', 'contents', 'highlights'] },
  { list: /\.rdf$/i, folders: ['files'] },
  {
    list: /^index\.json$/,
    folders: ['archive', 'readability', 'mercury'],
    files: /^(?:singlefile|output)\.html$|^output\.pdf$/,
  },
]

/** Those of a folder's files that can be lists with files of their entries in its folders, by their names. */
export function listsWithFiles(files: readonly PageFile[], folders: readonly string[]): PageFile[] {
  const there = new Set(folders.map((path) => basename(path).toLowerCase()))
  const names = files.map(({ path }) => basename(path))
  const kinds = KINDS.filter(
    (kind) => kind.folders.some((name) => there.has(name)) || names.some((name) => kind.files?.test(name)),
  )
  return files.filter(({ path }) => kinds.some(({ list }) => list.test(basename(path))))
}

/** Paths of the files and folders that belong to a list's entries: they are read with it, and not for themselves. None when it is no list. */
export async function belongingTo({ path }: PageFile): Promise<string[]> {
  const list = await listIn(await openSource({ path }))
  if (list === undefined) return []
  const belonging: string[] = []
  const overviews = new Set<string>()
  for (const entry of list.entries) {
    const beside = await filesBeside(dirname(path), list, entry)
    belonging.push(...Object.values(beside).map((file) => file.path))
    const { paths } = await filesOfSnapshot(dirname(path), entry, beside.page)
    belonging.push(...paths.filter((one) => one !== path))
    // what ArchiveBox shows its index with
    if (entry.snapshot !== undefined && entry.snapshot !== '') overviews.add(join(dirname(path), 'index.html'))
  }
  return [...belonging, ...overviews]
}
