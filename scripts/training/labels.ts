import type { Block } from '../../main/extract/content/blocks.ts'

export interface Truth {
  body?: string
  with?: string[]
  without?: string[]
}

const words = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []
const squeeze = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

const GRAM = 4
/** A block is in the body when this share of its words is; of one with at least the other share nothing is known. */
const COVERED = 0.6
const PARTLY = 0.2

interface Match {
  at: number
  from: number
  length: number
}

/**
 * Which blocks make up the body: matches in the body's own order with the most words in all, so that a teaser with the
 * words of a paragraph is not taken for it. undefined: not known (captions stand beside the text).
 */
function labelByBody(blocks: readonly Block[], body: string): (0 | 1 | undefined)[] {
  const target = words(body)
  const places = new Map<string, number[]>()
  for (let length = 1; length <= GRAM; length++) {
    for (let at = 0; at + length <= target.length; at++) {
      const key = target.slice(at, at + length).join(' ')
      const list = places.get(key)
      if (list) list.push(at)
      else places.set(key, [at])
    }
  }
  const matches: Match[] = []
  const unknown = new Set<number>()
  blocks.forEach((block, at) => {
    const own = words(block.text)
    if (own.length === 0) unknown.add(at)
    if (own.length === 0) return
    const size = Math.min(GRAM, own.length)
    let covered = 0
    for (let i = 0; i + size <= own.length; i++) if (places.has(own.slice(i, i + size).join(' '))) covered++
    const share = covered / (own.length - size + 1)
    if (share < COVERED && share >= PARTLY && own.length > GRAM) unknown.add(at)
    if (share < COVERED) return
    for (const from of (places.get(own.slice(0, size).join(' ')) ?? []).slice(0, 12)) {
      if (
        own.length <= GRAM ||
        target.slice(from, from + own.length).join(' ') === own.join(' ') ||
        own.length > GRAM
      ) {
        matches.push({ at, from, length: own.length })
      }
    }
    if (!places.has(own.slice(0, size).join(' '))) {
      const middle = own.slice(Math.floor(own.length / 2), Math.floor(own.length / 2) + size).join(' ')
      for (const from of (places.get(middle) ?? []).slice(0, 4))
        matches.push({ at, from: from - Math.floor(own.length / 2), length: own.length })
    }
  })
  const best = new Float64Array(matches.length)
  const previous = new Int32Array(matches.length).fill(-1)
  matches.forEach((match, m) => {
    best[m] = match.length
    for (let p = 0; p < m; p++) {
      const before = matches[p]
      if (!before || before.at >= match.at || before.from + before.length * 0.7 > match.from) continue
      const gap =
        Math.min(6, (match.at - before.at) * 0.05) + (match.from - (before.from + before.length) > 3 ? 0.5 : 0)
      const score = (best[p] ?? 0) + match.length - gap
      if (score > (best[m] ?? 0)) {
        best[m] = score
        previous[m] = p
      }
    }
  })
  const labels: (0 | 1 | undefined)[] = blocks.map((_, at) => (unknown.has(at) ? undefined : 0))
  let at = best.indexOf(Math.max(...best, -1))
  let next: Match | undefined
  while (at >= 0) {
    const match = matches[at]
    if (match) {
      labels[match.at] = 1
      if (next) fillGap(blocks, target, match, next, labels)
      next = match
    }
    at = previous[at] ?? -1
  }
  return labels
}

/** Short blocks between two that are in the body are in it when their words stand between those of the two. */
function fillGap(
  blocks: readonly Block[],
  target: readonly string[],
  before: Match,
  after: Match,
  labels: (0 | 1 | undefined)[],
): void {
  let from = before.from + before.length
  for (let at = before.at + 1; at < after.at; at++) {
    const own = words(blocks[at]?.text ?? '')
    if (own.length === 0) {
      if (labels[at - 1] === 1) labels[at] = 1
      continue
    }
    for (let start = from; start + own.length <= after.from; start++) {
      if (own.some((word, place) => target[start + place] !== word)) continue
      labels[at] = 1
      from = start + own.length
      break
    }
  }
}

/** What the truth says about each block; undefined where it says nothing. */
export function labelBlocks(blocks: readonly Block[], truth: Truth): (0 | 1 | undefined)[] {
  if (truth.body !== undefined) return labelByBody(blocks, truth.body)
  const wanted = (truth.with ?? []).map(squeeze)
  const unwanted = (truth.without ?? []).map(squeeze)
  const labels: (0 | 1 | undefined)[] = blocks.map(() => undefined)
  blocks.forEach((block, at) => {
    const text = squeeze(block.text)
    if (unwanted.some((segment) => text.includes(segment))) labels[at] = 0
  })
  for (const segment of wanted) {
    const holders = blocks.filter((block) => squeeze(block.text).includes(segment))
    // where it comes twice, the longest is the text and the others are teasers
    const longest = Math.max(...holders.map(({ length }) => length))
    for (const { index, length } of holders) if (length === longest && labels[index] === undefined) labels[index] = 1
  }
  return labels
}
