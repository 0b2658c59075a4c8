import { isElement, type Element } from '../dom/node.ts'
import { flows, Place, type Block } from '../content/blocks.ts'
import { lineOf, linesWithin } from '../dom/walk.ts'
import { nearestScope, type ArticlePlace } from './article-place.ts'
import { eastNames, eastNamesAtEnds } from './byline-east.ts'
import { PERSON, plausible, ROLE, splitByline, startsUpper } from './byline-names.ts'
import { outsideOf } from './outside.ts'

export interface BylineContext extends ArticlePlace {
  siteNames: readonly string[]
}

/** A byline is one line. */
const BYLINE_LINE = 160
const NEAR = 8
const LAST_LINES = 2

/** What was written, before the name of who wrote it. */
const KIND =
  'beitrag|artikel|gastbeitrag|gastkommentar|interview|reportage|bericht|analyse|story|report|article|text|testo|texto|tekst|aufgezeichnet|protokolliert|zusammengestellt|propos recueillis|a cura'

const STARTS_BYLINE = new RegExp(
  `^(?:(?:(?:an?|eine?|une?)\\s+)?(?:${KIND})\\s+(?:by|von|par|por|di|da|door)|ein kommentar von|` +
    'by|von|par|por|di|door|av|af|oleh|text|texte|words by|autor|autorin|autoren|author|authors|auteur|written by|posted by|published by|' +
    'geschrieben von|verfasst von|erstellt von|gepostet von|veröffentlicht von|publicado por|escrito por|publié par|écrit par|' +
    'rédigé par|scritto da|pubblicato da|geschreven door|gepubliceerd door|автор|γράφει [οη]|מאת|بقلم)\\s*[:.]?\\s+(\\S.*)$',
  'iu',
)

/** The same inside a line that holds a date or labels as well. */
const WITHIN_LINE =
  /(?:\d{4}|\d:\d{2}(?:\s*Uhr)?|\d)\s*,?\s*(?:\||[-–·]|in \p{L}+)?\s*(?:(?:posted|published|written|publicado|escrito|publié|écrit|erstellt|verfasst|veröffentlicht|geschrieben|eingestellt|scritto|pubblicato)\s)?(?:by|von|par|por|da|di)\s*:?\s+(\p{Lu}.*)$/iu
const LABELLED =
  /(?<!\p{L})(?:autor(?:in|en)?|authors?|redaktion|redakteur(?:in)?|verfasser(?:in)?|auteur|autore|words|interview|protokoll|text(?:\s*(?:und|&|\+|\/)\s*(?:fotos?|bild(?:er)?))?|texte|testo|texto|tekst|teksti|текст|redacción|redação|yazan|yazar|haber|szerző|írta|penulis|tác giả|συντάκτης|كتب|نویسنده)\s*:\s*(\S.*)$/iu
const LINES: readonly (readonly [RegExp, number])[] = [
  [STARTS_BYLINE, 5.5],
  [/^By(?=\p{Lu}[\p{L}.])(.+)$/u, 5],
  [WITHIN_LINE, 4.5],
  [LABELLED, 4.5],
]
/** `By` on a line of its own above the name. */
const ONLY_BY = /^(?:by|von|par|por|di|da|door|autor(?:in|en)?|authors?|auteur|text|written by)\s*:?$/i
const DATED_LINE =
  /\d{1,2}(?:\.?\s(?:de\s)?\p{L}{3,}\.?\s(?:de\s)?\d{4}|[./]\s?(?:\d{1,2}[./]|\p{L}{3,})\s?\d{2,4})|\d{4}-\d{2}-\d{2}|\p{L}{3,}\.?\s+\d{1,2},\s+\d{4}/u
/** "Berlin (dpa/lno) –", "KYIV, Ukraine (AP) —": the agency is the author when nobody else is named. */
const AGENCY_DATELINE = /^[^()\n]{2,50}\(([A-Za-zÀ-ÿ]{2,10}(?:\/[A-Za-zÀ-ÿ]{2,10})?)\)\s*[–—-]/
const SOURCE_LINE = /^(?:Quelle|Source|Fuente|Fonte)\s*:\s*(.{2,60})$/i

/** Names that a source gives for the authors, and how much it is to be believed. */
export interface BylineVote {
  names: string[]
  source: string
  weight: number
}

