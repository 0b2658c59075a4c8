import { z } from 'zod'
import type { Zip } from '../platform/archives.ts'
import { decode } from './syntax/charset.ts'
import type { PageResult } from './page.ts'
import type { Source } from './source.ts'
import { unpackGzip } from './source.ts'
import { bytesInMemory, emptyIndex } from './warc.ts'
import { indexWarc } from './warc/index-file.ts'
import { warcPages, type ListedPage } from './warc/pages.ts'

export const isCaptureFile = (name: string): boolean =>
  /^(?:[^/]+\/)?(?:archive|warcs)\/[^/]+\.w?arc(\.gz)?$/i.test(name)

const line = z.object({
  url: z.string(),
  ts: z.union([z.string(), z.number()]).optional(),
  title: z.string().optional(),
})

/** `pages/pages.jsonl` (WACZ 1.1.1, 5.2): a header line, then a page a line. What is no page is left out. */
function listedIn(text: string): ListedPage[] {
  return text.split(/\r?\n/).flatMap((one) => {
    let value: unknown
    try {
      value = JSON.parse(one)
    } catch {
      return []
    }
    const page = line.safeParse(value).data
    if (page === undefined) return []
    const date = typeof page.ts === 'number' ? new Date(page.ts).toISOString() : (page.ts ?? '')
    const title = page.title?.trim()
    return [{ url: page.url, date, title: title === '' || title === page.url ? undefined : title }]
  })
}

/** WACZ (specs.webrecorder.net, 1.1.1) and the collections that came before it: WARC files with a list of pages. */
export async function* readWacz(source: Source, zip: Zip): AsyncIterable<PageResult> {
  const index = emptyIndex()
  for (const entry of zip.entries) {
    if (!isCaptureFile(entry.name)) continue
    await indexWarc(index, bytesInMemory(await entry.read()), source.path)
  }
  // Browsertrix lists the pages it began with in the one, those it came to in the other
  const lists = zip.entries.filter((entry) => /^(?:[^/]+\/)?pages\/(?:extra)?pages\.jsonl(\.gz)?$/i.test(entry.name))
  const listed = new Map<string, ListedPage>()
  for (const list of lists.sort((a, b) => b.name.localeCompare(a.name))) {
    const bytes = await list.read()
    const unpacked = bytes[0] === 0x1f ? await unpackGzip(bytes, source.path) : bytes
    for (const page of listedIn(decode(unpacked, { plain: true }).text)) listed.set(`${page.date} ${page.url}`, page)
  }
  yield* warcPages(source, index, 'wacz', [...listed.values()])
}
