import { isElement, type ChildNode, type Element } from '../dom/node.ts'
import { rawText } from '../dom/walk.ts'

/** Cells of data are short; a cell with this much text is a column of a layout. */
const LONG_CELL = 600
const PARTS: ReadonlySet<string> = new Set(['tr', 'td', 'th', 'tbody', 'thead', 'tfoot', 'caption', 'colgroup', 'col'])

interface Table {
  parts: Element[]
  rows: number
  cells: number
  heads: number
  nested: boolean
  longest: number
}

/** Tables that only place things on the page, with their rows and cells: what is in them is read as if they were not there. */
export function layoutTables(roots: readonly ChildNode[]): Set<Element> {
  const tables = new Map<Element, Table>()
  const waiting: { node: ChildNode; table: Element | undefined }[] = roots.map((node) => ({ node, table: undefined }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node } = next
    if (!isElement(node)) continue
    let { table } = next
    if (node.name === 'table') {
      const around = table === undefined ? undefined : tables.get(table)
      if (around) around.nested = true
      table = node
      tables.set(node, { parts: [node], rows: 0, cells: 0, heads: 0, nested: false, longest: 0 })
    } else if (table !== undefined && PARTS.has(node.name)) {
      const info = tables.get(table)
      if (info) {
        info.parts.push(node)
        if (node.name === 'tr') info.rows++
        if (node.name === 'th' || node.name === 'caption') info.heads++
        if (node.name === 'td' || node.name === 'th') {
          info.cells++
          if (info.cells < 200) info.longest = Math.max(info.longest, rawText(node).trim().length)
        }
      }
    }
    for (const child of node.children) waiting.push({ node: child, table })
  }
  const found = new Set<Element>()
  for (const [table, { parts, rows, cells, heads, nested, longest }] of tables) {
    const { role } = table.attribs
    const single = rows <= 1 || cells <= rows
    const isLayout =
      role === 'presentation' || role === 'none' || nested || (heads === 0 && (single || longest > LONG_CELL))
    if (isLayout) for (const part of parts) found.add(part)
  }
  return found
}
