import { basename } from 'node:path'
import type { PageFile } from '../page.ts'
import { openSource } from '../source.ts'
import { filesBeside } from './beside.ts'
import { listIn } from './list.ts'

/** Lists of services that keep what belongs to their entries in files beside: Omnivore's, Zotero's. */
const LIST_NAME = /^(?:metadata_\d+_to_\d+\.json|.+\.rdf)$/i

/** Files that belong to the entries of lists in a folder, of which `pages` are its files: they are read with these, and not for themselves. */
export async function belongingToLists(folder: string, pages: readonly PageFile[]): Promise<Set<string>> {
  const belonging = new Set<string>()
  for (const { path } of pages) {
    if (!LIST_NAME.test(basename(path))) continue
    try {
      const list = await listIn(await openSource({ path }))
      if (list === undefined) continue
      for (const entry of list.entries) {
        const files = Object.values(await filesBeside(folder, list, entry))
        for (const file of files) belonging.add(file.path)
      }
    } catch {
      // the list is read later, and named when it cannot be
    }
  }
  return belonging
}
