import { dirname, join } from 'node:path'
import type { PageFile } from '../page.ts'
import { openSource } from '../source.ts'
import { filesBeside, filesOfSnapshot } from './beside.ts'
import { listIn } from './list.ts'

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
