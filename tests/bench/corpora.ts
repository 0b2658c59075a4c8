import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { NotHere } from './benchmark.ts'

const unzip = promisify(gunzip)
export const corpora = resolve(process.env.KEEPLEAF_CORPORA ?? '../shared/corpora')

/** Saved pages of the corpora (KEEPLEAF_CORPORA, else ../shared/corpora), or NotHere for the rows that need them. */
export async function corpusPages(names: readonly string[]): Promise<string[]> {
  const folders = ['pages', 'articles'].map((name) => join(corpora, name, 'html'))
  const found = await Promise.all(
    folders.map(async (folder) => (await readdir(folder).catch(() => [])).map((name) => join(folder, name))),
  )
  const pages = found
    .flat()
    .filter((path) => /\.html(\.gz)?$/.test(path))
    .sort()
  if (pages.length === 0) throw new NotHere(names, `no pages in ${corpora} (KEEPLEAF_CORPORA)`)
  return pages
}

/** `count` different pages in `folder`: each page again and again, with a word of its own in every paragraph. */
export async function repeatPages(pages: readonly string[], count: number, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true })
  let bytes = 0
  for (let at = 0; at < count; at++) {
    const path = pages[at % pages.length]
    if (path === undefined) break
    const packed = await readFile(path)
    const page = path.endsWith('.gz') ? await unzip(packed) : packed
    const copy = Math.floor(at / pages.length)
    // latin1 keeps every byte, whatever the page's character set is
    const marked =
      copy === 0 ? page : Buffer.from(page.toString('latin1').replace(/<\/p>/gi, ` copy${String(copy)}$&`), 'latin1')
    await writeFile(join(folder, `page-${String(at).padStart(6, '0')}.html`), marked)
    bytes += marked.length
  }
  return bytes
}
