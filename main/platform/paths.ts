import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'

/** How many folders are offered on the first start. */
const SUGGESTIONS = 4
/** A folder with more files than this is judged by its first ones: the welcome must not wait for a huge disk. */
const ENTRIES_LOOKED_AT = 2000
const pageExtensions = new Set(['.html', '.htm', '.mhtml', '.mht', '.xhtml', '.webarchive', '.maff'])

/** Where a first library would be put. */
export function suggestedLibrary(documents: string): string {
  return join(documents, 'Keepleaf')
}

/** Those of the folders, and of the folders directly in them, that hold saved pages; most pages first. */
export async function foldersOfPages(folders: string[]): Promise<string[]> {
  const found: { path: string; pages: number }[] = []
  for (const folder of new Set(folders)) {
    const { pages, inside } = await look(folder)
    if (pages > 0) found.push({ path: folder, pages })
    for (const path of inside) {
      const below = await look(path)
      if (below.pages > 0) found.push({ path, pages: below.pages })
    }
  }
  return found
    .sort((a, b) => b.pages - a.pages)
    .slice(0, SUGGESTIONS)
    .map(({ path }) => path)
}

/** Counts pages in a folder, and names the folders in it that do not belong to a page. A folder that cannot be read has none. */
async function look(folder: string): Promise<{ pages: number; inside: string[] }> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(() => [])).slice(0, ENTRIES_LOOKED_AT)
  const pages = entries.filter((entry) => entry.isFile() && pageExtensions.has(extname(entry.name).toLowerCase()))
  const stems = pages.map((entry) => entry.name.slice(0, -extname(entry.name).length))
  const inside = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .filter((entry) => !stems.some((stem) => entry.name.startsWith(stem)))
  return { pages: pages.length, inside: inside.map((entry) => join(folder, entry.name)) }
}
