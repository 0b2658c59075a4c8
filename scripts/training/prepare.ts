import { blocksOf, type Blocks } from '../../main/extract/content/blocks.ts'
import { chooseScope } from '../../main/extract/content/choose.ts'
import { featuresOf } from '../../main/extract/content/features.ts'
import { knownOf } from '../../main/extract/content/known.ts'
import { parsePage } from '../../main/extract/dom/parse.ts'
import { languageTag } from '../../main/extract/language.ts'
import { collectEvidence } from '../../main/extract/metadata/evidence.ts'
import { findTitles } from '../../main/extract/metadata/title.ts'
import type { Sample } from './boost.ts'
import { markupOf, type CorpusPage } from './corpora.ts'
import { labelBlocks } from './labels.ts'

/** A page of a corpus with the features and the true labels of its blocks. */
export interface Prepared extends CorpusPage {
  page: Blocks
  rows: Float32Array[]
  labels: (0 | 1 | undefined)[]
  host: string
  title: string
  /** the language that the page names, without its country */
  lang: string
}

/** Segments are few, blocks of whole bodies many. */
const SEGMENT_WEIGHT = 2
const USUAL_BLOCKS = 80

/** Reads and labels a page; undefined for one without text. */
export function prepare(page: CorpusPage): Prepared | undefined {
  const { document, jsonLd } = parsePage(markupOf(page.file))
  const evidence = collectEvidence(document, jsonLd)
  const blocks = blocksOf(document)
  const scope = chooseScope(blocks)
  if (!scope) return undefined
  const scopes = new Map(blocks.scopes.map((one) => [one.element, one]))
  const siteNames = evidence.meta.get('og:site_name') ?? []
  const titles = findTitles({ evidence, siteNames, scopes, start: scope.from, saved: [], fileName: '' })
  const rows = featuresOf(blocks, scope, knownOf(evidence, titles[0]?.value ?? ''))
  return {
    ...page,
    page: blocks,
    rows,
    labels: labelBlocks(blocks.blocks, page.truth),
    host: hostOf(page),
    title: titles[0]?.value ?? '',
    lang: languageTag(evidence.lang)?.split('-')[0] ?? 'none named',
  }
}

/** The registered name of the site, near enough. */
function hostOf({ key, truth }: CorpusPage): string {
  const host = truth.url !== undefined && URL.canParse(truth.url) ? new URL(truth.url).hostname : key
  return host.split('.').slice(-2).join('.')
}

/** The labelled blocks of a page, weighed so that long pages and whole bodies do not drown the rest. */
export function samplesOf({ labels, page, truth }: Prepared, rows: readonly Float32Array[]): Sample[] {
  return labels.flatMap((label, at) => {
    const row = rows[at]
    if (label === undefined || row === undefined) return []
    const length = page.blocks[at]?.length ?? 0
    const body = (0.5 + Math.log2(1 + length) / 6) * Math.min(1, Math.sqrt(USUAL_BLOCKS / page.blocks.length))
    return [{ row, label, weight: truth.body === undefined ? SEGMENT_WEIGHT : body }]
  })
}
