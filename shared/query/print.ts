import type { Query, QueryNode, RangeNode } from './tree.ts'

const NEEDS_QUOTES = /[\s()"“”„]|^$/u

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
    return node.phrase ? `${field}"${node.value}"` : `${field}${node.value}${node.prefix ? '*' : ''}`
  }
  if (node.kind === 'range') return `${node.field}:${printRange(node)}`
  return `${node.field}:${NEEDS_QUOTES.test(node.value) ? `"${node.value}"` : node.value}`
}

function printRange({ operator, from = '', to = '' }: RangeNode): string {
  if (operator === '..') return `${from}..${to}`
  return operator === '=' ? from : operator + from
}
