import type { Query, QueryNode, TextNode } from '../../../shared/query/tree.ts'
import { parseQuery } from '../../../shared/query/parse.ts'

/** More hits than anybody steps through; a word on every line must not hold up the page. */
const MOST_HITS = 2000

/** One thing that was looked for: words that stand one after the other, the last perhaps only begun. */
export interface Needle {
  words: string[]
  prefix: boolean
  /** the word as it was typed, when its other forms are hits too */
  form?: string
}

/** Small letters without marks above and below, as the index compares them. The length stays that of the text. */
function folded(text: string): string {
  return text.replace(/[A-Z]+|[^\x00-\x7f]/gu, (letters) => {
    const plain = letters
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
    return plain.length === letters.length ? plain : letters
  })
}

interface Word {
  word: string
  from: number
  to: number
}

/** A text as hits are looked for in it. */
export interface SearchedText {
  folded: string
  words: readonly Word[]
}

/** Folds a text and finds its words: done once for an article, not at each key. */
export function searchedText(text: string): SearchedText {
  const whole = folded(text)
  const words = [...whole.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: word, index }) => ({
    word,
    from: index,
    to: index + word.length,
  }))
  return { folded: whole, words }
}

function wanted(node: QueryNode): TextNode[] {
  if (node.kind === 'text') return node.field === 'author' ? [] : [node]
  return node.kind === 'and' || node.kind === 'or' ? node.nodes.flatMap(wanted) : []
}

/** What a query looks for in the text; `corrections` are the words that were read as others. */
export function needlesOf(text: string, corrections: ReadonlyMap<string, string> = new Map()): Needle[] {
  const query: Query = parseQuery(text)
  return (query.tree ? wanted(query.tree) : [])
    .map((leaf): Needle => {
      const value = corrections.get(leaf.value.toLowerCase()) ?? leaf.value
      const sought = searchedText(value).words.map(({ word }) => word)
      const alone = sought.length === 1 && !leaf.phrase && !leaf.prefix
      return { words: sought, prefix: leaf.prefix || leaf === query.typing, ...(alone && { form: value }) }
    })
    .filter((needle) => needle.words.length > 0)
}

/** Scripts that do not part their words: there a hit may be anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/**
 * Where a text has what was looked for: ranges in order, none overlapping. `forms` are words of the text in lower case that
 * are other forms of a word that was.
 */
export function hitsIn(
  { folded: whole, words: all }: SearchedText,
  needles: readonly Needle[],
  forms: readonly string[] = [],
): [number, number][] {
  const found: [number, number][] = []
  for (const { words: sought, prefix } of needles) {
    if (sought.some((word) => UNSPACED.test(word))) {
      const run = sought.join('')
      for (let at = whole.indexOf(run); at >= 0; at = whole.indexOf(run, at + run.length)) {
        found.push([at, at + run.length])
      }
      continue
    }
    for (const [at, first] of all.entries()) {
      const fits = sought.every((word, i) => {
        const here = all[at + i]?.word
        return here === word || (prefix && i === sought.length - 1 && (here?.startsWith(word) ?? false))
      })
      const last = all[at + sought.length - 1]
      if (fits && last) found.push([first.from, last.to])
    }
  }
  const others = new Set(forms.map(folded))
  for (const { word, from, to } of all) if (others.has(word)) found.push([from, to])
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const apart: [number, number][] = []
  for (const hit of found) if (hit[0] >= (apart.at(-1)?.[1] ?? 0)) apart.push(hit)
  return apart.slice(0, MOST_HITS)
}
