import { RDF_DEPTH } from '../../platform/limits.ts'
import { textOfHtml } from '../../platform/html-text.ts'
import { xmlTree, type XmlNode } from '../syntax/xml.ts'
import type { Entry, ListReader } from './entry.ts'
import { folderTags } from './folders.ts'
import { addressOfDoi, publishedIn, textOf, timeOf, type Row } from './values.ts'

const WHAT = { what: 'list.zoteroRdf', service: 'Zotero' } as const

const all = (nodes: readonly XmlNode[], ...path: readonly string[]): XmlNode[] =>
  path.reduce<XmlNode[]>(
    (found, name) => found.flatMap(({ children }) => children.filter((one) => one.name === name)),
    [...nodes],
  )
const wordsAt = (node: XmlNode, ...path: readonly string[]): string | undefined =>
  all([node], ...path)
    .map(({ text }) => textOf(text))
    .find((text) => text !== undefined)
const idOf = ({ attributes }: XmlNode): string | undefined => attributes['about'] ?? attributes['id']
const resourcesAt = (node: XmlNode, name: string): string[] =>
  all([node], name).flatMap(({ attributes }) => attributes['resource'] ?? [])

/** The parts that a library is written as, and what they refer to each other by. */
interface Parts {
  byId: ReadonlyMap<string, XmlNode>
  /** tags of the collections that hold an item, by the item */
  collections: ReadonlyMap<string, readonly string[]>
}

/** Collections inside each other as tags of what lies in them. */
function collectionsIn(nodes: readonly XmlNode[]): Map<string, string[]> {
  const collections = nodes.filter(({ name }) => name === 'collection')
  const parents = new Map<string, string>()
  for (const one of collections) for (const part of resourcesAt(one, 'haspart')) parents.set(part, idOf(one) ?? '')
  const rows = collections.map(
    (one): Row =>
      new Map([
        ['id', idOf(one)],
        ['name', wordsAt(one, 'title')],
        ['parentid', parents.get(idOf(one) ?? '')],
      ]),
  )
  const tags = folderTags(rows)
  const byItem = new Map<string, string[]>()
  for (const one of collections) {
    const tag = tags.get(idOf(one) ?? '')
    if (tag === undefined) continue
    for (const part of resourcesAt(one, 'haspart')) byItem.set(part, [...(byItem.get(part) ?? []), tag])
  }
  return byItem
}

/** What a node holds itself, or refers to. */
function held({ byId }: Parts, node: XmlNode, name: string): XmlNode[] {
  const referred = resourcesAt(node, name).flatMap((id) => byId.get(id) ?? [])
  return [...all([node], name).flatMap(({ children }) => children), ...referred]
}

const nameOf = (person: XmlNode): string =>
  [wordsAt(person, 'givenname'), wordsAt(person, 'surname')].filter((part) => part !== undefined).join(' ')

/** Snapshots and papers of an item that were exported with it, snapshots first. */
function attachedTo(parts: Parts, item: XmlNode): string[] {
  const files = held(parts, item, 'link').filter(({ name }) => name === 'attachment')
  const typed = (type: string): XmlNode[] => files.filter((file) => wordsAt(file, 'type') === type)
  // `rdf:resource`: the file's path below the folder of the list
  return [...typed('text/html'), ...typed('application/pdf')].flatMap((file) => [
    ...resourcesAt(file, 'resource'),
    ...resourcesAt(file, 'path'),
  ])
}

function entryOf(parts: Parts, item: XmlNode, number: number): Entry {
  const about = idOf(item)
  const own = about !== undefined && /^https?:/i.test(about) ? about : undefined
  const doi = all([item], 'identifier')
    .map(({ text: words }) => addressOfDoi(words))
    .find((address) => address !== undefined)
  const saved = timeOf(wordsAt(item, 'datesubmitted'))
  const people = all([item], 'authors', 'seq', 'li', 'person').map(nameOf)
  const notes = held(parts, item, 'isreferencedby')
    .filter(({ name }) => name === 'memo')
    .map((memo) => textOfHtml(wordsAt(memo, 'value') ?? ''))
  return {
    part: `entry ${String(number)}`,
    url: wordsAt(item, 'identifier', 'uri', 'value') ?? own ?? doi,
    title: wordsAt(item, 'title'),
    tags: [
      ...all([item], 'subject').flatMap((one) => textOf(one.text) ?? wordsAt(one, 'automatictag', 'value') ?? []),
      ...(parts.collections.get(about ?? '') ?? []),
    ],
    saved: saved === undefined ? [] : [{ value: saved, source: 'Zotero access date' }],
    description: wordsAt(item, 'abstract'),
    note: notes.filter((note) => note !== '').join('\n\n') || undefined,
    author: people.filter((name) => name !== '').join(', ') || undefined,
    site: held(parts, item, 'ispartof')
      .map((one) => wordsAt(one, 'title'))
      .find((title) => title !== undefined),
    published: publishedIn(wordsAt(item, 'date')),
    lang: wordsAt(item, 'language'),
    attached: attachedTo(parts, item),
  }
}

/** Zotero's RDF: items with their tags, notes and collections; files that were attached to an item lie beside it. */
export const readZoteroRdf: ListReader = (text) => {
  const root = xmlTree(text, RDF_DEPTH).children.find(({ name }) => name === 'rdf')
  if (root === undefined) return undefined
  const nodes = root.children
  const byId = new Map(nodes.flatMap((node) => [[idOf(node) ?? '', node]] as const))
  const attached = new Set(nodes.flatMap((node) => resourcesAt(node, 'link')))
  const items = nodes.filter(
    (node) => wordsAt(node, 'itemtype') !== undefined && node.name !== 'memo' && !attached.has(idOf(node) ?? ''),
  )
  const parts: Parts = { byId, collections: collectionsIn(nodes) }
  return { ...WHAT, entries: items.map((item, index) => entryOf(parts, item, index + 1)) }
}
