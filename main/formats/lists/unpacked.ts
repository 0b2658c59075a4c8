import { basename, dirname } from 'node:path'
import type { PageFile } from '../page.ts'
import { openSource } from '../source.ts'
import { filesBeside } from './beside.ts'
import { listIn } from './list.ts'

/** Lists of services that keep what belongs to their entries in folders beside: Omnivore's, Zotero's. */
const KINDS: readonly { list: RegExp; folders: readonly string[] }[] = [
  { list: /^metadata_\d+_to_\d+\.json$/i, folders: ['content', 'contents', 'highlights'] },
  { list: /\.rdf$/i, folders: ['files'] },
]

/** Those of a folder's files that can be lists with files of their entries in its folders, by their names. */
export function listsWithFiles(files: readonly PageFile[], folders: readonly string[]): PageFile[] {
  const there = new Set(folders.map((path) => basename(path).toLowerCase()))
  const kinds = KINDS.filter((kind) => kind.folders.some((name) => there.has(name)))
  return files.filter(({ path }) => kinds.some(({ list }) => list.test(basename(path))))
}

/** Paths of the files that belong to a list's entries: they are read with it, and not for themselves. None when it is no list. */
export async function belongingTo({ path }: PageFile): Promise<string[]> {
  const list = await listIn(await openSource({ path }))
  if (list === undefined) return []
  const belonging: string[] = []
  for (const entry of list.entries) {
    for (const file of Object.values(await filesBeside(dirname(path), list, entry))) belonging.push(file.path)
  }
  return belonging
}
