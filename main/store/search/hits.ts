import type { Hits } from '../../../shared/model/article.ts'
import type { Query, QueryNode, TextNode } from '../../../shared/query/tree.ts'
import { fold, isUnspaced, WORD, wordsOf } from '../index/fold.ts'
import { stemOf } from '../index/stems.ts'

/** Characters of text in a list snippet, and how many of them stand before the first hit. */
const SNIPPET_LENGTH = 180
const SNIPPET_LEAD = 24
/** A hit further down than this is not looked for; the excerpt is shown instead. Keeps 50 rows within a few ms. */
const SEARCHED = 100_000

/** Two UTF-16 units hold any letter. */
const WORD_END = /[\p{L}\p{N}\p{M}\p{Co}]$/u
/** Letters in which a phrase stands. */
const LONGEST_HIT = 300

/** Goes on from where it was: a copy, since others begin where that is. */
const EACH_WORD = new RegExp(WORD)
const ASCII = /^[\x00-\x7f]*$/

interface PlacedWord {
  from: number
  to: number
  word: string
}

interface Needle {
  words: string[]
  prefix: boolean
  /** the word as it was typed, when its other forms are hits too */
  form?: string
  /** as it was typed, for scripts without spaces: folding takes some of their letters apart */
  typed?: string
}

/** The words to mark in a field: what is looked for and not excluded. */
export function needlesOf(query: Query, field: 'title' | 'text'): Needle[] {
  const leaves = query.tree ? positive(query.tree) : []
  return leaves
    .filter((leaf) => leaf.field === undefined || leaf.field === field)
    .map((leaf) => {
      const words = [...wordsOf(leaf.value)].map(({ word }) => word)
      const needle: Needle = { words, prefix: leaf.prefix || leaf === query.typing }
      if (words.length === 1 && !leaf.phrase && !leaf.prefix) needle.form = lower(leaf.value)
      if (words.some(isUnspaced)) needle.typed = lower(leaf.value)
      return needle
    })
    .filter(({ words }) => words.length > 0)
}

function positive(node: QueryNode): TextNode[] {
  if (node.kind === 'text') return [node]
  return node.kind === 'and' || node.kind === 'or' ? node.nodes.flatMap(positive) : []
}

/** The words of a text with their places. Most texts need folding only once: those of ASCII keep their length. */
function allWords(text: string): PlacedWord[] {
  if (!ASCII.test(text)) return [...wordsOf(text)]
  const words: PlacedWord[] = []
  const folded = fold(text)
  EACH_WORD.lastIndex = 0
  for (let found = EACH_WORD.exec(folded); found; found = EACH_WORD.exec(folded)) {
    words.push({ from: found.index, to: EACH_WORD.lastIndex, word: found[0] })
  }
  return words
}

const lower = (text: string): string => text.normalize('NFC').toLowerCase()

/** Whether the words of a needle stand at a place among others. */
function fitsAt(words: readonly { word: string }[], at: number, wanted: readonly string[], prefix: boolean): boolean {
  for (let i = 0; i < wanted.length; i++) {
    const [found, word] = [words[at + i]?.word, wanted[i] ?? '']
    if (found === undefined) return false
    if (found !== word && !(prefix && i === wanted.length - 1 && found.startsWith(word))) return false
  }
  return true
}

/** Ranges of a text that match, in order, none overlapping. */
function rangesIn(text: string, needles: Needle[], lang: string | undefined): [number, number][] {
  const ranges: [number, number][] = []
  const words = allWords(text)
  for (const { words: wanted, prefix, form, typed } of needles) {
    if (typed !== undefined) {
      ranges.push(...unspacedIn(text, wanted, typed))
      continue
    }
    const stem = form === undefined ? undefined : stemOf(form, lang)
    const stemStart = stem?.slice(0, 2)
    for (let at = 0; at < words.length; at++) {
      const first = words[at]
      const last = words[at + wanted.length - 1]
      if (!first) break
      if (last && fitsAt(words, at, wanted, prefix)) ranges.push([first.from, last.to])
      else if (stemStart !== undefined && first.word.startsWith(stemStart)) {
        if (stemOf(lower(text.slice(first.from, first.to)), lang) === stem) ranges.push([first.from, first.to])
      }
    }
  }
  ranges.sort((a, b) => a[0] - b[0])
  return ranges.filter((range, i) => i === 0 || range[0] >= (ranges[i - 1]?.[1] ?? 0))
}

/** Scripts without spaces: anywhere in the text. */
function unspacedIn(text: string, words: readonly string[], typed: string): [number, number][] {
  const folded = fold(text)
  const wanted = new Set([words.join(' '), words.join('')])
  if (folded.length === text.length) return [...wanted].flatMap((each) => substrings(folded, each))
  const lowered = text.toLowerCase()
  const asTyped = lowered.length === text.length ? substrings(lowered, typed) : []
  if (asTyped.length > 0) return asTyped
  const { letters, places } = lettersFolded(text)
  return [...wanted].flatMap((each) =>
    substrings(letters, each).map(([from, to]): [number, number] => [places[from] ?? 0, places[to] ?? text.length]),
  )
}

