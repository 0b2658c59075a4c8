import type { TagColour, TagCount } from '../../../shared/model/tag.ts'

export interface TagNode {
  /** the whole path */
  tag: string
  /** the last step of it */
  name: string
  depth: number
  total: number
  colour: TagColour
  hasBelow: boolean
}

/** Tags as the rows of a tree: those below a closed one are left out. A step that is no tag itself still gets a row. */
export function tagTree(tags: readonly TagCount[], open: ReadonlySet<string>, locale: string): TagNode[] {
  const byPath = new Map<string, { total: number; colour: TagColour | undefined }>()
  for (const { tag, total, colour } of tags) byPath.set(tag, { total, colour })
  const named = new Set(byPath.keys())
  for (const { tag, total } of tags) {
    for (let at = tag.lastIndexOf('/'); at > 0; at = tag.lastIndexOf('/', at - 1)) {
      const above = tag.slice(0, at)
      if (named.has(above)) continue
      const sum = byPath.get(above)
      byPath.set(above, { total: (sum?.total ?? 0) + (at === tag.lastIndexOf('/') ? total : 0), colour: undefined })
    }
  }
  const paths = [...byPath.keys()]
  const order = new Intl.Collator(locale, { numeric: true })
  const sorted = paths
    .map((path) => ({ path, steps: path.split('/') }))
    .sort((a, b) => compareSteps(a.steps, b.steps, order))
    .map(({ path }) => path)
  const parents = new Set(paths.flatMap(above))
  const colourOf = (path: string): TagColour => {
    for (let p = path; ; p = p.slice(0, p.lastIndexOf('/'))) {
      const colour = byPath.get(p)?.colour
      if (colour) return colour
      if (!p.includes('/')) return 'stone'
    }
  }
  return sorted
    .filter((path) => above(path).every((p) => open.has(p)))
    .map((path) => ({
      tag: path,
      name: path.slice(path.lastIndexOf('/') + 1),
      depth: above(path).length,
      total: byPath.get(path)?.total ?? 0,
      colour: colourOf(path),
      hasBelow: parents.has(path),
    }))
}

/** Paths of the tags above one, the nearest first. */
function above(path: string): string[] {
  const steps = path.split('/')
  return steps.slice(1).map((_, i) => steps.slice(0, steps.length - 1 - i).join('/'))
}

function compareSteps(left: readonly string[], right: readonly string[], order: Intl.Collator): number {
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const by = order.compare(left[i] ?? '', right[i] ?? '')
    if (by !== 0) return by
  }
  return left.length - right.length
}

/** Of many rows those of the most used tags, in their order; no row stays without the one above it, which has at least its articles. */
export function mostUsed(nodes: TagNode[], most: number): TagNode[] {
  if (nodes.length <= most) return nodes
  const kept = new Set(nodes.toSorted((a, b) => b.total - a.total || a.depth - b.depth).slice(0, most))
  return nodes.filter((node) => kept.has(node))
}
