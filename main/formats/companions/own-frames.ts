import { join } from 'node:path'
import { entriesOf } from '../../platform/byte-paths.ts'
import { PAGES } from '../../platform/limits.ts'
import { unescapePercent } from '../addresses.ts'
import { framesOfFile } from './frames.ts'
import { ownFolderOf } from './own-folder.ts'

/**
 * Pages in a folder that is one saved page which others there show in frames: they belong to these and are no pages of their own.
 * `onPage` is called for each page that is looked at.
 */
export async function framedInOwnFolder(folder: string, onPage: () => void = () => undefined): Promise<string[]> {
  const entries = await entriesOf(folder).catch(() => [])
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  const own = await ownFolderOf(folder, names.sort())
  if (own === undefined) return []
  const framed = new Set<string>()
  for (const page of [own.index, ...own.others].slice(0, PAGES)) {
    onPage()
    for (const address of await framesOfFile(join(folder, page))) {
      const name = unescapePercent(address.replace(/^\.\/|[?#].*$/gs, ''))
      if (name !== page) framed.add(name)
    }
  }
  return own.others.filter((name) => framed.has(name)).map((name) => join(folder, name))
}
