import { LIST_FOLDER_DEPTH } from '../../platform/limits.ts'
import type { Entry, LinkList } from './entry.ts'
import { folderTag, isOwnFolder } from './folders.ts'
import { rowOf, tagsOf, textOf, timeOf, type Row } from './values.ts'

interface Node {
  row: Row
  path: readonly string[]
}

/** The nodes of a tree of bookmarks from the top down, without going deeper than the stack allows. */
function* nodesOf(roots: readonly unknown[], nameOf: (row: Row) => string | undefined): Iterable<Node> {
  const open = roots.toReversed().map((value) => ({ value, path: [] as readonly string[] }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const row = rowOf(next.value)
    if (row === undefined) continue
    yield { row, path: next.path }
    const children = row.get('children')
    if (!Array.isArray(children)) continue
    const name = nameOf(row)
    const path = name === undefined || next.path.length >= LIST_FOLDER_DEPTH ? next.path : [...next.path, name]
    for (const value of children.toReversed()) open.push({ value, path })
  }
}

function bookmark(
  { path }: Node,
  number: number,
  said: Pick<Entry, 'url' | 'title' | 'tags' | 'saved' | 'description'>,
): Entry {
  const folder = folderTag(path)
  return {
    ...said,
    part: `entry ${String(number)}`,
    tags: [...(said.tags ?? []), ...(folder === undefined ? [] : [folder])],
  }
}

/** Words about a bookmark, which old versions of Firefox kept. */
function remarkOf(row: Row): string | undefined {
  const remarks = row.get('annos')
  if (!Array.isArray(remarks)) return undefined
  const remark = remarks.map(rowOf).find((one) => one?.get('name') === 'bookmarkProperties/description')
  return textOf(remark?.get('value'))
}

/** Firefox's backup of its bookmarks (`bookmarks-2024-01-31.json`): times are µs, the top folders are its own. */
export function readFirefox(root: Row): LinkList | undefined {
  if (root.get('type') !== 'text/x-moz-place-container') return undefined
  const entries: Entry[] = []
  const nodes = nodesOf([Object.fromEntries(root)], (row) => (row.has('root') ? undefined : textOf(row.get('title'))))
  for (const node of nodes) {
    const { row } = node
    if (row.get('type') !== 'text/x-moz-place') continue
    const saved = timeOf(row.get('dateadded'))
    entries.push(
      bookmark(node, entries.length + 1, {
        url: textOf(row.get('uri')),
        title: textOf(row.get('title')),
        tags: tagsOf(row.get('tags'), ','),
        saved: saved === undefined ? [] : [{ value: saved, source: 'Firefox dateAdded' }],
        description: remarkOf(row),
      }),
    )
  }
  return { what: 'list.firefox', service: 'Firefox', entries }
}

/** Seconds from 1601, where Chrome's clock begins, to 1970. */
const CHROME_EPOCH = 11_644_473_600

function chromeTime(value: unknown): string | undefined {
  const micros = Number(textOf(value))
  return Number.isFinite(micros) && micros > 0 ? timeOf(Math.floor(micros / 1e6) - CHROME_EPOCH) : undefined
}

/** The file in which Chrome, Edge, Brave … keep their bookmarks. */
export function readChrome(root: Row): LinkList | undefined {
  const roots = rowOf(root.get('roots'))
  if (roots?.has('bookmark_bar') !== true) return undefined
  const entries: Entry[] = []
  const tops = new Set([...roots.values()].map((value) => textOf(rowOf(value)?.get('guid'))))
  const nodes = nodesOf([...roots.values()], (row) => {
    const name = textOf(row.get('name'))
    const own = name === undefined || isOwnFolder(name) || (row.has('guid') && tops.has(textOf(row.get('guid'))))
    return own ? undefined : name
  })
  for (const node of nodes) {
    if (node.row.get('type') !== 'url') continue
    const saved = chromeTime(node.row.get('date_added'))
    entries.push(
      bookmark(node, entries.length + 1, {
        url: textOf(node.row.get('url')),
        title: textOf(node.row.get('name')),
        saved: saved === undefined ? [] : [{ value: saved, source: 'Chrome date_added' }],
      }),
    )
  }
  return { what: 'list.chrome', service: 'Chrome', entries }
}
