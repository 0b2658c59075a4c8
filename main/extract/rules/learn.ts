import { isElement, type Document, type Element, type ParentNode } from '../dom/node.ts'
import type { PickKind, SiteRule } from '../../../shared/model/site-rule.ts'
import { parsePage } from '../dom/parse.ts'
import { lineOf } from '../dom/walk.ts'
import { elementNumbered, numbered, numbersOf } from './numbered.ts'
import { select, selectSet } from './select.ts'

export type Selectors = Pick<SiteRule, 'article' | 'drop' | 'title' | 'byline' | 'published'>

/** What a rule finds in one page, by the numbers of the elements. */
export type FoundNumbers = Record<PickKind, number[]>

/** A name that a person has given, not a program: it is on the site's other pages as well. */
const NAME = /^[A-Za-z][\w-]{0,40}$/
/** Numbers of articles, sums of style sheets, and what frameworks make of names. */
const MADE = /\d{3}|^(?:css|sc|jsx|svelte|emotion)-|(?:^|[-_])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{5,}$/
/** State and layout: there today, elsewhere tomorrow. */
const WEAK =
  /^(?:is|has|js|col|row|grid|container|wrap|wrapper|inner|outer|active|open|clearfix|hidden|visible|text|font|flex|[mp][trblxy]?|[wh])(?:-|$)/
/** How far up a name is looked for that tells an element from others like it. */
const ANCESTORS = 12

const isStable = (name: string): boolean => NAME.test(name) && !MADE.test(name)

/** Simple selectors of one element, the most telling first. */
function ownSelectors(element: Element): string[] {
  const { name, attribs } = element
  const own: string[] = []
  for (const key of ['itemprop', 'rel', 'property', 'role'] as const) {
    const value = attribs[key]
    if (value !== undefined && NAME.test(value)) own.push(`${name}[${key}="${value}"]`)
  }
  const { id } = attribs
  if (id !== undefined && isStable(id)) own.push(`#${id}`)
  const prefix = id === undefined || isStable(id) ? undefined : /^([A-Za-z]{3,}[-_])\d+$/.exec(id)?.[1]
  const classes = (attribs.class ?? '').split(/\s+/).filter(isStable)
  const strong = classes.filter((each) => !WEAK.test(each))
  own.push(...strong.map((each) => `${name}.${each}`))
  if (strong.length > 1) own.push(`${name}${strong.map((each) => `.${each}`).join('')}`)
  if (prefix !== undefined) own.push(`${name}[id^="${prefix}"]`)
  if (/^(?:article|main|h1|time|address|header|footer|aside|nav|section|figure)$/.test(name)) own.push(name)
  own.push(...classes.filter((each) => WEAK.test(each)).map((each) => `${name}.${each}`))
  return own
}

const parentOf = (element: Element): Element | undefined => (isElement(element.parent) ? element.parent : undefined)

/** Whether a selector finds this element and no other. */
const isAlone = (selector: string, element: Element, root: ParentNode): boolean => {
  const found = select(selector, root)
  return found.length === 1 && found[0] === element
}

/**
 * A selector for an element that is likely to find the same thing in the site's other pages: by names that people give, without
 * counting children wherever that is possible.
 */
export function selectorFor(element: Element, root: ParentNode): string {
  const own = ownSelectors(element)
  const alone = own.find((selector) => isAlone(selector, element, root))
  if (alone !== undefined) return alone
  const last = own[0] ?? element.name
  let path = last
  let inner = element
  let outer = parentOf(element)
  for (let step = 0; outer && step < ANCESTORS; step++) {
    for (const above of ownSelectors(outer)) {
      for (const selector of [`${above} ${last}`, `${above} > ${path}`]) {
        if (isAlone(selector, element, root)) return selector
      }
    }
    if (step > 0) path = `${inner.name} > ${path}`
    inner = outer
    outer = parentOf(outer)
  }
  return own.length > 0 ? last : counted(element, root)
}

/** The last resort: the way down from the nearest element with a name, counted where it has to be. */
function counted(element: Element, root: ParentNode): string {
  const steps: string[] = []
  for (let at: Element | undefined = element; at && steps.length < ANCESTORS; at = parentOf(at)) {
    const named = at === element ? undefined : ownSelectors(at)[0]
    if (named !== undefined) return [named, ...steps].join(' > ')
    const { name } = at
    const siblings = (at.parent ?? root).children.filter((other) => isElement(other) && other.name === name)
    const place = siblings.indexOf(at) + 1
    steps.unshift(siblings.length > 1 ? `${name}:nth-of-type(${String(place)})` : name)
  }
  return steps.join(' > ')
}

/** A rule with what was pointed at added to it, and what the whole of it finds in the page. */
export function learn(
  html: string,
  rule: Selectors,
  pick?: { kind: PickKind; number: number },
): { rule: Selectors; found: FoundNumbers } {
  const { document } = parsePage(numbered(html))
  const learnt = pick ? withPick(document, rule, pick) : rule
  const one = (selector: string | undefined): Element[] =>
    selector === undefined ? [] : select(selector, document).slice(0, 1)
  return {
    rule: learnt,
    found: {
      article: numbersOf(selectSet(learnt.article, document)),
      drop: numbersOf(selectSet(learnt.drop, document)),
      title: numbersOf(one(learnt.title)),
      byline: numbersOf(one(learnt.byline)),
      published: numbersOf(one(learnt.published)),
    },
  }
}

/** The outermost element that holds nothing else: the box rather than its only paragraph. */
function widest(element: Element): Element {
  const text = lineOf(element)
  let widest = element
  for (let outer = parentOf(element); outer && !/^(?:body|html)$/.test(outer.name); outer = parentOf(outer)) {
    if (lineOf(outer) !== text) break
    widest = outer
  }
  return widest
}

function withPick(
  document: Document,
  rule: Selectors,
  { kind, number }: { kind: PickKind; number: number },
): Selectors {
  const element = elementNumbered(document, number)
  if (!element) return rule
  const selector = selectorFor(widest(element), document)
  if (kind !== 'article' && kind !== 'drop') return { ...rule, [kind]: selector }
  return rule[kind].includes(selector) ? rule : { ...rule, [kind]: [...rule[kind], selector] }
}
