import { isElement, isText, makeDocument, type ChildNode, type Document, type Element } from './dom/node.ts'
import { textOfNodes } from '../platform/html-text.ts'
import type { Extracted, PageInput } from './article.ts'
import { blocksOf, type Scope } from './content/blocks.ts'
import { chooseScope } from './content/choose.ts'
import { isCaptionOfText } from './content/captions.ts'
import { decide } from './content/decide.ts'
import { commonScope } from './content/surroundings.ts'
import { keepFootnotes } from './content/footnotes.ts'
import { knownOf } from './content/known.ts'
import { parsePage, type ParsedPage } from './dom/parse.ts'
import { rawText, walkElements } from './dom/walk.ts'
import { FEW_WORDS, showHeldText } from './held-text.ts'
import { directionOf, findLanguages, languageTag } from './language.ts'
import { collectEvidence } from './metadata/evidence.ts'
import { articlesOf, readJsonLd } from './metadata/json-ld.ts'
import { findExcerpts, findMetadata, findUrls } from './metadata/metadata.ts'
import { paywallWarning } from './metadata/paywall.ts'
import { leaveBylineOut, leaveContactOut } from './metadata/byline-line.ts'
import { findTitles } from './metadata/title.ts'
import { countWords, minutesOf } from './reading-time.ts'
import { applyRules, keptInside, leaveTitleOut, setRuled } from './rules/apply.ts'
import { extractText } from './saved-text/extract-text.ts'
import { buildView } from './view/build.ts'
import { areLineNumbers, formula, isCodeTable, listing } from './view/code-and-formulas.ts'
import { withOpening } from './view/opening-picture.ts'
import { findLead } from './view/lead-picture.ts'
import { findPictures, type Pictures } from './view/pictures.ts'
import { pictureStore } from './view/picture-store.ts'
import { serialise } from './view/serialise.ts'
import { warning } from '../../shared/model/warning.ts'

/**
 * The article in a page: main text as a sanitised reading view, metadata with the source of each value, and the pictures
 * the view shows. Never touches the network; never throws for what a page holds. `chances` of the blocks take the place of
 * the shipped model's when another one is measured.
 */
export async function extractPage(input: PageInput, chances?: readonly number[]): Promise<Extracted> {
  return withOpening(await extractArticle(input, chances), input)
}

async function extractArticle(input: PageInput, chances?: readonly number[]): Promise<Extracted> {
  if (input.kind === 'text') return extractText(input)
  const page = parsePage(input.html)
  const shown = await readTree(input, page, {
    chances,
    article: input.whole === true ? bodyOf(page.document) : undefined,
  })
  if (shown.words >= FEW_WORDS || shown.rule !== undefined) return shown
  const held = showHeldText(page, articlesOf(readJsonLd(page.jsonLd)), shown.words)
  if (!held) return shown
  const found = await readTree(input, page, held.whole ? { article: held.element } : {})
  return found.words > shown.words ? { ...found, warnings: [held.warning, ...found.warnings] } : shown
}

interface Told {
  chances?: readonly number[] | undefined
  /** the element that is the article, all of it */
  article?: Element | undefined
}

function bodyOf(document: Document): Element | undefined {
  let body: Element | undefined
  walkElements(document, (element) => {
    if (element.name === 'body') body ??= element
    return body === undefined
  })
  return body
}

