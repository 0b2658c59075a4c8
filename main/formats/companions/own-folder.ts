import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { diskPath } from '../../platform/byte-paths.ts'
import { unescapePercent } from '../addresses.ts'
import { decode } from '../syntax/charset.ts'
import { framesIn } from './frames.ts'

/** Bytes of a page's start that are read to see whether a saver signed it. */
const SIGNATURE_BYTES = 4096
/** Pages of one folder that are looked through for frames. */
const PAGES_READ = 200
const PAGE = /\.x?html?$/i

async function startOf(path: string): Promise<string> {
  const file = await open(diskPath(path))
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SIGNATURE_BYTES), 0, SIGNATURE_BYTES, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Names of the files in the same folder that a page shows in frames. */
async function framedBy(path: string): Promise<string[]> {
  const { text } = decode(await readFile(diskPath(path)))
  return framesIn(text).map((address) => unescapePercent(address.replace(/^\.\/|[?#].*$/gs, '')))
}

/**
 * Pages of a folder that is one saved page: ScrapBook's (`index.html` beside `index.dat`), WebScrapBook's (`data-scrapbook-…` on
 * `<html>`), an unpacked MAFF's (`index.rdf`). The index comes first, then pages saved with it that no other one shows in a frame; the
 * rest of the folder belongs to them. undefined when the folder is none of these.
 */
export async function pagesOfOwnFolder(folder: string, files: readonly string[]): Promise<string[] | undefined> {
  const index = files.find((name) => /^index\.x?html?$/i.test(name))
  if (index === undefined) return undefined
  try {
    const signed = files.some((name) => /^index\.(dat|rdf)$/i.test(name))
    if (!signed && !/<html\b[^>]*\sdata-scrapbook-/i.test(await startOf(join(folder, index)))) return undefined
    const pages = [index, ...files.filter((name) => PAGE.test(name) && name !== index)]
    const framed = await Promise.all(pages.slice(0, PAGES_READ).map((name) => framedBy(join(folder, name))))
    const inner = new Set(framed.flat())
    return pages.filter((name) => name === index || !inner.has(name))
  } catch {
    // read as any other folder, where the page that cannot be read is named
    return undefined
  }
}
