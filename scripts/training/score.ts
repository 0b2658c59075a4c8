import type { CorpusPage } from './corpora.ts'

const words = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []
const squeeze = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const SHINGLE = 4

function shingles(text: string): Map<string, number> {
  const all = words(text)
  const bag = new Map<string, number>()
  for (let at = 0; at < Math.max(1, all.length - SHINGLE + 1); at++) {
    const shingle = all.slice(at, at + SHINGLE).join(' ')
    if (shingle !== '') bag.set(shingle, (bag.get(shingle) ?? 0) + 1)
  }
  return bag
}

/** Precision, recall and F1 over shingles of four words as in the article extraction benchmark, and the share of exact bodies. */
export function bodyScore(pages: readonly CorpusPage[], texts: ReadonlyMap<string, string>): Record<string, number> {
  const precisions: number[] = []
  const recalls: number[] = []
  const exact: number[] = []
  for (const { key, truth } of pages) {
    if (truth.body === undefined) continue
    const text = texts.get(key) ?? ''
    const want = shingles(truth.body)
    const got = shingles(text)
    let both = 0
    let all = 0
    let wanted = 0
    for (const [shingle, count] of want) {
      both += Math.min(count, got.get(shingle) ?? 0)
      wanted += count
    }
    for (const count of got.values()) all += count
    if (all > 0) precisions.push(both / all)
    if (wanted > 0) recalls.push(both / wanted)
    exact.push(words(truth.body).join(' ') === words(text).join(' ') ? 1 : 0)
  }
  const precision = mean(precisions)
  const recall = mean(recalls)
  return { f1: (2 * precision * recall) / (precision + recall || 1), precision, recall, exact: mean(exact) }
}

/** F-score over segments as in trafilatura's evaluation. */
export function segmentScore(pages: readonly CorpusPage[], texts: ReadonlyMap<string, string>): Record<string, number> {
  let found = 0
  let missed = 0
  let wrong = 0
  for (const { key, truth } of pages) {
    const text = squeeze(texts.get(key) ?? '')
    for (const segment of truth.with ?? []) {
      if (text.includes(squeeze(segment))) found++
      else missed++
    }
    for (const segment of truth.without ?? []) if (text.includes(squeeze(segment))) wrong++
  }
  return {
    segmentF: (2 * found) / (2 * found + wrong + missed || 1),
    precision: found / (found + wrong || 1),
    recall: found / (found + missed || 1),
  }
}