async function readTree(input: PageInput, { document, jsonLd, cut }: ParsedPage, told: Told): Promise<Extracted> {
  const evidence = collectEvidence(document, jsonLd)
  const ruled = applyRules(input.rules ?? [], document, findUrls(evidence, input.url)[0]?.value)
  const page = blocksOf(document)
  const scope = chooseScope(page)
  const scopes = new Map<Element, Scope>()
  for (const one of page.scopes) scopes.set(one.element, one)
  const given = {
    evidence,
    scopes,
    siteNames: evidence.meta.get('og:site_name') ?? [],
    saved: input.title,
    fileName: input.fileName,
  }
  const [guess] = findTitles({ ...given, start: scope?.from ?? 0 })
  const article = ruled?.article ?? (told.article && new Set([told.article]))
  const { kept } = article
    ? { kept: keptInside(page, article) }
    : decide(page, knownOf(evidence, guess?.value ?? ''), told.chances)
  if (!article) keepFootnotes(page.blocks, page.scopes, kept)
  const place = { blocks: page.blocks, scopes, start: Math.max(0, kept.indexOf(true)), end: kept.lastIndexOf(true) + 1 }
  const metadata = findMetadata(input, evidence, place, languageTag(evidence.lang))
  if (ruled) setRuled(metadata, ruled, latestOf(input.saved), languageTag(evidence.lang))
  const { byline, published: day } = metadata.values
  if (input.bare !== true) {
    if (article) leaveTitleOut(page, kept, metadata.titleAt)
    leaveBylineOut(page.blocks, kept, { byline, day, latest: latestOf(input.saved), lang: languageTag(evidence.lang) })
  }
  if (!article) leaveContactOut(page.blocks, kept, byline)
  // an article that is known has its pictures, also where no text stands beside them
  const known = told.article && scopes.get(told.article)
  const root = known ?? commonScope(page.blocks, kept) ?? page.scopes[0]
  const dropped = new Set<ChildNode>()
  if (root) {
    // the view is made of nothing else
    for (let at = root.from; at < root.to; at++) {
      const block = page.blocks[at]
      if (block && !kept[at] && !isCaptionOfText(block, kept)) for (const node of block.nodes) dropped.add(node)
    }
  }
  const store = pictureStore(input)
  const pictures = root
    ? await findPictures(page, scopes, root, kept, store)
    : { replaced: new Map<Element, Element | null>(), missing: 0, left: 0 }
  const base = baseOf(evidence.base, metadata.values.url)
  const nodes = buildView(root && root.depth > 0 ? [root.element] : document.children, {
    dropped,
    replace: (element) => {
      const picture = pictures.replaced.get(element)
      if (picture !== undefined) return picture
      if (element.name === 'pre' || isCodeTable(element))
        return hasKeptText(element, dropped) && !areLineNumbers(element) ? listing(element) : null
      const stand = formula(element)
      return stand && element.name !== 'script' && element.name !== 'img' && !hasKeptText(element, dropped)
        ? null
        : stand
    },
    link: (href) => resolveLink(href, base),
  })
  if (root && !article && !beginsWithPicture(nodes)) {
    const named = NAMED_PICTURES.flatMap((key) => evidence.meta.get(key) ?? [])
    const { titleAt } = metadata
    const { refused } = store
    const lead = await findLead({ page, scopes, root, kept, titleAt, named }, store)
    if (lead.figure) nodes.unshift(lead.figure)
    else if (store.refused > refused) pictures.left++
    else if (lead.there) pictures.missing++
  }
  const image = firstPicture(nodes)
  const text = textOfNodes(nodes)
  const words = countWords(text)
  const languages = await findLanguages(evidence, text)
  const lang = languages[0]
  const excerpts = findExcerpts(evidence, text)
  const { sources, alternatives } = metadata
  if (lang) sources.lang = lang.source
  if (excerpts[0]) sources.excerpt = excerpts[0].source
  if (excerpts.length > 1) alternatives.excerpt = excerpts.slice(1)
  if (image !== undefined) sources.image = 'first picture'
  const warnings = warningsOf(pictures, store.assets.length, cut, text)
  const wall = told.article ? undefined : paywallWarning(evidence.articles, { blocks: page.blocks, kept, words })
  if (wall !== undefined) warnings.push(wall)
  return {
    ...metadata.values,
    lang: lang?.value,
    dir: directionOf(text, lang?.value, evidence.dir),
    excerpt: excerpts[0]?.value,
    image,
    html: serialise(nodes),
    text,
    words,
    minutes: minutesOf(words),
    sources,
    alternatives,
    warnings,
    assets: store.assets,
    marks: [],
    rule: ruled?.id,
  }
}

/** Where a page names the picture of its article. */
const NAMED_PICTURES = ['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image', 'twitter:image:src']

const beginsWithPicture = ([first]: readonly ChildNode[]): boolean =>
  isElement(first) && first.name === 'figure' && firstPicture([first]) !== undefined

function firstPicture(nodes: readonly ChildNode[]): string | undefined {
  let first: string | undefined
  walkElements(makeDocument([...nodes]), ({ name, attribs }) => {
    if (name === 'img') first ??= attribs.src
    return first === undefined
  })
  return first
}

/** No page is dated after it was saved. */
function latestOf(saved: PageInput['saved']): Date {
  const at = new Date(saved[0]?.value ?? Number.NaN)
  return Number.isNaN(at.getTime()) ? new Date() : at
}

function warningsOf(
  { missing, left }: Omit<Pictures, 'replaced'>,
  shown: number,
  cut: boolean,
  text: string,
): string[] {
  const warnings: string[] = []
  const all = missing + left + shown
  if (missing > 0) warnings.push(warning('pictures', { missing, all }))
  if (left > 0) warnings.push(warning('picturesLeft', { left, all }))
  if (cut) warnings.push(warning('left'))
  if (text === '') warnings.push(warning('noText'))
  return warnings
}

function hasKeptText(element: Element, dropped: ReadonlySet<ChildNode>): boolean {
  let found = rawText(element).trim() === ''
  const check = (node: ChildNode): void => {
    if (isText(node) && node.data.trim() !== '' && !dropped.has(node)) found = true
  }
  element.children.forEach(check)
  walkElements(element, (inner) => {
    inner.children.forEach(check)
    return !found
  })
  return found
}

/** What relative links are relative to: `<base>`, itself relative to the page. */
function baseOf(base: string | undefined, url: string | undefined): string | undefined {
  if (base !== undefined && URL.canParse(base, url)) return new URL(base, url).href
  return url
}

/** Absolute web and mail addresses and places inside the page; undefined for everything else. */
function resolveLink(href: string, base: string | undefined): string | undefined {
  const trimmed = href.trim()
  if (trimmed.startsWith('#')) return trimmed
  if (!URL.canParse(trimmed, base)) return undefined
  const url = new URL(trimmed, base)
  if (!/^(?:https?|mailto):$/.test(url.protocol)) return undefined
  // savers make links inside the page absolute
  if (url.hash !== '' && base !== undefined && url.href.slice(0, -url.hash.length) === base.split('#')[0])
    return decodeHash(url.hash)
  return url.href
}

function decodeHash(hash: string): string {
  try {
    return decodeURIComponent(hash)
  } catch {
    return hash
  }
}
