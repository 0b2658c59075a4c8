import type { QueryNote, Sort } from '../ipc/contract.ts'
import { isDate } from './dates.ts'
import { fieldNames, fields, isField, sortNames, type FieldName } from './fields.ts'
import { nearest } from './nearest.ts'
import type { NoteKey } from './notes.ts'
import type { Token } from './tokens.ts'
import type { LeafNode, RangeNode, RangeOperator, TextNode } from './tree.ts'

export type Term = Extract<Token, { kind: 'term' }>

/** What one term of the query means: a leaf of the tree or an order, with what was corrected on the way. */
export interface Leaf {
  node?: LeafNode
  sort?: Sort
  field?: FieldName
  value: string
  corrected?: string
  notes: QueryNote[]
}

const HAS_WORD = /[\p{L}\p{N}\p{Co}]/u
const RANGE = /^(<=|>=|<|>)?(.*)$/su

/** Reads one term. Never fails: what cannot be understood comes back as notes, with the nearest thing that can. */
export function readLeaf(term: Term): Leaf {
  const { name, value } = term
  if (name === undefined) return readText(term, value)
  const typed = name.toLowerCase()
  const field = isField(typed) ? typed : nearest(typed, fieldNames)
  if (field === undefined) {
    const words = term.quoted ? `${name} ${value}` : `${name}:${value}`
    const leaf = readText(term, words)
    return { ...leaf, notes: [note('query.unknownField', term.from, term.nameEnd), ...leaf.notes] }
  }
  const leaf = readField(term, field)
  if (field === typed) return leaf
  const notes = [note('query.corrected', term.from, term.nameEnd, `${field}:`), ...leaf.notes]
  return { ...leaf, notes, corrected: `${name}:${value}` }
}

function note(message: NoteKey, from: number, to: number, suggestion?: string): QueryNote {
  return suggestion === undefined ? { from, to, message } : { from, to, message, suggestion }
}

function readText(term: Term, typed: string, field?: TextNode['field']): Leaf {
  const prefix = !term.quoted && /[^*]\*+$/.test(typed)
  const value = prefix ? typed.replace(/\*+$/, '') : typed.replace(/\s+/gu, ' ').trim()
  if (!HAS_WORD.test(value)) {
    // an opening quotation mark, or a field's colon, is what one has just typed
    const key = field && value === '' ? 'query.noValue' : 'query.noWord'
    return { field, value, notes: [note(key, term.from, term.to)] }
  }
  const node: TextNode = { kind: 'text', value, phrase: term.quoted, prefix }
  return { node: field ? { ...node, field } : node, field, value, notes: [] }
}

function readField(term: Term, field: FieldName): Leaf {
  const value = term.value.trim()
  if (field === 'title' || field === 'text' || field === 'author') return readText(term, term.value, field)
  if (value === '') return { field, value, notes: [note('query.noValue', term.from, term.to)] }
  if (field === 'tag' || field === 'site' || field === 'url' || field === 'lang' || field === 'similar') {
    return {
      node: { kind: 'value', field, value: field === 'lang' || field === 'similar' ? value.toLowerCase() : value },
      field,
      value,
      notes: [],
    }
  }
  if (field === 'words' || field === 'saved' || field === 'published' || field === 'added' || field === 'opened') {
    return readRange(term, field, value.toLowerCase())
  }
  const known: readonly string[] = field === 'sort' ? Object.keys(sortNames) : fields[field].values
  const lower = value.toLowerCase()
  const meant = known.includes(lower) ? lower : nearest(lower, known)
  if (meant === undefined) return { field, value, notes: [note('query.unknownValue', term.nameEnd, term.to)] }
  const leaf: Leaf =
    field === 'sort'
      ? { sort: sortNames[meant], field, value: meant, notes: [] }
      : { node: { kind: 'flag', field, value: meant }, field, value: meant, notes: [] }
  if (meant === lower) return leaf
  return { ...leaf, corrected: `${field}:${value}`, notes: [note('query.corrected', term.nameEnd, term.to, meant)] }
}

function readRange(term: Term, field: RangeNode['field'], value: string): Leaf {
  const isBound = field === 'words' ? (text: string) => /^\d{1,9}$/.test(text) : isDate
  const bad: Leaf = {
    field,
    value,
    notes: [note(field === 'words' ? 'query.badNumber' : 'query.badDate', term.nameEnd, term.to)],
  }
  const dots = value.indexOf('..')
  if (dots >= 0) {
    const [from, to] = [value.slice(0, dots), value.slice(dots + 2)]
    if ((from === '' && to === '') || ![from, to].every((bound) => bound === '' || isBound(bound))) return bad
    const node: RangeNode = { kind: 'range', field, operator: '..' }
    if (from !== '') node.from = from
    if (to !== '') node.to = to
    return { node, field, value, notes: [] }
  }
  const found = RANGE.exec(value)
  const bound = found?.[2] ?? ''
  if (!isBound(bound)) return bad
  return { node: { kind: 'range', field, operator: operatorOf(found?.[1]), from: bound }, field, value, notes: [] }
}

function operatorOf(typed: string | undefined): RangeOperator {
  return typed === '<' || typed === '<=' || typed === '>' || typed === '>=' ? typed : '='
}
