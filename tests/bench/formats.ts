import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { framedIn } from '../../main/formats/companions/framed.ts'
import { readPages } from '../../main/formats/detect.ts'
import type { Page } from '../../main/formats/page.ts'
import { discover } from '../../main/intake/discover.ts'
import { type Benchmark, NotHere, type Row } from './benchmark.ts'
import { corpora } from './corpora.ts'

/** Folders of the format corpora that hold saved pages, each named by its format. */
const formats = [
  ...['eml', 'enex', 'epub', 'html-charset', 'html-saved', 'htz', 'links', 'maff', 'md-clip', 'mhtml', 'page-complete'],
  ...['pdf-web', 'singlefile', 'singlefilez', 'wacz', 'warc', 'webarchive'],
] as const
const counts = ['files', 'taken', 'pages', 'url', 'saved', 'title'] as const

const names = formats.flatMap((format) => counts.map((count) => `formats.${format}.${count}`))

/** What one folder's files gave. `saved` counts dates that the file itself holds, not the file's time. */
async function count(folder: string): Promise<Record<(typeof counts)[number], number>> {
  const total = { files: 0, taken: 0, pages: 0, url: 0, saved: 0, title: 0 }
  for await (const found of discover([folder], { framed: framedIn })) {
    if (!('file' in found)) continue
    total.files++
    const pages: Page[] = []
    for await (const result of readPages(found.file)) if (result.ok) pages.push(result.page)
    if (pages.length > 0) total.taken++
    total.pages += pages.length
    for (const page of pages) {
      if (page.url.length > 0) total.url++
      if (page.saved.some(({ source }) => source !== 'file time')) total.saved++
      if (page.title.length > 0 || /<title[^>]*>[^<]*\S|<h1[\s>]/i.test(page.html)) total.title++
    }
  }
  return total
}

/** For each format: its files, those that gave pages, the pages, and how many of these say where they come from. */
export const formatsRead: Benchmark = {
  names,
  async *measure(wanted) {
    const root = join(corpora, 'formats')
    const there = new Set(await readdir(root).catch(() => []))
    if (there.size === 0) throw new NotHere(names, `no format corpora in ${corpora} (KEEPLEAF_CORPORA)`)
    for (const format of formats) {
      const folder = join(root, format)
      const asked = counts.some((each) => wanted(`formats.${format}.${each}`))
      if (!asked || !(await stat(folder).catch(() => undefined))?.isDirectory()) continue
      const total = await count(folder)
      for (const each of counts) {
        const row: Row = {
          name: `formats.${format}.${each}`,
          value: total[each],
          unit: each === 'files' || each === 'taken' ? 'files' : 'pages',
          detail: `of ${String(each === 'files' || each === 'taken' ? total.files : total.pages)}`,
        }
        yield row
      }
    }
  },
}
