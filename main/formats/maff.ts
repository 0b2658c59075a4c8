import type { Phrase } from '../../shared/model/phrase.ts'
import { problem } from '../../shared/model/problem.ts'
import type { Zip, ZipEntry } from '../platform/archives.ts'
import { maffFacts } from './companions/index-facts.ts'
import { instantOfDigits } from './instants.ts'
import type { Found, PageResult } from './page.ts'
import { placeIn, type Source } from './source.ts'
import { readZipPage } from './zip/page.ts'

const isIndex = (name: string): boolean => /^index\.[a-z0-9]+$/i.test(name) && !/\.(rdf|dat)$/i.test(name)

/** The page's file: the one `indexfilename` names, else `index.*`, HTML first. */
function indexOf(zip: Zip, folder: string, named: string | undefined): ZipEntry | undefined {
  const start = folder === '' ? '' : `${folder}/`
  const direct = named === undefined ? undefined : zip.get(start + named)
  if (direct !== undefined) return direct
  const here = zip.entries.filter((entry) => entry.name.startsWith(start) && isIndex(entry.name.slice(start.length)))
  return here.find((entry) => /\.x?html?$/i.test(entry.name)) ?? here[0]
}

/** Top folders of the archive: each holds one page, with its files. A page that was packed without its folder lies at the top. */
export function foldersOf(zip: Zip): Map<string, Zip> {
  if (zip.get('index.rdf') !== undefined) return new Map([['', zip]])
  const folders = new Map<string, Zip>()
  for (const entry of zip.entries) {
    const end = entry.name.indexOf('/')
    if (end < 0) continue
    const name = entry.name.slice(0, end)
    const folder = folders.get(name)
    if (folder === undefined) folders.set(name, { ...zip, entries: [entry] })
    else folder.entries.push(entry)
  }
  return folders
}

/** What an `index.rdf` says about the page beside it. */
export const factsOf = async (rdf: ZipEntry | undefined): Promise<ReturnType<typeof maffFacts>> =>
  rdf === undefined ? { url: [], saved: [], title: [] } : maffFacts(await rdf.read())

/** Savers name a page's folder after the time: `20171225172746364` (UTC), or milliseconds since 1970 and a number. */
function timeOfFolder(folder: string): Found[] {
  const digits = /^(\d{14})\d{3}$/.exec(folder)?.[1]
  const milliseconds = /^(1\d{12})_\d+$/.exec(folder)?.[1]
  const time =
    milliseconds === undefined ? instantOfDigits(digits ?? '', true) : new Date(Number(milliseconds)).toISOString()
  return time === undefined ? [] : [{ value: time, source: 'MAFF folder name' }]
}

/** MAFF: a folder a page, each with an index.rdf (maf.mozdev.org, "The MAFF file format", 1.0). */
export async function* readMaff(source: Source, zip: Zip): AsyncIterable<PageResult> {
  const folders = foldersOf(zip)
  let pages = 0
  for (const [folder, files] of folders) {
    const part = folders.size > 1 ? folder : undefined
    const facts = await factsOf(zip.get(folder === '' ? 'index.rdf' : `${folder}/index.rdf`))
    const index = indexOf(files, folder, facts.index)
    if (index === undefined) continue
    pages++
    const { url, title } = facts
    yield* readZipPage(source, files, index, {
      ...{ format: 'maff', part, url, title },
      saved: [...facts.saved, ...timeOfFolder(folder)],
    })
  }
  if (pages === 0) {
    const reason: Phrase = 'maff.noPage'
    yield {
      ok: false,
      part: source.part,
      status: 'failed',
      problem: problem('format.noPage', { file: placeIn(source), reason }),
    }
  }
}
