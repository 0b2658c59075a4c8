import type { Query, QueryNode, RangeNode } from './tree.ts'

const NEEDS_QUOTES = /[\s()"“”„]|^$/u

/** A value in the marks that it does not hold itself; one that holds both kinds goes without its straight ones. */
function inQuotes(value: string): string {
  if (!value.includes('"')) return `"${value}"`
  return /[“”]/u.test(value) ? `"${value.replaceAll('"', '')}"` : `“${value}”`
}

/** A value as it stands behind a field. */
export const printValue = (value: string): string => (NEEDS_QUOTES.test(value) ? inQuotes(value) : value)

/** Tree to text, in one form only: parsing it gives the same tree, printing that the same text. */
export function printQuery({ tree, sort }: Pick<Query, 'tree' | 'sort'>): string {
  return [tree ? printNode(tree) : '', sort ? `sort:${sort}` : ''].filter((part) => part !== '').join(' ')
}

function printNode(node: QueryNode): string {
  if (node.kind === 'and')
    return node.nodes.map((n) => (n.kind === 'or' ? `(${printNode(n)})` : printNode(n))).join(' ')
  if (node.kind === 'or') return node.nodes.map(printNode).join(' or ')
  if (node.kind === 'not') {
    const inner = printNode(node.node)
    return node.node.kind === 'and' || node.node.kind === 'or' ? `-(${inner})` : `-${inner}`
  }
  if (node.kind === 'text') {
    const field = node.field ? `${node.field}:` : ''
    return node.phrase ? `${field}${inQuotes(node.value)}` : `${field}${node.value}${node.prefix ? '*' : ''}`
  }
  if (node.kind === 'range') return `${node.field}:${printRange(node)}`
  return `${node.field}:${printValue(node.value)}`
}

function printRange({ operator, from = '', to = '' }: RangeNode): string {
  if (operator === '..') return `${from}..${to}`
  return operator === '=' ? from : operator + from
}
