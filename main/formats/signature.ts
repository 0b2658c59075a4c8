import { holdsSaverWord } from './syntax/any-word.ts'
import { instantOf, instantOfDigits } from './instants.ts'
import type { Found } from './page.ts'

/** What the program that saved a page wrote into it about itself. Each list best first. */
export interface Signature {
  producer?: string
  url: Found[]
  saved: Found[]
  title: Found[]
  tags?: string[]
}

/** Savers write at the top; a signature further down belongs to a page that was quoted. */
const TOP = 64 * 1024
/** The Wayback Machine writes at the end. */
const END = 4096
/** Characters of the box that MaoXian puts under a page. */
const BOX = 4096

const entities: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', '#39': "'" }

/** The few entities that savers write in attributes and comments. */
export const unescapeHtml = (text: string): string =>
  text.replace(/&(amp|quot|apos|lt|gt|#39);/g, (whole, name: string) => entities[name] ?? whole)

/** An address a page can have been saved from; undefined for `about:internet`, `file:` and what is no address. */
export function webAddress(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  if (!/^(https?|ftp):\/\//i.test(trimmed)) return undefined
  return URL.canParse(trimmed) ? trimmed : undefined
}

const found = (value: string | undefined, source: string): Found[] =>
  value === undefined || value === '' ? [] : [{ value, source }]

type Test = (html: string, top: string) => Signature | undefined

/** What stands in comments behind `start`. Cut out first, so that each character is looked at once: a pattern ends with its comment. */
function* commentsOf(html: string, start = '<!--'): Iterable<string> {
  for (let at = html.indexOf(start); at >= 0;) {
    const end = html.indexOf('-->', at + start.length)
    if (end < 0) return
    yield html.slice(html.lastIndexOf(start, end) + start.length, end)
    at = html.indexOf(start, end)
  }
}

/** What the first comment that a pattern finds something in says. */
function inComment(pattern: RegExp, html: string): RegExpExecArray | undefined {
  for (const comment of commentsOf(html)) {
    const said = pattern.exec(comment)
    if (said) return said
  }
  return undefined
}

/** Tags of one name; an unclosed one is taken to the end of the page, so that each character is looked at once. */
const tagsOf = (name: 'html' | 'meta', html: string): string[] =>
  [...html.matchAll(new RegExp(`<${name}\\b[^>]*(>|$)`, 'gi'))].flatMap(([tag, end]) => (end === '' ? [] : [tag]))

/** Comment behind `<html>`: `Page saved with SingleFile`, old `Archive processed by SingleFile`. */
const singleFile: Test = (_html, top) => {
  const comment = inComment(
    /^\s*(?:Page|Archive) (?:saved|processed) (?:with|by) (SingleFileZ?)\s+url:\s*(\S+)(?:\s+saved date:\s*([^\r\n]+))?/,
    top,
  )
  if (!comment) return undefined
  const [, producer = 'SingleFile', url, date = ''] = comment
  return {
    producer,
    url: found(webAddress(unescapeHtml(url ?? '')), `${producer} header`),
    saved: found(instantOf(date), `${producer} header`),
    title: [],
  }
}

/** `<meta name="savepage-url" …>`, `savepage-title`, `savepage-date`. */
const savePageWe: Test = (html) => {
  const tags = new Map<string, string>()
  for (const tag of tagsOf('meta', html)) {
    for (const [, name = ''] of tag.matchAll(/name=["']?savepage-(url|title|date|version)["']?/gi))
      if (!tags.has(name.toLowerCase())) tags.set(name.toLowerCase(), tag)
  }
  const value = (name: string): string | undefined => {
    const tag = tags.get(name) ?? ''
    const content = /content=(?:"([^"]*)"|'([^']*)')/i.exec(tag)
    const text = content?.[1] ?? content?.[2]
    return text === undefined ? undefined : unescapeHtml(text)
  }
  const version = value('version')
  return {
    producer: version === undefined ? 'Save Page WE' : `Save Page WE ${version}`,
    url: found(webAddress(value('url')), 'Save Page WE header'),
    saved: found(instantOf(value('date') ?? ''), 'Save Page WE header'),
    title: found(value('title')?.trim(), 'Save Page WE header'),
  }
}

/** Attributes of the root element: `data-scrapbook-source`, `-create`, `-title`. */
const webScrapBook: Test = (_html, top) => {
  const root = tagsOf('html', top).find((tag) => /\sdata-scrapbook-/i.test(tag))
  if (root === undefined) return undefined
  const value = (name: string): string | undefined => {
    const attribute = new RegExp(`\\sdata-scrapbook-${name}=(?:"([^"]*)"|'([^']*)')`, 'i').exec(root)
    const text = attribute?.[1] ?? attribute?.[2]
    return text === undefined ? undefined : unescapeHtml(text)
  }
  return {
    producer: 'WebScrapBook',
    url: found(webAddress(value('source')), 'WebScrapBook header'),
    saved: found(instantOfDigits(value('create') ?? ''), 'WebScrapBook header'),
    title: found(value('title')?.trim(), 'WebScrapBook header'),
  }
}

/** Comment `OriginalSrc: …`; at the end a box with the time and the tags, in the words of the clipper's language. */
const maoXian: Test = (html, top) => {
  const url = inComment(/\bOriginalSrc:\s*(\S+)/, top)?.[1]
  if (url === undefined) return undefined
  const box = html.indexOf('class="clipping-information"')
  const words = box < 0 ? '' : html.slice(box, box + BOX)
  const time = /\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?/.exec(words)?.[0]
  return {
    producer: 'MaoXian Web Clipper',
    url: found(webAddress(unescapeHtml(url)), 'MaoXian header'),
    saved: found(time === undefined ? undefined : instantOf(time), 'MaoXian box'),
    title: [],
    tags: [...words.matchAll(/<code>([^<]{1,100})<\/code>/g)].map((one) => unescapeHtml(one[1] ?? '')),
  }
}

/** Comment `Mirrored from example.org/page.html by HTTrack Website Copier/3.49-2 […], Fri, 12 Jun 2015 08:33:11 GMT`. */
const httrack: Test = (html) => {
  for (const comment of commentsOf(html, '<!-- Mirrored from ')) {
    const [place = '', rest, ...more] = comment.split(' by HTTrack Website Copier/')
    if (rest === undefined || more.length > 0 || /\s/.test(place)) continue
    const version = /^\S+/.exec(rest)?.[0]
    const behind = rest.indexOf('],')
    if (version === undefined || behind < 0) continue
    const url = /^https?:/.test(place) ? place : `http://${place}`
    return {
      producer: `HTTrack ${version}`,
      url: found(webAddress(unescapeHtml(url)), 'HTTrack header'),
      saved: found(instantOf(rest.slice(behind + '],'.length)), 'HTTrack header'),
      title: [],
    }
  }
  return undefined
}

/** Comment `Saved from https://… at 2021-01-01T10:00:00Z using monolith v2.4.0`. */
const monolith: Test = (_html, top) => {
  const comment = inComment(/^ Saved from (?:(\S+)|local source) at (.+?) using monolith v?(\S+) $/, top)
  if (!comment) return undefined
  const [, url, date = '', version = ''] = comment
  return {
    producer: `monolith ${version}`,
    url: found(webAddress(url === undefined ? undefined : unescapeHtml(url)), 'monolith header'),
    saved: found(instantOf(date), 'monolith header'),
    title: [],
  }
}

/** Comment ` saved from url=(0024)https://… `, where the number is the length of the address. */
const savedFromUrl: Test = (_html, top) => {
  const comment = inComment(/^\s*saved from url=\((\d+)\)([^]*)/, top)
  if (!comment) return undefined
  const [, length = '0', rest = ''] = comment
  const whole = rest.trim()
  const counted = rest.slice(0, Number(length))
  // the count is of characters before a comment's dashes were escaped: it only helps when something follows the address
  const url = webAddress(/\s/.test(whole) ? counted : whole)
  const ie = tagsOf('meta', top).flatMap((tag) => /content=["']?MSHTML (\d+)/i.exec(tag)?.[1] ?? [])[0]
  return {
    producer: ie === undefined ? 'Chrome' : `Internet Explorer ${ie}`,
    url: found(url?.replace(/%2D%2D/g, '--'), 'saved from url comment'),
    saved: [],
    title: [],
  }
}

/** Comment at the end of pages saved out of the Wayback Machine: when it was captured. */
const wayback: Test = (html) => {
  const comment = /FILE ARCHIVED ON (\d\d:\d\d:\d\d \w{3} \d{1,2}, \d{4})/.exec(html.slice(-END))
  const url = /\bhttps?:\/\/web\.archive\.org\/web\/\d{4,14}[a-z_]*\/(https?:\/\/[^"'\s<>]+)/.exec(
    html.slice(0, TOP),
  )?.[1]
  if (!comment) return undefined
  return {
    producer: undefined,
    url: found(webAddress(url), 'Wayback Machine address'),
    saved: found(instantOf(`${comment[1] ?? ''} GMT`), 'Wayback Machine header'),
    title: [],
  }
}

/** Each with a word that must be there: looking for a plain word is far quicker than going through a page with a pattern. */
const tests: readonly (readonly [word: string, where: 'top' | 'page' | 'end', test: Test])[] = [
  ['SingleFile', 'top', singleFile],
  ['savepage-url', 'page', savePageWe],
  ['data-scrapbook-', 'top', webScrapBook],
  ['OriginalSrc:', 'top', maoXian],
  ['Mirrored from', 'page', httrack],
  ['using monolith', 'top', monolith],
  ['saved from url=', 'top', savedFromUrl],
  ['FILE ARCHIVED ON', 'end', wayback],
]

/**
 * The saver's own signature in a page's markup; a page that went through two savers has both, the first named wins. `mayHave`: what
 * `holdsSaverWord` says of the page.
 */
export function signatureOf(html: string, mayHave = holdsSaverWord(html)): Signature {
  const top = html.slice(0, TOP)
  const parts = { top, page: html, end: html.slice(-END) }
  const all = tests
    .map(([word, where, test]) => {
      const may = mayHave || where === 'end'
      return may && parts[where].includes(word) ? test(html, top) : undefined
    })
    .filter((one) => one !== undefined)
  return {
    producer: all.find((one) => one.producer !== undefined)?.producer,
    url: all.flatMap((one) => one.url),
    saved: all.flatMap((one) => one.saved),
    title: all.flatMap((one) => one.title),
    tags: all.flatMap((one) => one.tags ?? []),
  }
}