function substrings(text: string, wanted: string): [number, number][] {
  const found: [number, number][] = []
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    found.push([at, at + wanted.length])
  }
  return found
}

/** A text folded letter by letter, and where each unit of that is from. */
function lettersFolded(text: string): { letters: string; places: number[] } {
  const places: number[] = []
  let [letters, from] = ['', 0]
  for (const letter of text) {
    const plain = fold(letter)
    letters += plain
    places.push(...new Array<number>(plain.length).fill(from))
    from += letter.length
  }
  return { letters, places }
}

/** Where a text in lower case, or folded, has a needle; looks at a few places, where `rangesIn` takes every word in hand. */
function placeIn(text: string, { words, prefix, form, typed }: Needle, lang: string | undefined): number | undefined {
  const [first = ''] = words
  if (typed !== undefined) {
    for (const each of [typed, words.join(''), words.join(' ')]) {
      const at = text.indexOf(each)
      if (at >= 0) return at
    }
    return undefined
  }
  const stem = form === undefined ? undefined : stemOf(form, lang)
  // a stem may leave out the beginning, as the Arabic article: then only the word itself is looked for
  const begin = (stem === undefined ? first : commonStart(first, stem)) || first
  if (begin === '') return undefined
  for (let at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
    if (WORD_END.test(text.slice(Math.max(0, at - 2), at))) continue
    const found = firstWords(text.slice(at, at + LONGEST_HIT), words.length)
    if (fitsAt(found, 0, words, prefix)) return at
    if (stem !== undefined && stemOf(found[0]?.word ?? '', lang) === stem) return at
  }
  return undefined
}

/** The first words of a text in lower case. */
function firstWords(text: string, count: number): { word: string }[] {
  const words: { word: string }[] = []
  EACH_WORD.lastIndex = 0
  for (let found = EACH_WORD.exec(text); found; found = words.length < count ? EACH_WORD.exec(text) : null) {
    words.push({ word: found[0] })
  }
  return words
}

function commonStart(a: string, b: string): string {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return a.slice(0, length)
}

function leastOf(places: (number | undefined)[]): number | undefined {
  const found = places.filter((place) => place !== undefined)
  return found.length === 0 ? undefined : Math.min(...found)
}

/** Where the first hit of a text is: by its letters but for case, and only when that finds none by their plain forms. */
function firstHit(text: string, needles: Needle[], lang: string | undefined): number | undefined {
  const lowered = text.toLowerCase()
  const at = lowered.length === text.length ? leastOf(needles.map((each) => placeIn(lowered, each, lang))) : undefined
  if (at !== undefined || ASCII.test(text)) return at
  const folded = fold(text)
  const there = leastOf(needles.map((each) => placeIn(folded, each, lang)))
  if (there === undefined || folded.length === text.length) return there
  return rangesIn(text, needles, lang)[0]?.[0]
}

export function hitsIn(text: string, needles: Needle[], lang: string | undefined): Hits | undefined {
  const ranges = rangesIn(text, needles, lang)
  return ranges.length === 0 ? undefined : { text, ranges }
}

/** The part of a text around its first hit, on one line, with the hits in it. */
export function snippetOf(text: string, needles: Needle[], lang: string | undefined): Hits | undefined {
  const searched = text.slice(0, SEARCHED)
  const first = firstHit(searched, needles, lang)
  return first === undefined ? undefined : around(searched, first, text.length, needles, lang)
}

/** The same out of the beginning of a text that goes on; undefined when that does not tell, and all of the text has to be read. */
export function snippetOfStart(start: string, needles: Needle[], lang: string | undefined): Hits | undefined {
  const lowered = start.toLowerCase()
  if (lowered.length !== start.length) return undefined
  const first = leastOf(needles.map((each) => placeIn(lowered, each, lang)))
  if (first === undefined || first + SNIPPET_LENGTH > start.length) return undefined
  return around(start, first, Infinity, needles, lang)
}

function around(text: string, first: number, end: number, needles: Needle[], lang: string | undefined): Hits {
  let from = Math.max(0, first - SNIPPET_LEAD)
  if (from > 0) {
    const space = text.slice(from, first).search(/\s/u)
    if (space >= 0) from += space + 1
  }
  const part = text.slice(from, from + SNIPPET_LENGTH).replace(/\s/gu, ' ')
  const shown = `${from > 0 ? '…' : ''}${part}${from + SNIPPET_LENGTH < end ? '…' : ''}`
  return { text: shown, ranges: rangesIn(shown, needles, lang) }
}
