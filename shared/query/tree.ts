import type { Sort, QueryNote, Understood } from '../ipc/contract.ts'

/** Words looked for in the full text, everywhere or in one field. */
export interface TextNode {
  kind: 'text'
  field?: 'title' | 'text' | 'author'
  value: string
  phrase: boolean
  prefix: boolean
}

/** A value that an article has: a tag (or one below it), a site, a part of the address, a language, what another is about. */
export interface ValueNode {
  kind: 'value'
  field: 'tag' | 'site' | 'url' | 'lang' | 'similar'
  value: string
}

export interface FlagNode {
  kind: 'flag'
  field: 'is' | 'has' | 'no' | 'format'
  value: string
}

export type RangeOperator = '=' | '<' | '<=' | '>' | '>=' | '..'

/** A range of dates or of word counts. Bounds stay as typed (`1w`, `2022-04`), so that `last week` stays last week. */
export interface RangeNode {
  kind: 'range'
  field: 'saved' | 'published' | 'added' | 'opened' | 'words'
  operator: RangeOperator
  /** the only bound, or the first of a `..` */
  from?: string
  /** the second bound of a `..` */
  to?: string
}

export type LeafNode = TextNode | ValueNode | FlagNode | RangeNode

/** A query as a tree: `and` and `or` have at least two branches and never one of their own kind; `not` never a `not`. */
export type QueryNode =
  LeafNode | { kind: 'and'; nodes: QueryNode[] } | { kind: 'or'; nodes: QueryNode[] } | { kind: 'not'; node: QueryNode }

export interface Query {
  /** undefined finds everything */
  tree?: QueryNode
  sort?: Sort
  understood: Understood[]
  notes: QueryNote[]
  /** the word, or the phrase that is not closed, that the text ends in, still being typed: it is looked for as a beginning */
  typing?: TextNode
}