/** Where bylines stand: unlike dates, often in the last lines of a text too. */
function closeness(at: number, { titleAt, start, end }: BylineContext): number {
  const from = Math.min(titleAt ?? start, start)
  const to = Math.max(titleAt ?? start, start) + 3
  if (at >= from && at <= to) return 1
  if (at < from) return Math.max(0, 1 - (from - at) / NEAR)
  // the last lines of a text are as good a place as the first below it
  if (at < end) return Math.max(end - at <= LAST_LINES ? 0.75 : 0.2, 0.8 - (at - to) / NEAR)
  return Math.max(0, 0.75 - (at - end) / (NEAR * 1.5))
}

/** Whether two elements are marked in the same way side by side: each names one of several authors. */
const isAlike = (first: Element, second: Element): boolean =>
  first.parent === second.parent &&
  first.name === second.name &&
  first.attribs.class === second.attribs.class &&
  first.attribs.rel === second.attribs.rel &&
  first.attribs.itemprop === second.attribs.itemprop

const isLine = (element: Element): boolean => element.name === 'br' || !flows(element)

/** A line that goes on with a name on the next. */
const ENDS_BY = /(?<!\p{L})(?:by|von|par|por|di|da|door)\s*:?$/iu

/** The label of a list of topics: what follows are no names. */
const TOPICS = /^(?:tags|keywords|topics|schlagw(?:ort|orte|örter)|themen|mots[- ]clés|etiquetas)\s*:?$/iu

/** The names of the first line that has some. */
function namesOfLines(lines: readonly string[], loose: boolean): string[] {
  let begun = ''
  for (const line of lines) {
    if (TOPICS.test(line)) return []
    const whole = begun === '' ? line : `${begun} ${line}`
    begun = ENDS_BY.test(whole) ? whole : ''
    const names = begun === '' ? splitByline(whole, loose) : []
    if (names.length > 0) return names
  }
  return []
}

/**
 * Whom the page shows as its authors, around its title and at both ends of the text. (In pieces: what looks at every block stays small
 * enough to be compiled quickly.)
 */
export function shownBylines(context: BylineContext, votes: BylineVote[]): void {
  const outside = outsideOf(context)
  markedBylines(context, outside, votes)
  for (const block of context.blocks) {
    if (block.length <= BYLINE_LINE && !(block.scope.place & outside)) bylineOfBlock(block, context, votes)
  }
  sourceLines(context, votes)
}

/** Those that are marked as authors. */
function markedBylines(context: BylineContext, outside: number, votes: BylineVote[]): void {
  const { evidence, scopes } = context
  const marked = new Set<Element>([
    ...(evidence.items.get('author') ?? []),
    ...(evidence.items.get('creator') ?? []),
    ...evidence.people,
  ])
  let last: { element: Element; vote: BylineVote } | undefined
  for (const element of marked) {
    const scope = nearestScope(element, scopes)
    const place = scope?.place ?? 0
    if (place & (scope !== undefined && scope.from < context.start ? outside & ~Place.comments : outside)) continue
    const near = closeness(scope?.from ?? 0, context)
    if (near <= 0) continue
    const inner = element.attribs.content ?? nameInside(element)
    const lines = inner === undefined ? linesWithin(element, BYLINE_LINE, isLine) : [inner]
    const line = lines?.join(' ')
    if (lines === undefined || line === undefined || line === '' || line.length > BYLINE_LINE) continue
    const names = namesOfLines(lines, inner !== undefined || element.attribs.rel !== undefined)
    const semantic = element.attribs.itemprop !== undefined || element.attribs.rel !== undefined
    let weight = (semantic ? 7 : 5.5) * near
    if (/author|autor|byline|vcard/i.test(element.attribs.class ?? '')) weight += 0.5
    if (STARTS_BYLINE.test(line)) weight += 1
    if (place & (Place.footer | Place.aside)) weight -= 2
    // below a picture stands who took it
    if (place & (Place.figure | Place.caption)) weight -= 3
    if (names.length === 0 || weight <= 0) continue
    const vote = { names, source: element.attribs.rel !== undefined ? 'rel author' : 'visible byline', weight }
    votes.push(vote)
    const beside = last !== undefined && isAlike(last.element, element) ? last.vote.names : undefined
    last = { element, vote: beside === undefined ? vote : { ...vote, names: [...new Set([...beside, ...names])] } }
    if (beside !== undefined) votes.push(last.vote)
  }
}

