// npm run train: trains the trees that judge blocks and writes main/extract/content/model.json.
// First it says what the same training reaches on sites that it has not seen: that figure, not the one of
// `npm run score` on the same pages, is what the extractor is worth.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { blocksOf, type Blocks } from '../main/extract/content/blocks.ts'
import { chooseScope } from '../main/extract/content/choose.ts'
import { settle } from '../main/extract/content/decide.ts'
import { FEATURES, featuresOf } from '../main/extract/content/features.ts'
import { knownOf } from '../main/extract/content/known.ts'
import { judge } from '../main/extract/content/trees.ts'
import { parsePage } from '../main/extract/dom/parse.ts'
import { collectEvidence } from '../main/extract/metadata/evidence.ts'
import { findTitles } from '../main/extract/metadata/title.ts'
import { accuracy, boost, type Sample } from './training/boost.ts'
import { corporaFolder, CORPORA, markupOf, pagesOf, type CorpusPage } from './training/corpora.ts'
import { labelBlocks } from './training/labels.ts'
import { bodyScore, segmentScore } from './training/score.ts'

const OPTIONS = { rounds: 200, depth: 3, rate: 0.08, least: 2, lambda: 3, features: 0.3 }
const FOLDS = 5
/** Segments are few, blocks of whole bodies many. */
const SEGMENT_WEIGHT = 2
const USUAL_BLOCKS = 80

interface Prepared extends CorpusPage {
  page: Blocks
  rows: Float32Array[]
  labels: (0 | 1 | undefined)[]
  fold: number
}

function prepare(page: CorpusPage): Prepared | undefined {
  const { document, jsonLd } = parsePage(markupOf(page.file))
  const evidence = collectEvidence(document, jsonLd)
  const blocks = blocksOf(document)
  const scope = chooseScope(blocks)
  if (!scope) return undefined
  const scopes = new Map(blocks.scopes.map((one) => [one.element, one]))
  const siteNames = evidence.meta.get('og:site_name') ?? []
  const titles = findTitles({ evidence, siteNames, scopes, start: scope.from, saved: [], fileName: '' })
  const rows = featuresOf(blocks, scope, knownOf(evidence, titles[0]?.value ?? ''))
  return { ...page, page: blocks, rows, labels: labelBlocks(blocks.blocks, page.truth), fold: foldOf(page) }
}

/** All pages of a site are in one fold: what is learned about a site must not be tried on it. */
function foldOf({ key, truth }: CorpusPage): number {
  const host = truth.url !== undefined && URL.canParse(truth.url) ? new URL(truth.url).hostname : key
  let hash = 0
  for (const character of host.split('.').slice(-2).join('.'))
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return hash % FOLDS
}

function samplesOf(pages: readonly Prepared[]): Sample[] {
  return pages.flatMap(({ rows, labels, page, truth }) =>
    labels.flatMap((label, at) => {
      const row = rows[at]
      if (label === undefined || row === undefined) return []
      const length = page.blocks[at]?.length ?? 0
      const body = (0.5 + Math.log2(1 + length) / 6) * Math.min(1, Math.sqrt(USUAL_BLOCKS / page.blocks.length))
      return [{ row, label, weight: truth.body === undefined ? SEGMENT_WEIGHT : body }]
    }),
  )
}

const folder = corporaFolder()
if (folder === undefined) {
  console.error('The corpora are not here (KEEPLEAF_CORPORA); nothing was trained.')
  process.exit(2)
}
const pages = CORPORA.flatMap((corpus) => pagesOf(folder, corpus)).flatMap((page) => prepare(page) ?? [])
console.error(`${String(pages.length)} pages, ${String(FEATURES.length)} features`)
const texts = new Map<string, string>()
for (let fold = 0; fold < FOLDS; fold++) {
  const seen = pages.filter((page) => page.fold !== fold)
  const unseen = pages.filter((page) => page.fold === fold)
  const trees = boost(samplesOf(seen), OPTIONS)
  for (const { key, page, rows } of unseen) {
    const { kept } = settle(
      page,
      rows.map((row) => judge(trees, row)),
    )
    texts.set(key, page.blocks.flatMap(({ text }, at) => (kept[at] ? [text] : [])).join('\n'))
  }
  console.error(`fold ${String(fold)}: ${accuracy(trees, samplesOf(unseen)).toFixed(4)} of the blocks of unseen sites`)
}
console.log('unseen sites:', bodyScore(pages, texts), segmentScore(pages, texts))
const trees = boost(samplesOf(pages), OPTIONS)
writeFileSync(join(import.meta.dirname, '../main/extract/content/model.json'), `${JSON.stringify(trees)}\n`)
