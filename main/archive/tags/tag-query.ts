import { parseQuery } from '../../../shared/query/parse.ts'
import { printQuery } from '../../../shared/query/print.ts'
import type { QueryNode } from '../../../shared/query/tree.ts'

/**
 * A query in which tags have new names; word for word the same when it names none of them. A tag that is gone (`null`) stays
 * as it is: a search that finds nothing is plainer than one that suddenly finds everything.
 */
export function renameInQuery(text: string, renaming: (tag: string) => string | null | undefined): string {
  let renamed = false
  const walk = (node: QueryNode): QueryNode => {
    if (node.kind === 'and' || node.kind === 'or') return { ...node, nodes: node.nodes.map(walk) }
    if (node.kind === 'not') return { ...node, node: walk(node.node) }
    if (node.kind !== 'value' || node.field !== 'tag') return node
    const to = renaming(node.value)
    if (typeof to !== 'string') return node
    renamed = true
    return { ...node, value: to }
  }
  const query = parseQuery(text)
  const tree = query.tree && walk(query.tree)
  return renamed ? printQuery({ ...query, tree }) : text
}
