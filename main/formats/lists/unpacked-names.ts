import { basename } from 'node:path'
import type { PageFile } from '../page.ts'

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
