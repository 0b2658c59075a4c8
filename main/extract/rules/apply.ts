import { isElement, removeNode, type AnyNode, type Element, type ParentNode } from '../dom/node.ts'
import { siteOf } from '../../../shared/model/address.ts'
import type { SiteRule } from '../../../shared/model/site-rule.ts'
import type { Blocks } from '../content/blocks.ts'
import { Place } from '../content/blocks.ts'
import { lineOf } from '../dom/walk.ts'
import { splitByline } from '../metadata/byline-names.ts'
import { parseMachineDate, parseWrittenDate } from '../metadata/date.ts'
import type { FoundMetadata } from '../metadata/metadata.ts'
import { select, selectSet } from './select.ts'

/** Where a value comes from that a site rule has pointed at. */
export const BY_RULE = 'site rule'
/** A byline longer than this is a paragraph. */
const MAX_BYLINE = 200

/** A site rule that has a say in a page. */
export interface Ruled {
  id: string
  /** the elements that are the article; undefined when the extractor decides */
  article: ReadonlySet<Element> | undefined
  values: { title?: string; byline?: string; published?: Element }
}

/**
 * The first rule of the page's site that finds something in it. What it drops is taken out of the tree, so that nothing of it is
 * text or picture. A rule whose article is not in the page does not speak of such pages.
 */
export function applyRules(
  rules: readonly SiteRule[],
  document: ParentNode,
  url: string | undefined,
): Ruled | undefined {
  const host = rules.length > 0 ? siteOf(url) : undefined
  for (const rule of rules) {
    if (rule.host !== host) continue
    const article = selectSet(rule.article, document)
    const written = [...article].some((element) => lineOf(element) !== '')
    if (rule.article.length > 0 && !written) continue
    const dropped = selectSet(rule.drop, document)
    const one = (selector: string | undefined): Element | undefined =>
      selector === undefined ? undefined : select(selector, document)[0]
    const [title, byline, published] = [one(rule.title), one(rule.byline), one(rule.published)]
    const pointed = [title, byline, published].filter((element) => element !== undefined)
    if (!written && dropped.size === 0 && pointed.length === 0) continue
    const ruled: Ruled = {
      id: rule.id,
      article: written ? article : undefined,
      values: {
        ...(title ? { title: lineOf(title) } : {}),
        ...(byline ? { byline: bylineOf(byline) } : {}),
        ...(published ? { published } : {}),
      },
    }
    for (const element of dropped) removeNode(element)
    // they stand above the article as what they are; in its text they would come twice
    if (written) for (const element of pointed) if (!holdsOneOf(element, article)) removeNode(element)
    return ruled
  }
  return undefined
}

function holdsOneOf(element: Element, others: ReadonlySet<Element>): boolean {
  for (const other of others) {
    for (let node: ParentNode | null = other; node; node = node.parent) if (node === element) return true
  }
  return false
}

function bylineOf(element: Element): string {
  const line = lineOf(element)
  return splitByline(line, true).join(', ') || line.slice(0, MAX_BYLINE)
}

/** One flag a block: whether it is inside the elements of a rule's article. Captions stand beside the text. */
export function keptInside({ blocks }: Blocks, article: ReadonlySet<Element>): boolean[] {
  return blocks.map(({ nodes }) => {
    let inside = false
    for (let node: AnyNode | null | undefined = nodes[0]?.parent; node; node = node.parent) {
      if (!isElement(node)) continue
      if (node.name === 'figcaption') return false
      inside ||= article.has(node)
    }
    return inside
  })
}

/** A heading that says the title is not part of the text below it. */
export function leaveTitleOut({ blocks }: Blocks, kept: boolean[], titleAt: number | undefined): void {
  const block = titleAt === undefined ? undefined : blocks[titleAt]
  if (block && (block.scope.place & Place.heading) !== 0) kept[block.index] = false
}

/** Puts what a rule points at in the place of what was found, which stays as the first of the other choices. */
export function setRuled(
  { values, sources, alternatives }: FoundMetadata,
  ruled: Ruled,
  latest: Date,
  lang: string | undefined,
): void {
  const { title, byline, published } = ruled.values
  const day = published && dateOf(published, latest, lang)
  for (const [field, value] of Object.entries({ title, byline, published: day })) {
    if (value === undefined || value === '' || !isRuledField(field)) continue
    const found = values[field]
    const source = sources[field]
    if (found !== undefined && found !== value && source !== undefined) {
      alternatives[field] = [{ value: found, source }, ...(alternatives[field] ?? [])]
    }
    values[field] = value
    sources[field] = BY_RULE
  }
}

const isRuledField = (field: string): field is 'title' | 'byline' | 'published' =>
  field === 'title' || field === 'byline' || field === 'published'

/** The date that an element says: for machines first, then as people write it. */
function dateOf(element: Element, latest: Date, lang: string | undefined): string | undefined {
  const inner = [element, ...select('time, [datetime], meta[content]', element)]
  for (const { attribs } of inner) {
    const machine = attribs.datetime ?? attribs.content
    const moment = machine === undefined ? undefined : parseMachineDate(machine, latest)
    if (moment) return moment.iso
  }
  const line = lineOf(element)
  return (parseWrittenDate(line, latest, lang)?.moment ?? parseMachineDate(line, latest))?.iso
}
