import type { CorpusPage } from './corpora.ts'

const words = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []
const squeeze = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const SHINGLE = 4
/** Of fewer pages a share says nothing. */
const ENOUGH_PAGES = 15

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

const fold = (text: string): string =>
  squeeze(text)
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replace(/[\u2010-\u2015]/g, '-')
const names = (value: string | string[]): string =>
  [value]
    .flat()
    .join(';')
    .split(/\s*(?:;|,|\/| and | und | et | & )\s*/i)
    .map(fold)
    .filter((name) => name !== '')
    .sort()
    .join('|')

export interface Prediction {
  title?: string | undefined
  byline?: string | undefined
  published?: string | undefined
}

/** Shares of titles, bylines and days that are the truth's, where the truth has one. */
export function metadataScore(
  pages: readonly CorpusPage[],
  predictions: ReadonlyMap<string, Prediction>,
): Record<'title' | 'byline' | 'published', number> {
  const hits: Record<'title' | 'byline' | 'published', number[]> = { title: [], byline: [], published: [] }
  for (const { key, truth } of pages) {
    const { title = '', byline = '', published = '' } = predictions.get(key) ?? {}
    if (truth.title) hits.title.push(fold(title) === fold(truth.title) ? 1 : 0)
    if (truth.author) hits.byline.push(names(byline) === names(truth.author) ? 1 : 0)
    if (truth.date) hits.published.push(published.slice(0, 10) === truth.date ? 1 : 0)
  }
  return { title: mean(hits.title), byline: mean(hits.byline), published: mean(hits.published) }
}

/** The six measures of both corpora. */
export function measure(
  pages: readonly CorpusPage[],
  found: ReadonlyMap<string, Prediction & { text: string }>,
): Record<string, number> {
  const texts = new Map([...found].map(([key, { text }]) => [key, text]))
  const articles = pages.filter(({ corpus }) => corpus === 'articles')
  const others = pages.filter(({ corpus }) => corpus === 'pages')
  const { f1 = 0, exact = 0 } = bodyScore(articles, texts)
  const { segmentF = 0 } = segmentScore(others, texts)
  return { f1, exact, segmentF, ...metadataScore(others, found) }
}

/** The text measures of the corpora for the pages of each language with enough of them, and for all others together. */
export function measureByLanguage(
  pages: readonly (CorpusPage & { lang: string })[],
  found: ReadonlyMap<string, Prediction & { text: string }>,
): Map<string, Record<string, number>> {
  const texts = new Map([...found].map(([key, { text }]) => [key, text]))
  const languages = new Map<string, number>()
  for (const { corpus, lang } of pages)
    languages.set(`${corpus} ${lang}`, (languages.get(`${corpus} ${lang}`) ?? 0) + 1)
  const groups = new Map<string, CorpusPage[]>()
  for (const page of pages) {
    const own = `${page.corpus} ${page.lang}`
    const name = (languages.get(own) ?? 0) < ENOUGH_PAGES ? `${page.corpus} others` : own
    groups.set(name, [...(groups.get(name) ?? []), page])
  }
  const measures = new Map<string, Record<string, number>>()
  for (const [name, group] of groups) {
    const { f1 = 0, exact = 0 } = bodyScore(group, texts)
    const { segmentF = 0 } = segmentScore(group, texts)
    const isBodies = group.every(({ corpus }) => corpus === 'articles')
    measures.set(`${name} (${String(group.length)})`, isBodies ? { f1, exact } : { segmentF })
  }
  return measures
}

/** 0 to 1: how much of a page's text is wrong or missing. */
export function badness(page: CorpusPage, text: string): number {
  if (page.truth.body !== undefined) return 1 - (bodyScore([page], new Map([[page.key, text]])).f1 ?? 0)
  const shown = squeeze(text)
  const wanted = (page.truth.with ?? []).filter((segment) => !shown.includes(squeeze(segment))).length
  const unwanted = (page.truth.without ?? []).filter((segment) => shown.includes(squeeze(segment))).length
  return (wanted + unwanted) / Math.max(1, (page.truth.with?.length ?? 0) + (page.truth.without?.length ?? 0))
}
