import { problem } from '../../shared/model/problem.ts'
import type { Zip, ZipEntry } from '../platform/archives.ts'
import { decode } from './charset.ts'
import { instantOf, instantOfDigits } from './instants.ts'
import type { Found, PageResult } from './page.ts'
import { webAddress } from './signature.ts'
import type { Source } from './source.ts'
import { xmlElements, type XmlElement } from './xml.ts'
import { readZipPage } from './zip-page.ts'

const found = (value: string | undefined): Found[] =>
  value === undefined || value === '' ? [] : [{ value, source: 'MAFF index.rdf' }]

/** `<MAF:title RDF:resource="…"/>`; some writers put the value between the tags. */
function value(elements: readonly XmlElement[], name: string): string | undefined {
  const element = elements.find((one) => one.name === name)
  const text = element?.attributes['resource'] ?? element?.text
  return text?.trim() === '' ? undefined : text?.trim()
}

const isIndex = (name: string): boolean => /^index\.[a-z0-9]+$/i.test(name) && !/\.(rdf|dat)$/i.test(name)

/** The page's file: the one `indexfilename` names, else `index.*`, HTML first. */
function indexOf(zip: Zip, folder: string, named: string | undefined): ZipEntry | undefined {
  const direct = named === undefined ? undefined : zip.get(`${folder}/${named}`)
  if (direct !== undefined) return direct
  const here = zip.entries.filter(
    (entry) => entry.name.startsWith(`${folder}/`) && isIndex(entry.name.slice(folder.length + 1)),
  )
  return here.find((entry) => /\.x?html?$/i.test(entry.name)) ?? here[0]
}

/** Top folders of the archive: each holds one page. */
export const foldersOf = (zip: Zip): string[] => [
  ...new Set(
    zip.entries
      .filter((entry) => entry.name.includes('/'))
      .map((entry) => entry.name.slice(0, entry.name.indexOf('/'))),
  ),
]

/** What an `index.rdf` says about the page beside it. */
export async function factsOf(rdf: ZipEntry | undefined): Promise<{
  index?: string
  url: Found[]
  saved: Found[]
  title: Found[]
}> {
  const elements = rdf === undefined ? [] : xmlElements(decode(await rdf.read(), { plain: true }).text)
  const time = value(elements, 'archivetime')
  return {
    index: value(elements, 'indexfilename'),
    url: found(webAddress(value(elements, 'originalurl'))),
    saved: found(time === undefined ? undefined : instantOf(time)),
    title: found(value(elements, 'title')),
  }
}

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
  for (const folder of folders) {
    const part = folders.length > 1 ? folder : undefined
    const facts = await factsOf(zip.get(`${folder}/index.rdf`))
    const index = indexOf(zip, folder, facts.index)
    if (index === undefined) continue
    pages++
    const { url, title } = facts
    yield* readZipPage(source, zip, index, {
      ...{ format: 'maff', part, url, title },
      saved: [...facts.saved, ...timeOfFolder(folder)],
    })
  }
  if (pages === 0) {
    const reason = 'none of its folders has an index page.'
    yield {
      ok: false,
      part: source.part,
      status: 'failed',
      problem: problem('format.noPage', { file: source.path, reason }),
    }
  }
}