/** Whom a line of the page names. */
function bylineOfBlock(block: Block, context: BylineContext, votes: BylineVote[]): void {
  const near = closeness(block.index, context)
  if (near < 0.3 || block.index === context.titleAt) return
  const { blocks } = context
  const line = block.text.replace(/^[\s–—•·|-]+/, '')
  if (block.scope.place & Place.heading) {
    // small headings are made into bylines; the names have to be whole to tell them from a title
    const names = splitByline(STARTS_BYLINE.exec(line)?.[1] ?? '')
    if (/^h[3-6]$/.test(block.scope.element.name) && names.length > 0 && names.every((name) => PERSON.test(name)))
      votes.push({ names, source: 'visible byline', weight: 5 * near })
    return
  }
  const label = blocks[block.index - 1]?.text ?? ''
  if (ONLY_BY.test(label)) votes.push({ names: splitByline(block.text), source: 'visible byline', weight: 5 * near })
  for (const [pattern, weight] of LINES) {
    const match = pattern.exec(line)
    if (!match) continue
    const names = splitByline(match[1] ?? '')
    if (names.length > 0 && names.every((name) => startsUpper(name)))
      votes.push({ names, source: 'visible byline', weight: weight * near })
  }
  const eastern = eastNames(line)
  if (eastern.length > 0) votes.push({ names: eastern, source: 'visible byline', weight: 5 * near })
  if (near < 0.7 || block.scope.place & (Place.figure | Place.caption | Place.table)) return
  if (PERSON.test(block.text) && !ROLE.test(block.text)) {
    const dated = [-2, -1, 1, 2].some((step) => DATED_LINE.test(blocks[block.index + step]?.text.slice(0, 80) ?? ''))
    // a line of two capitalised words alone can be anything
    if (dated || block.scope.place & Place.meta)
      votes.push({ names: splitByline(block.text), source: 'visible byline', weight: 2.5 * near })
  } else if (DATED_LINE.test(block.text)) {
    for (const part of block.text.split(/\s*[|·•,]\s*|\s[–-]\s|\s(?:am|on|le|el|il|em)\s+(?=\d)/)) {
      if (PERSON.test(part) && !ROLE.test(part) && !DATED_LINE.test(part))
        votes.push({ names: splitByline(part), source: 'visible byline', weight: 2.5 * near })
    }
  }
}

/** Agencies, reporters and sources, at both ends of the text. */
function sourceLines(context: BylineContext, votes: BylineVote[]): void {
  const { blocks } = context
  const first = blocks[context.start]
  const dateline = first === undefined ? null : AGENCY_DATELINE.exec(first.text.slice(0, 80))
  if (dateline?.[1] !== undefined) votes.push({ names: [dateline[1]], source: 'dateline', weight: 1.5 })
  const reported = eastNamesAtEnds(first?.text ?? '', blocks[context.end - 1]?.text ?? '')
  if (reported.length > 0) votes.push({ names: reported, source: 'visible byline', weight: 4.5 })
  const above = Math.min(context.titleAt ?? context.start, context.start)
  for (let at = above; at < context.end + 3; at++) {
    if (at >= context.start && at < context.end - 3) continue
    const source = SOURCE_LINE.exec(blocks[at]?.text ?? '')
    if (source?.[1] !== undefined && plausible(source[1]))
      votes.push({ names: [source[1]], source: 'visible byline', weight: 2 })
  }
}

/** The name that a marked-up author block holds: an inner element that says so, else its only link. */
function nameInside(element: Element): string | undefined {
  const names: string[] = []
  const links: string[] = []
  const waiting: Element[] = [element]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (let at = next.children.length - 1; at >= 0; at--) {
      const child = next.children[at]
      if (isElement(child)) waiting.push(child)
    }
    if (next === element) continue
    const { itemprop, rel, class: cls } = next.attribs
    if (itemprop === 'name') names.push(next.attribs.content ?? lineOf(next))
    else if (rel === 'author' || /(?:^|\s)(?:fn|author-name|author__name|p-name|url fn)(?:\s|$)/.test(cls ?? ''))
      links.push(lineOf(next))
  }
  const found = (names.length > 0 ? names : links).filter((name) => name !== '')
  return found.length > 0 ? [...new Set(found)].join('; ') : undefined
}
