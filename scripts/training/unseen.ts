import { basename } from 'node:path'
import { extractPage } from '../../main/extract/extract.ts'
import { markupOf } from './corpora.ts'
import type { Prepared } from './prepare.ts'
import { badness, measure, measureByLanguage, type Prediction } from './score.ts'
import { crossValidate } from './stages.ts'

/**
 * Prints all measures on sites that the trees have not seen: a line for each division into folds, their means and how much they differ from
 * division to division, and those of the text by language.
 */
export async function reportUnseen(pages: readonly Prepared[], seeds: readonly number[], worst: number): Promise<void> {
  const all: Record<string, number>[] = []
  const byLanguage = new Map<string, Record<string, number>[]>()
  const bad = new Map<string, number>()
  for (const seed of seeds) {
    const chances = crossValidate(pages, seed)
    const found = new Map<string, Prediction & { text: string }>()
    for (const page of pages) {
      const { key, file } = page
      const html = markupOf(file)
      const input = { html, kind: 'html' as const, url: [], saved: [], title: [], fileName: basename(file) }
      const extracted = await extractPage({ ...input, resource: () => undefined }, chances.get(key))
      found.set(key, extracted)
      bad.set(key, (bad.get(key) ?? 0) + badness(page, extracted.text) / seeds.length)
    }
    const scores = measure(pages, found)
    console.log(`folds ${String(seed)}: ${lineOf(scores)}`)
    all.push(scores)
    for (const [name, own] of measureByLanguage(pages, found))
      byLanguage.set(name, [...(byLanguage.get(name) ?? []), own])
  }
  console.log(`mean:    ${lineOf(over(all, mean))}`)
  console.log(`spread:  ${lineOf(over(all, spread))}`)
  for (const [name, own] of byLanguage) console.log(`${name.padEnd(24)} ${lineOf(over(own, mean))}`)
  const order = [...pages].sort((a, b) => (bad.get(b.key) ?? 0) - (bad.get(a.key) ?? 0))
  for (const { key, corpus, truth } of order.slice(0, worst))
    console.log(`${(bad.get(key) ?? 0).toFixed(3)}  ${corpus.padEnd(8)} ${key.slice(0, 64)}  ${truth.url ?? ''}`)
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Standard deviation of a sample. */
function spread(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1))
}

/** One number for each measure, made of those of all divisions. */
const over = (
  scores: readonly Readonly<Record<string, number>>[],
  combine: (values: readonly number[]) => number,
): Record<string, number> =>
  Object.fromEntries(Object.keys(scores[0] ?? {}).map((name) => [name, combine(scores.map((one) => one[name] ?? 0))]))

const lineOf = (scores: Readonly<Record<string, number>>): string =>
  Object.entries(scores)
    .map(([name, value]) => `${name} ${value.toFixed(4)}`)
    .join('  ')
