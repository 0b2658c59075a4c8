import type { ChildNode } from 'domhandler'
import { textOfNodes } from '../platform/html-text.ts'
import type { Extracted, PageInput } from './article.ts'
import { blocksOf } from './content/blocks.ts'
import { chooseScope } from './content/choose.ts'
import { decide } from './content/decide.ts'
import { knownOf } from './content/known.ts'
import { parsePage } from './dom/parse.ts'
import { commonScope } from './content/features.ts'
import { directionOf, findLanguages, languageTag } from './language.ts'
import { collectEvidence } from './metadata/evidence.ts'
import { findExcerpts, findMetadata } from './metadata/metadata.ts'
import { countWords, minutesOf } from './reading-time.ts'
import { buildView } from './view/build.ts'
import { serialise } from './view/serialise.ts'

/**
 * The article in a page: main text as a sanitised reading view, metadata with the source of each value, and the pictures
 * the view shows. Never touches the network; never throws for what a page holds.
 */
export async function extractPage(input: PageInput): Promise<Extracted> {
  const { document, jsonLd } = parsePage(input.kind === 'text' ? paragraphsOf(input.html) : input.html)
  const evidence = collectEvidence(document, jsonLd)
  const page = blocksOf(document)
  const scope = chooseScope(page)
  const scopes = new Map(page.scopes.map((one) => [one.element, one]))
  const place = { blocks: page.blocks, scopes, start: scope?.from ?? 0, end: scope?.to ?? page.blocks.length }
  const metadata = findMetadata(input, evidence, place, languageTag(evidence.lang))
  const { kept } = decide(page, knownOf(evidence, metadata.values.title))
  const root = commonScope(page.blocks, kept)
  const dropped = new Set<ChildNode>()
  for (const block of page.blocks) if (!kept[block.index]) for (const node of block.nodes) dropped.add(node)
  const { nodes } = buildView(root ? [root.element] : document.children, {
    dropped,
    replace: () => undefined,
    link: (href) => resolveLink(href, metadata.values.url),
  })
  const text = textOfNodes(nodes)
  const words = countWords(text)
  const languages = await findLanguages(evidence, text)
  const lang = languages[0]
  const excerpts = findExcerpts(evidence, text)
  const { sources, alternatives } = metadata
  if (lang) sources.lang = lang.source
  if (excerpts[0]) sources.excerpt = excerpts[0].source
  if (excerpts.length > 1) alternatives.excerpt = excerpts.slice(1)
  return {
    ...metadata.values,
    lang: lang?.value,
    dir: directionOf(text, lang?.value, evidence.dir),
    excerpt: excerpts[0]?.value,
    html: serialise(nodes),
    text,
    words,
    minutes: minutesOf(words),
    sources,
    alternatives,
    warnings: [],
    assets: [],
    marks: [],
  }
}

function resolveLink(href: string, base: string | undefined): string | undefined {
  const trimmed = href.trim()
  if (trimmed.startsWith('#')) return trimmed
  if (!URL.canParse(trimmed, base)) return undefined
  const url = new URL(trimmed, base)
  return /^(?:https?|mailto):$/.test(url.protocol) ? url.href : undefined
}

function paragraphsOf(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  return escaped
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('')
}
