import type { ChildNode, Element } from 'domhandler'
import { textOfNodes } from '../platform/html-text.ts'
import type { Extracted, PageInput } from './article.ts'
import { blocksOf, type Scope } from './content/blocks.ts'
import { chooseScope, likelihood } from './content/choose.ts'
import { parsePage } from './dom/parse.ts'
import { lineOf, walkElements } from './dom/walk.ts'
import { buildView } from './view/build.ts'
import { serialise } from './view/serialise.ts'
import { countWords, minutesOf } from './reading-time.ts'

/**
 * The article in a page: main text as a sanitised reading view, metadata with the source of each value, and the pictures
 * the view shows. Never touches the network; never throws for what a page holds.
 */
export function extractPage(input: PageInput): Promise<Extracted> {
  const { document } = parsePage(input.kind === 'text' ? paragraphsOf(input.html) : input.html)
  const page = blocksOf(document)
  const scope = chooseScope(page)
  const dropped = new Set<ChildNode>()
  if (scope) dropUnlikely(page.scopes, scope, page.blocks)
  const { nodes } = buildView(scope ? [scope.element] : document.children, {
    dropped,
    replace: () => undefined,
    link: (href) => resolveLink(href, input.url[0]?.value),
  })
  let title = ''
  walkElements(document, (element: Element) => {
    if (element.name === 'title' && title === '') title = lineOf(element)
  })
  const text = textOfNodes(nodes)
  const words = countWords(text)
  return Promise.resolve({
    title: title || (input.title[0]?.value ?? input.fileName),
    dir: 'ltr',
    url: input.url[0]?.value,
    html: serialise(nodes),
    text,
    words,
    minutes: minutesOf(words),
    sources: {},
    alternatives: {},
    warnings: [],
    assets: [],
    marks: [],
  })

  function dropUnlikely(scopes: Scope[], chosen: Scope, blocks: ReturnType<typeof blocksOf>['blocks']): void {
    for (const inner of scopes) {
      if (inner === chosen || inner.from < chosen.from || inner.to > chosen.to || inner.from === inner.to) continue
      let net = 0
      for (let at = inner.from; at < inner.to; at++) {
        const block = blocks[at]
        if (block) net += likelihood(block) * block.length
      }
      if (net < 0) dropped.add(inner.element)
    }
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
