import type { LeafNode, Query, QueryNode, RangeNode } from './tree.ts'
import { parseQuery } from './parse.ts'
import { printQuery } from './print.ts'

/** A leaf that a person chooses from a list beside the results. */
export type Choice = Exclude<LeafNode, { kind: 'text' }>

/** Fields of which an article has one value: a second choice finds more (`or`). Of tags and states it has many: it finds less. */
const ONE_VALUE: readonly string[] = ['site', 'lang', 'format', 'saved', 'words']

/** Groups of articles by their length, shortest first: fewer words than `below`, found by `words`. */
export const LENGTHS: readonly { below: number; words: RangeNode }[] = [
  { below: 1000, words: { kind: 'range', field: 'words', operator: '<', from: '1000' } },
  { below: 3000, words: { kind: 'range', field: 'words', operator: '..', from: '1000', to: '2999' } },
  { below: Infinity, words: { kind: 'range', field: 'words', operator: '>=', from: '3000' } },
]

/** Mistakes after which more text would belong to what is open. */
const OPEN: readonly string[] = ['query.openQuote', 'query.openParenthesis']

const isChoice = (node: QueryNode): node is Choice =>
  node.kind === 'value' || node.kind === 'flag' || node.kind === 'range'

function topOf(tree: QueryNode | undefined): QueryNode[] {
  if (!tree) return []
  return tree.kind === 'and' ? tree.nodes : [tree]
}

function treeOf(nodes: QueryNode[]): QueryNode | undefined {
  return nodes.length > 1 ? { kind: 'and', nodes } : nodes[0]
}

/** The choices of a field that a condition of the whole query is; undefined when it is something else. */
function choicesOf(node: QueryNode, field: string): Choice[] | undefined {
  const nodes = node.kind === 'or' ? node.nodes : [node]
  const choices = nodes.filter((each) => isChoice(each) && each.field === field)
  return choices.length === nodes.length ? choices.filter(isChoice) : undefined
}

const same = (a: QueryNode, b: QueryNode): boolean => printQuery({ tree: a }) === printQuery({ tree: b })

/** Whether the query has the choice as a condition of the whole. */
export function isChosen({ tree }: Query, choice: Choice): boolean {
  return topOf(tree).some((node) => choicesOf(node, choice.field)?.some((each) => same(each, choice)) ?? false)
}

/** The query without what is chosen of a field with one value: what could be chosen besides is counted by it. */
export function withoutChoices(query: Query, field: string): Query {
  if (!ONE_VALUE.includes(field)) return query
  const nodes = topOf(query.tree)
  const left = nodes.filter((node) => choicesOf(node, field) === undefined)
  return left.length === nodes.length ? query : { ...query, tree: treeOf(left) }
}

/** The query's text with the choice added, or taken out when it is there. */
export function toggleChoice(text: string, choice: Choice): string {
  const query = parseQuery(text)
  const nodes = topOf(query.tree)
  const at = nodes.findIndex((node) => choicesOf(node, choice.field) !== undefined && hasRoom(node, choice))
  const node = nodes[at]
  const before = node ? choicesOf(node, choice.field) : undefined
  if (!before) {
    const open = query.tree?.kind === 'or' || query.notes.some(({ message }) => OPEN.includes(message))
    if (open) return printQuery({ tree: treeOf([...nodes, choice]), sort: query.sort })
    // what was typed stays as it was typed
    return `${text.trimEnd()} ${printQuery({ tree: choice })}`.trimStart()
  }
  const there = before.some((each) => same(each, choice))
  const choices = there ? before.filter((each) => !same(each, choice)) : [...before, choice]
  const next: QueryNode[] =
    choices.length > 1 ? [{ kind: 'or', nodes: choices }] : choices.filter((each) => each !== undefined)
  return printQuery({ tree: treeOf(nodes.toSpliced(at, 1, ...next)), sort: query.sort })
}

/** Whether a choice belongs into that condition: any of its field where there is one value, else only itself. */
function hasRoom(node: QueryNode, choice: Choice): boolean {
  return ONE_VALUE.includes(choice.field) || same(node, choice)
}
