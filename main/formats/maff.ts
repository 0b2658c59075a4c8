import { problem } from '../../shared/model/problem.ts'
import type { Zip, ZipEntry } from '../platform/archives.ts'
import { decode } from './charset.ts'
import { instantOf } from './instants.ts'
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

/** MAFF: a folder a page, each with an index.rdf (maf.mozdev.org, "The MAFF file format", 1.0). */
export async function* readMaff(source: Source, zip: Zip): AsyncIterable<PageResult> {
  const folders = foldersOf(zip)
  let pages = 0
  for (const folder of folders) {
    const part = folders.length > 1 ? folder : undefined
    const rdf = zip.get(`${folder}/index.rdf`)
    const elements = rdf === undefined ? [] : xmlElements(decode(await rdf.read(), { plain: true }).text)
    const index = indexOf(zip, folder, value(elements, 'indexfilename'))
    if (index === undefined) continue
    pages++
    const time = value(elements, 'archivetime')
    yield* readZipPage(source, zip, index, {
      format: 'maff',
      part,
      url: found(webAddress(value(elements, 'originalurl'))),
      saved: found(time === undefined ? undefined : instantOf(time)),
      title: found(value(elements, 'title')),
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
