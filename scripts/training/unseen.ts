import { basename } from 'node:path'
import { extractPage } from '../../main/extract/extract.ts'
import { markupOf } from './corpora.ts'
import type { Prepared } from './prepare.ts'
import { badness, measure, type Prediction } from './score.ts'
import { crossValidate } from './stages.ts'

/** Prints all measures on sites that the trees have not seen, a line for each division into folds, and their means. */
export async function reportUnseen(pages: readonly Prepared[], seeds: readonly number[], worst: number): Promise<void> {
  const sums: Record<string, number> = {}
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
    for (const name in scores) sums[name] = (sums[name] ?? 0) + (scores[name] ?? 0) / seeds.length
  }
  console.log(`mean:    ${lineOf(sums)}`)
  const order = [...pages].sort((a, b) => (bad.get(b.key) ?? 0) - (bad.get(a.key) ?? 0))
  for (const { key, corpus, truth } of order.slice(0, worst))
    console.log(`${(bad.get(key) ?? 0).toFixed(3)}  ${corpus.padEnd(8)} ${key.slice(0, 64)}  ${truth.url ?? ''}`)
}

const lineOf = (scores: Readonly<Record<string, number>>): string =>
  Object.entries(scores)
    .map(([name, value]) => `${name} ${value.toFixed(4)}`)
    .join('  ')
