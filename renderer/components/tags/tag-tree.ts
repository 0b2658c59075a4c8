import type { TagCount } from '../../../shared/model/tag.ts'

export interface TagRow extends TagCount {
  /** last step of the path */
  name: string
  depth: number
  children: boolean
  open: boolean
}

/** The tags as a tree, in rows: children below their parent, closed branches left out; all that match when searched. */
export function tagRows(all: TagCount[], closed: ReadonlySet<string>, find: string, locale?: string): TagRow[] {
  const wanted = find.trim().toLowerCase()
  const byPath = new Map(all.map((tag) => [tag.tag, tag]))
  // a parent that is on no article itself still has its row
  for (const { tag } of all) {
    for (let at = tag.lastIndexOf('/'); at > 0; at = tag.lastIndexOf('/', at - 1)) {
      const path = tag.slice(0, at)
      if (!byPath.has(path)) byPath.set(path, { tag: path, count: 0, total: totalOf(all, path), description: '' })
    }
  }
  const parents = new Set([...byPath.keys()].map((tag) => tag.slice(0, Math.max(0, tag.lastIndexOf('/')))))
  const compare = new Intl.Collator(locale, { numeric: true }).compare
  return [...byPath.values()]
    .sort((a, b) => comparePaths(a.tag.split('/'), b.tag.split('/'), compare))
    .filter(({ tag, description }) =>
      wanted === ''
        ? !stepsAbove(tag).some((path) => closed.has(path))
        : tag.toLowerCase().includes(wanted) || description.toLowerCase().includes(wanted),
    )
    .map((tag) => ({
      ...tag,
      name: wanted === '' ? (tag.tag.split('/').at(-1) ?? tag.tag) : tag.tag,
      depth: wanted === '' ? tag.tag.split('/').length - 1 : 0,
      children: wanted === '' && parents.has(tag.tag),
      open: !closed.has(tag.tag),
    }))
}

function stepsAbove(tag: string): string[] {
  const steps = tag.split('/')
  return steps.slice(0, -1).map((_, index) => steps.slice(0, index + 1).join('/'))
}

function comparePaths(a: string[], b: string[], compare: (x: string, y: string) => number): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const one = a[i]
    const other = b[i]
    if (one === undefined) return -1
    if (other === undefined) return 1
    const order = compare(one, other)
    if (order !== 0) return order
  }
  return 0
}

function totalOf(all: TagCount[], path: string): number {
  return all.filter(({ tag }) => tag.startsWith(`${path}/`)).reduce((sum, { count }) => sum + count, 0)
}
