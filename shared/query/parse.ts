import type { QueryNote } from '../ipc/contract.ts'
import { readLeaf, type Term } from './leaf.ts'
import type { NoteKey } from './notes.ts'
import { tokenise, type Token } from './tokens.ts'
import type { Query, QueryNode } from './tree.ts'

/** Longer than anything a person writes; keeps a pasted page from becoming ten thousand conditions. */
export const QUERY_MAX_LENGTH = 4000
/** Parentheses in parentheses, so that no query can exhaust the stack. */
const MAX_DEPTH = 50

/** Text to tree. Takes any text and never throws: what cannot be understood is explained in `notes` and left out. */
export function parseQuery(text: string): Query {
  const query: Query = { understood: [], notes: [] }
  const kept = text.slice(0, QUERY_MAX_LENGTH)
  if (kept.length < text.length) addNote(query, 'query.tooLong', kept.length, text.length)
  const tree = new Parser(query, tokenise(kept), kept.length).all()
  if (tree) query.tree = tree
  return query
}

function addNote(query: Query, message: NoteKey, from: number, to: number, suggestion?: string): void {
  const note: QueryNote = { from, to, message }
  query.notes.push(suggestion === undefined ? note : { ...note, suggestion })
}

/** Recursive descent over the grammar in docs/search.md. */
class Parser {
  private readonly query: Query
  private readonly tokens: Token[]
  private readonly length: number
  private at = 0
  private depth = 0

  constructor(query: Query, tokens: Token[], length: number) {
    this.query = query
    this.tokens = tokens
    this.length = length
  }

  all(): QueryNode | undefined {
    const branches: QueryNode[] = []
    for (;;) {
      const branch = this.either(false)
      if (branch) branches.push(branch)
      const stray = this.tokens[this.at]
      if (!stray) return join('and', branches)
      this.at++
      addNote(this.query, 'query.strayParenthesis', stray.from, stray.to)
    }
  }

  private either(negated: boolean): QueryNode | undefined {
    const branches: QueryNode[] = []
    let dangling: Token | undefined
    for (;;) {
      const branch = this.each(negated)
      if (branch.node) branches.push(branch.node)
      const token = this.tokens[this.at]
      if (branch.empty && (dangling || token?.kind === 'or')) {
        const or = token?.kind === 'or' ? token : dangling
        if (or) addNote(this.query, 'query.danglingOr', or.from, or.to)
      }
      if (token?.kind !== 'or') return join('or', branches)
      this.query.understood.push({ from: token.from, to: token.to, kind: 'operator', value: 'or', negated })
      dangling = token
      this.at++
    }
  }

  private each(negated: boolean): { node?: QueryNode; empty: boolean } {
    const nodes: QueryNode[] = []
    const start = this.at
    for (let token = this.tokens[this.at]; token; token = this.tokens[this.at]) {
      if (token.kind === 'or' || token.kind === 'close') break
      const node = this.one(negated)
      if (node) nodes.push(node)
    }
    return { node: join('and', nodes), empty: this.at === start }
  }

  private one(negated: boolean): QueryNode | undefined {
    let inverted = false
    let token = this.tokens[this.at++]
    for (; token?.kind === 'not'; token = this.tokens[this.at++]) inverted = !inverted
    if (token?.kind === 'term') return invert(this.term(token, negated !== inverted), inverted)
    if (token?.kind === 'open') return invert(this.group(token, negated !== inverted), inverted)
    this.at--
    return undefined
  }

  private group(open: Token, negated: boolean): QueryNode | undefined {
    if (this.depth >= MAX_DEPTH) {
      addNote(this.query, 'query.tooDeep', open.from, open.to)
      return undefined
    }
    this.depth++
    const node = this.either(negated)
    this.depth--
    if (this.tokens[this.at]?.kind === 'close') this.at++
    else addNote(this.query, 'query.openParenthesis', open.from, open.to, ')')
    return node
  }

  private term(term: Term, negated: boolean): QueryNode | undefined {
    if (term.unclosed) addNote(this.query, 'query.openQuote', term.nameEnd, term.to, '"')
    const leaf = readLeaf(term)
    this.query.notes.push(...leaf.notes)
    if (leaf.sort) this.query.sort = leaf.sort
    if (leaf.node || leaf.sort) {
      this.query.understood.push({
        from: term.from,
        to: term.to,
        kind: leaf.field ? 'field' : term.quoted ? 'phrase' : 'word',
        ...(leaf.field ? { field: leaf.field } : {}),
        value: leaf.value,
        negated,
        ...(leaf.corrected === undefined ? {} : { corrected: leaf.corrected }),
      })
    }
    const ended = term.quoted ? !term.unclosed || /\s$/u.test(term.value) : term.to < this.length
    if (leaf.node?.kind === 'text' && !ended && !negated) this.query.typing = leaf.node
    return leaf.node
  }
}

function invert(node: QueryNode | undefined, inverted: boolean): QueryNode | undefined {
  if (!node || !inverted) return node
  return node.kind === 'not' ? node.node : { kind: 'not', node }
}

function join(kind: 'and' | 'or', nodes: QueryNode[]): QueryNode | undefined {
  const flat = nodes.flatMap((node) => (node.kind === kind ? node.nodes : [node]))
  return flat.length > 1 ? { kind, nodes: flat } : flat[0]
}
