import type { Hits } from '../../shared/model/article.ts'
import type { Query, QueryNode, TextNode } from '../../shared/query/tree.ts'
import { fold, isUnspaced, wordsOf } from './fold.ts'

/** Characters of text in a list snippet, and how many of them stand before the first hit. */
const SNIPPET_LENGTH = 180
const SNIPPET_LEAD = 24
/** A hit further down than this is not looked for; the excerpt is shown instead. Keeps 50 rows within a few ms. */
const SEARCHED = 100_000

/** Two UTF-16 units hold any letter. */
const WORD_END = /[\p{L}\p{N}\p{M}\p{Co}]$/u
const WORD_START = /^[\p{L}\p{N}\p{M}\p{Co}]/u

interface Needle {
  words: string[]
  prefix: boolean
}

/** The words to mark in a field: what is looked for and not excluded. */
export function needlesOf(query: Query, field: 'title' | 'text'): Needle[] {
  const leaves = query.tree ? positive(query.tree) : []
  return leaves
    .filter((leaf) => leaf.field === undefined || leaf.field === field)
    .map((leaf) => ({
      words: [...wordsOf(leaf.value)].map(({ word }) => word),
      prefix: leaf.prefix || leaf === query.typing,
    }))
    .filter(({ words }) => words.length > 0)
}

function positive(node: QueryNode): TextNode[] {
  if (node.kind === 'text') return [node]
  return node.kind === 'and' || node.kind === 'or' ? node.nodes.flatMap(positive) : []
}

/** Ranges of a text that match, in order, none overlapping. */
function rangesIn(text: string, needles: Needle[]): [number, number][] {
  const ranges: [number, number][] = []
  const words = [...wordsOf(text)]
  for (const { words: wanted, prefix } of needles) {
    if (wanted.some(isUnspaced)) {
      const spaced = wanted.join(' ')
      ranges.push(...substrings(text, spaced))
      if (wanted.length > 1) ranges.push(...substrings(text, wanted.join('')))
      continue
    }
    const single = wanted.length === 1
    words.forEach((first, at) => {
      const fits = wanted.every((word, i) => {
        const found = words[at + i]?.word
        return found === word || (prefix && i === wanted.length - 1 && (found?.startsWith(word) ?? false))
      })
      const last = words[at + wanted.length - 1]
      if (fits && last) ranges.push([first.from, single ? first.to : last.to])
    })
  }
  ranges.sort((a, b) => a[0] - b[0])
  return ranges.filter((range, i) => i === 0 || range[0] >= (ranges[i - 1]?.[1] ?? 0))
}

/** Scripts without spaces: anywhere in the text. Folding keeps their length, so places are the same. */
function substrings(text: string, wanted: string): [number, number][] {
  const folded = fold(text)
  const found: [number, number][] = []
  if (folded.length !== text.length) return found
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    found.push([at, at + wanted.length])
  }
  return found
}

/**
 * Where the text has one of the needles letter for letter but for case; undefined when accents or forms have to be folded to
 * know. Looks at a few places only, where `rangesIn` takes every word of the text in hand.
 */
function someHit(text: string, needles: Needle[]): number | undefined {
  const lower = text.toLowerCase()
  if (lower.length !== text.length) return undefined
  const places = needles.flatMap(({ words, prefix }) => {
    const [word = ''] = words
    if (words.length > 1 || isUnspaced(word)) return []
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      const starts = !WORD_END.test(lower.slice(Math.max(0, at - 2), at))
      if (starts && (prefix || !WORD_START.test(lower.slice(at + word.length, at + word.length + 2)))) return [at]
    }
    return []
  })
  return places.length === 0 ? undefined : Math.min(...places)
}

export function hitsIn(text: string, needles: Needle[]): Hits | undefined {
  const ranges = rangesIn(text, needles)
  return ranges.length === 0 ? undefined : { text, ranges }
}

/** The part of a text around its first hit, on one line, with the hits in it. */
export function snippetOf(text: string, needles: Needle[]): Hits | undefined {
  const searched = text.slice(0, SEARCHED)
  const first = someHit(searched, needles) ?? rangesIn(searched, needles)[0]?.[0]
  if (first === undefined) return undefined
  let from = Math.max(0, first - SNIPPET_LEAD)
  if (from > 0) {
    const space = searched.slice(from, first).search(/\s/u)
    if (space >= 0) from += space + 1
  }
  const part = searched.slice(from, from + SNIPPET_LENGTH).replace(/\s/gu, ' ')
  const shown = `${from > 0 ? '…' : ''}${part}${from + SNIPPET_LENGTH < text.length ? '…' : ''}`
  return { text: shown, ranges: rangesIn(shown, needles) }
}
