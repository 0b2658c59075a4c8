import { decode } from '../syntax/charset.ts'
import { instantOf, instantOfDigits } from '../instants.ts'
import type { Found } from '../page.ts'
import { webAddress, type Signature } from '../signature.ts'
import { xmlElements, type XmlElement } from '../syntax/xml.ts'

const found = (value: string | undefined, source: string): Found[] =>
  value === undefined || value === '' ? [] : [{ value, source }]

/** The old ScrapBook's `index.dat`: `key<TAB>value` lines. */
export function scrapBookFacts(bytes: Uint8Array): Signature {
  const lines = decode(bytes, { plain: true }).text.split(/\r?\n/)
  const values = new Map(lines.map((line) => [line.split('\t')[0], line.split('\t').slice(1).join('\t')]))
  const source = 'ScrapBook index.dat'
  return {
    producer: 'ScrapBook',
    url: found(webAddress(values.get('source')), source),
    saved: found(instantOfDigits(values.get('id') ?? ''), source),
    title: found(values.get('title'), source),
  }
}

/** `<MAF:title RDF:resource="…"/>`; some writers put the value between the tags, or into attributes of the description. */
function value(elements: readonly XmlElement[], name: string): string | undefined {
  const element = elements.find((one) => one.name === name)
  const short = elements.find((one) => one.name === 'description')?.attributes[name]
  const text = element?.attributes['resource'] ?? element?.text ?? short
  return text?.trim() === '' ? undefined : text?.trim()
}

/** MAFF's `index.rdf` (maf.mozdev.org, "The MAFF file format", 1.0). */
export function maffFacts(bytes: Uint8Array): Signature & { index?: string } {
  const elements = xmlElements(decode(bytes, { plain: true }).text)
  const source = 'MAFF index.rdf'
  return {
    index: value(elements, 'indexfilename'),
    url: found(webAddress(value(elements, 'originalurl')), source),
    saved: found(instantOf(value(elements, 'archivetime') ?? ''), source),
    title: found(value(elements, 'title'), source),
  }
}
