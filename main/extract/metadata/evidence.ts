import { isElement, type Document, type Element } from '../dom/node.ts'
import { Hint, hintsOfNamed } from '../content/words.ts'
import { lineOf, walkPage } from '../dom/walk.ts'
import { articlesOf, readJsonLd, type Described, type Thing } from './json-ld.ts'
import type { HeadingText } from './title.ts'

/** Everything a page says about itself outside its text, collected in one pass; nothing decided yet. */
export interface Evidence {
  /** `name`, `property` or `http-equiv` of meta elements, in lower case, to their contents */
  meta: Map<string, string[]>
  /** `rel` of link elements to their first address */
  links: Map<string, string>
  /** microdata and RDFa: property to the elements that carry it */
  items: Map<string, Element[]>
  times: Element[]
  headings: Element[]
  /** what was read in them, once it was asked for (kept here and not in a WeakMap: of its values none dies young) */
  headingTexts: Map<Element, HeadingText>
  /** elements that name a person in the words of HTML, h-entry or common class names */
  people: Element[]
  /** elements that hold a date by their class or id */
  dated: Element[]
  title: string
  lang: string | undefined
  dir: string | undefined
  base: string | undefined
  described: Described
  articles: Thing[]
}

const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

/** The element of HTML, and those that programs put in its place to count the days since. */
const TIMES: ReadonlySet<string> = new Set(['time', 'relative-time', 'time-ago', 'local-time'])

const add = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const there = map.get(key)
  if (there) there.push(value)
  else map.set(key, [value])
}

/** `DC:creator` is also written `DC.creator`. */
const metaName = (key: string): string => {
  const name = key.toLowerCase().trim()
  return name.startsWith('dc') ? name.replace(':', '.') : name
}

/** Collects what a page says about itself. */
export function collectEvidence(document: Document, jsonLd: readonly string[]): Evidence {
  const described = readJsonLd(jsonLd)
  const evidence: Evidence = {
    meta: new Map(),
    links: new Map(),
    items: new Map(),
    times: [],
    headings: [],
    headingTexts: new Map(),
    people: [],
    dated: [],
    title: '',
    lang: undefined,
    dir: undefined,
    base: undefined,
    described,
    articles: articlesOf(described),
  }
  walkPage(document, (element) => {
    const { name, attribs } = element
    if (name === 'meta') {
      const content = attribs.content?.trim()
      if (content === undefined || content === '') return
      for (const key of [attribs.property, attribs.name, attribs['http-equiv']]) {
        if (key !== undefined) add(evidence.meta, metaName(key), content)
      }
    } else if (name === 'link') {
      const { rel, href } = attribs
      if (rel !== undefined && href !== undefined) {
        for (const word of rel.toLowerCase().split(/\s+/)) if (!evidence.links.has(word)) evidence.links.set(word, href)
      }
    } else if (name === 'title') {
      if (evidence.title === '' && inHead(element)) evidence.title = lineOf(element)
    } else if (name === 'html' || name === 'body') {
      evidence.lang ??= attribs.lang ?? attribs['xml:lang']
      evidence.dir ??= attribs.dir
    } else if (name === 'base') evidence.base ??= attribs.href
    else if (TIMES.has(name)) evidence.times.push(element)
    else if (HEADINGS.has(name)) evidence.headings.push(element)
    if (attribs.itemprop !== undefined)
      for (const key of attribs.itemprop.split(/\s+/)) add(evidence.items, key, element)
    else if (attribs.property !== undefined && name !== 'meta') {
      for (const key of attribs.property.split(/\s+/)) add(evidence.items, key.replace(/^\w+:/, ''), element)
    }
    const { class: cls, id, rel } = attribs
    if (rel !== undefined && /(?:^|\s)author(?:\s|$)/.test(rel)) evidence.people.push(element)
    else if (cls !== undefined || id !== undefined) {
      const hints = hintsOfNamed(cls, id)
      if (hints & Hint.person) evidence.people.push(element)
      if (hints & Hint.dated) evidence.dated.push(element)
    }
  })
  return evidence
}

function inHead(element: Element): boolean {
  for (let { parent } = element; parent; parent = parent.parent) {
    if (isElement(parent) && (parent.name === 'svg' || parent.name === 'body')) return false
  }
  return true
}
