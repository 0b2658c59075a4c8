import { makeElement, makeText, type ChildNode, type Element } from '../dom/node.ts'
import { textOfNodes } from '../../platform/html-text.ts'
import type { Alternatives, Sources } from '../../../shared/model/article.ts'
import { warning } from '../../../shared/model/warning.ts'
import type { Extracted, PageInput } from '../article.ts'
import { parsePage } from '../dom/parse.ts'
import { squeeze } from '../dom/walk.ts'
import { directionOf, findLanguages } from '../language.ts'
import { collectEvidence } from '../metadata/evidence.ts'
import { findExcerpts } from '../metadata/metadata.ts'
import { hostOf } from '../metadata/site.ts'
import { titleOfFileName, type Candidate } from '../metadata/title.ts'
import { countWords, minutesOf } from '../reading-time.ts'
import { serialise } from '../view/serialise.ts'
import { readSavedText } from './saved-text.ts'

function element(name: string, children: ChildNode[]): Element {
  const made = makeElement(name, {}, children)
  for (const child of children) child.parent = made
  return made
}

const ITEM = /^(?:[-*•‣–]|\d{1,3}[.)])\s+(\S.*)$/

function nodesOf(captions: readonly string[], body: readonly string[]): ChildNode[] {
  const nodes: ChildNode[] = captions.map((caption) => element('figure', [element('figcaption', [makeText(caption)])]))
  let list: Element | undefined
  for (const paragraph of body) {
    const item = ITEM.exec(paragraph)?.[1]
    if (item === undefined) {
      list = undefined
      nodes.push(element('p', [makeText(paragraph)]))
      continue
    }
    const kind = /^\d/.test(paragraph) ? 'ol' : 'ul'
    if (list?.name !== kind) {
      list = element(kind, [])
      nodes.push(list)
    }
    const made = element('li', [makeText(item)])
    made.parent = list
    list.children.push(made)
  }
  return nodes
}

/** The article in a page that was saved as plain text. */
export async function extractText(input: PageInput): Promise<Extracted> {
  const saved = input.saved[0]
  const savedAt = saved ? new Date(saved.value) : new Date()
  const read = readSavedText(input.html, Number.isNaN(savedAt.getTime()) ? new Date() : savedAt)
  const nodes = nodesOf(read.captions, read.body)
  const text = textOfNodes(nodes)
  const { document } = parsePage('')
  const evidence = collectEvidence(document, [])
  const [lang] = await findLanguages(evidence, text)
  const [excerpt] = findExcerpts(evidence, text)
  const url = input.url[0] ?? read.url
  const titles: Candidate[] = [
    ...read.titles,
    ...input.title.map(({ value, source }) => ({ value: squeeze(value), source })),
    { value: titleOfFileName(input.fileName), source: 'file name' },
  ].filter(({ value }, at, all) => all.findIndex((other) => other.value === value) === at)
  const host = hostOf(url?.value)
  const site = read.site ?? (host === undefined ? undefined : { value: host, source: 'url' })
  const sources: Sources = {}
  for (const [field, found] of Object.entries({
    url,
    title: titles[0],
    byline: read.byline,
    site,
    published: read.published,
    saved,
    lang,
    excerpt,
  })) {
    if (found) Object.assign(sources, { [field]: found.source })
  }
  const alternatives: Alternatives = titles.length > 1 ? { title: titles.slice(1) } : {}
  const words = countWords(text)
  return {
    url: url?.value,
    title: titles[0]?.value ?? input.fileName,
    byline: read.byline?.value,
    site: site?.value,
    published: read.published?.value,
    saved: saved?.value,
    lang: lang?.value,
    dir: directionOf(text, lang?.value, undefined),
    excerpt: excerpt?.value,
    html: serialise(nodes),
    text,
    words,
    minutes: minutesOf(words),
    sources,
    alternatives,
    warnings: text === '' ? [warning('noText')] : [],
    assets: [],
    marks: [],
  }
}
