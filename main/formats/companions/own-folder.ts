import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { diskPath } from '../../platform/byte-paths.ts'

/** Bytes of a page's start that are read to see whether a saver signed it. */
const SIGNATURE_BYTES = 4096
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

/** The names of pages in a folder that is one saved page. */
export interface OwnFolder {
  index: string
  /** saved with it; those that another one shows in a frame belong to that one (`own-frames.ts`) */
  others: string[]
}

/**
 * A folder that is one saved page, by the names of its files: ScrapBook's (`index.html` beside `index.dat`), WebScrapBook's
 * (`data-scrapbook-…` on `<html>`), an unpacked MAFF's (`index.rdf`). Whatever is no page in it belongs to its pages. undefined when
 * the folder is none of these.
 */
export async function ownFolderOf(folder: string, files: readonly string[]): Promise<OwnFolder | undefined> {
  const index = files.find((name) => /^index\.x?html?$/i.test(name))
  if (index === undefined) return undefined
  const signed =
    files.some((name) => /^index\.(dat|rdf)$/i.test(name)) ||
    // read as any other folder, where the page that cannot be read is named
    /<html\b[^>]*\sdata-scrapbook-/i.test(await startOf(join(folder, index)).catch(() => ''))
  return signed ? { index, others: files.filter((name) => PAGE.test(name) && name !== index) } : undefined
}
