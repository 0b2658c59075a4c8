import { Element } from 'domhandler'
import { Place, type Block, type Scope } from '../content/blocks.ts'
import { lineOf, lineWithin, squeeze } from '../dom/walk.ts'
import type { Evidence } from './evidence.ts'
import { bare, fold } from './fold.ts'
import { namesOf } from './json-ld.ts'
import { decode, type Candidate } from './title.ts'

export interface BylineContext {
  evidence: Evidence
  blocks: readonly Block[]
  scopes: ReadonlyMap<Element, Scope>
  start: number
  end: number
  titleAt: number | undefined
  siteNames: readonly string[]
}

const MAX_AUTHORS = 40
const MAX_NAME = 80
const MAX_NAME_WORDS = 7
/** A byline is one line. */
const BYLINE_LINE = 160
const NEAR = 8
const LAST_LINES = 2

/** Words before a name: "By", "Von", "Text:" in the languages the pages come in. */
/** Titles of a trade before a name; academic ones are part of it. */
const TRADE =
  /^(?:rechtsanwalt|rechtsanwältin|steuerberater(?:in)?|redakteur(?:in)?|reporter(?:in)?|unser(?:e)?|herr|frau|mr\.?|mrs\.?|ms\.?)\s+/iu

const PREFIX =
  /^(?:(?:an?\s+)?(?:article|artikel|beitrag|interview|bericht|reportage|story|kommentar|analyse|words|text|texte|testo|texto|foto|fotos|bild|autor(?:en|in|innen)?|author(?:s)?|auteur(?:s)?|autore|autori|autora|redaktion|verfasser(?:in)?|verfasst|geschrieben|erstellt|eingestellt|gepostet|posted|written|published|reported|submitted|created|contributed|publicado|escrito|publié|rédigé|écrit|scritto|pubblicato|veröffentlicht|veröffentlicht\s+am|door|tekst|zdroj|автор)\s*(?:[:|–-]\s*|\s+(?=(?:by|von|par|por|da|di|door)\s)))?(?:(?:by|von|vom|par|por|da|di|door|przez|af|av|от)\s*[:.]?\s+|[:–-]\s*)?/iu
const STARTS_BYLINE =
  /^(?:by|von|par|por|di|door|text|texte|words by|autor|autorin|autoren|author|authors|auteur|written by|posted by|published by|geschrieben von|verfasst von|erstellt von|gepostet von|veröffentlicht von|ein (?:beitrag|artikel|gastbeitrag|kommentar|interview) von|publicado por|escrito por|publié par|автор)\s*[:.]?\s+(\S.*)$/iu

/** The same inside a line that holds a date or labels as well. */
const WITHIN_LINE =
  /(?:\d{4}|\d:\d{2}(?:\s*Uhr)?|\d)\s*,?\s*(?:\||[-–·]|in \p{L}+)?\s*(?:by|von|par|por|da|di)\s+(\p{Lu}.*)$/iu
const LABELLED =
  /(?<!\p{L})(?:autor(?:in|en)?|authors?|redaktion|redakteur(?:in)?|verfasser(?:in)?|auteur|autore|words|text)\s*:\s*(\S.*)$/iu
const LINES: readonly (readonly [RegExp, number])[] = [
  [STARTS_BYLINE, 5.5],
  [/^By(?=\p{Lu}[\p{L}.])(.+)$/u, 5],
  [WITHIN_LINE, 4.5],
  [LABELLED, 4.5],
]
/** `By` on a line of its own above the name. */
const ONLY_BY = /^(?:by|von|par|por|di|da|door|autor(?:in|en)?|authors?|auteur|text|written by)\s*:?$/i
/** A block that is a first and a last name and nothing else. */
const PERSON =
  /^(?:(?:Dr|Prof|Mag)\.\s+)*\p{Lu}[\p{L}’'.-]+(?:\s+(?:von|van|de|der|la|di|\p{Lu}\.?))?(?:\s+\p{Lu}[\p{Ll}’'.-]+(?:-\p{Lu}\p{Ll}+)?){1,2}$/u
const DATED_LINE =
  /\d{1,2}[./]\s?(?:\d{1,2}[./]|\p{L}{3,})\s?\d{2,4}|\d{4}-\d{2}-\d{2}|\p{L}{3,}\.?\s+\d{1,2},\s+\d{4}/u
/** "Berlin (dpa/lno) –", "KYIV, Ukraine (AP) —": the agency is the author when nobody else is named. */
const AGENCY_DATELINE = /^[^()\n]{2,50}\(([A-Za-zÀ-ÿ]{2,10}(?:\/[A-Za-zÀ-ÿ]{2,10})?)\)\s*[–—-]/
const SOURCE_LINE = /^(?:Quelle|Source|Fuente|Fonte)\s*:\s*(.{2,60})$/i

/** What a person is rather than who. */
const ROLE =
  /(?<!\p{L})(?:staff|writer|reporter|editor|correspondent|contributor|columnist|journalist(?:in)?|redakteur(?:in)?|redaktor(?:in)?|korrespondent(?:in)?|autor(?:in)?|author|producer|freelance|senior|chief|director|manager|chefredakteur(?:in)?|volontär(?:in)?|blogger(?:in)?|photographer|fotograf(?:in)?|analyst|fellow|professor of|editora?|periodista|posted|read more|bio|follow|folgen|alle beiträge|view all|more from|mehr (?:von|über)|profil|kontakt|e-?mail|website|twitter|facebook|instagram|min(?:uten|s|utes)? (?:read|lesezeit)|lesezeit|lesedauer|comments?|kommentare?)(?!\p{L})/iu
/** Accounts that everything is posted under. */
const NOBODY =
  /^(?:(?:artikel|article|text|bild|bilder|foto|fotos|photos?|datum|date|log ?in|log ?out|anmelden|register|registrieren|home|menu|menü|share|print|more|mehr|profile?|bio|kategorien?|categor(?:y|ies)|tags?|comments?|kommentare?|contact(?: me| us)?|kontakt|newsletter|search|suche|galerie|gallery|next|previous|weiter|zurück|details?|info|news|video|sitemap|impressum|datenschutz)(?: (?:und|and|&|galerie|gallery|list|lists|me|us|page|zu|to)(?: .*)?)?|admin|administrator|root|user|guest|gast|webmaster|editor|author|autor|unknown|anonymous|none|null|undefined|wordpress|test|team|redactie|default|super user|n\/?a|#?author.*|https?:.*|von|by|about.*|über.*)$/i

const CUT =
  /\s*(?:[|•·●»►▸]|\s[–—-]\s|\s{3,}|\n|\t|\(|\bam\s+\d|\bon\s+(?:\d|\p{L}+\.?\s+\d)|\bum\s+\d|\s\p{L}{4,12}:\s|(?<!\p{L})(?:published|updated|veröffentlicht|aktualisiert|posted|last updated|stand|erstellt|publicado|actualizado|publié|mis à jour|for the|für (?:die|das|den))(?!\p{L})|,?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|,?\s+\d{1,2}[./]|,?\s*\d{4}|\d{1,2}:\d{2}).*$/isu
const SPLIT =
  /\s*(?:;|\s(?:im gespräch mit|im interview mit|in conversation with)\s|,|\/|\||\s&\s|\s+(?:and|und|et|y|e|en|i|och|og)\s+|\s+with\s+|\s+mit\s+)\s*/iu
const PARTICLE =
  /^(?:von|van|de|del|della|di|da|dos|du|der|den|des|la|le|el|al|bin|ben|ibn|zu|zur|und|ter|ten|af|av|st\.?|jr\.?|sr\.?|ph\.?d\.?|dr\.?|prof\.?|med\.?|mag\.?|dipl\.?|ing\.?|m\.?d\.?|i{2,3}|d'|o')/iu

const startsUpper = (word: string): boolean => /^[^\p{L}]*(?:\p{Lu}|\p{Lt}|\p{Lo})/u.test(word)

/** Whether it can be a name at all. */
function plausible(name: string): boolean {
  if (name.length < 2 || name.length > MAX_NAME || NOBODY.test(name)) return false
  if (!/\p{L}/u.test(name) || /https?:|www\.|[@<>{}=]|\d{3}/.test(name)) return false
  return name.split(' ').length <= MAX_NAME_WORDS
}

/** Whether it looks like the name of a person: words with capitals, or one word. */
function looksNamed(name: string): boolean {
  const words = name.split(/[\s-]+/)
  if (words.length === 1) return true
  return words.every((word) => startsUpper(word) || PARTICLE.test(word))
}

/** The names in a byline, without what stands around them. */
export function splitByline(line: string, loose = false): string[] {
  let rest = squeeze(line)
  rest = rest.replace(CUT, '')
  for (let round = 0; round < 2; round++) rest = rest.replace(PREFIX, '').trim()
  rest = rest.replace(/\S+@\S+|@\w+/g, ' ')
  const names: string[] = []
  for (const part of rest.split(SPLIT)) {
    const name = squeeze(part)
      .replace(TRADE, '')
      .replace(/^[\s,.:;*–—-]+|[\s,:;*–—-]+$/g, '')
    if (!plausible(name)) continue
    if (ROLE.test(name)) {
      if (names.length > 0) continue
      const person = name.slice(0, ROLE.exec(name)?.index ?? 0).trim()
      if (person.includes(' ') && looksNamed(person)) names.push(person)
      continue
    }
    if (!loose && !looksNamed(name)) {
      // what follows the names is a sentence or a place
      if (names.length > 0) break
      continue
    }
    if (!names.some((known) => fold(known) === fold(name))) names.push(name)
  }
  return names.slice(0, MAX_AUTHORS)
}

interface Vote {
  names: string[]
  source: string
  weight: number
}

const META: Readonly<Record<string, number>> = {
  'parsely-author': 8,
  'sailthru.author': 8,
  'cxenseparse:author': 8,
  'article:author_name': 8,
  'article.author': 7,
  byl: 8,
  byline: 7,
  author: 7,
  'article:author': 6.5,
  'og:article:author': 6.5,
  'dc.creator': 6,
  'dcterms.creator': 6,
  'dc.creator.personalname': 6,
  citation_author: 8,
  authors: 7,
  creator: 5,
  'twitter:creator': 1,
}
const WRITTEN_BY = /^(?:written by|verfasst von|geschrieben von|écrit par|escrito por|scritto da|author|autor|by)$/i

/** Who wrote the article, best first; several names are joined by `; `. */
export function findBylines(context: BylineContext): Candidate[] {
  const { evidence } = context
  const votes: Vote[] = []
  const vote = (names: string[], source: string, weight: number): void => {
    if (names.length > 0) votes.push({ names, source, weight })
  }
  const given = (values: string[]): string[] => {
    const names = values.flatMap((value) => {
      const line = decode(value)
      const split = splitByline(line, true)
      // a name that is declared as one may be made of the words of a trade
      return split.length > 0 || !plausible(squeeze(line)) || !ROLE.test(line) ? split : [squeeze(line)]
    })
    return names.filter((name, at) => names.findIndex((other) => fold(other) === fold(name)) === at)
  }

  evidence.articles.forEach((article, order) => {
    const own = article.headline !== undefined ? 9 : 6.5 - Math.min(2, order * 0.5)
    vote(given(namesOf(article.author, evidence.described)), 'json-ld', own)
    vote(given(namesOf(article.creator, evidence.described)), 'json-ld', own - 1.5)
  })
  for (const [key, values] of evidence.meta) {
    const weight = META[key]
    if (weight === undefined) continue
    const people = values.filter((value) => !/^(?:https?:)?\/\//.test(value))
    vote(given(key === 'citation_author' ? people.map(turned) : people), `meta ${key}`, weight)
  }
  for (const at of ['1', '2']) {
    const label = evidence.meta.get(`twitter:label${at}`)?.[0] ?? ''
    const value = evidence.meta.get(`twitter:data${at}`)?.[0]
    if (value !== undefined && WRITTEN_BY.test(label)) vote(given([value]), 'meta twitter:data', 7.5)
  }
  visible(context, votes)
  return tally(votes, context.siteNames)
}

/** "Doe, Jane" of library metadata in the order people read. */
const turned = (name: string): string => name.replace(/^([^,]+),\s*([^,]+)$/, '$2 $1')

function nearestScope(element: Element, scopes: ReadonlyMap<Element, Scope>): Scope | undefined {
  for (let at: Element['parent'] | Element = element; at; at = at.parent) {
    const scope = at instanceof Element ? scopes.get(at) : undefined
    if (scope) return scope
  }
  return undefined
}

function closeness(at: number, { titleAt, start, end }: BylineContext): number {
  const from = Math.min(titleAt ?? start, start)
  const to = Math.max(titleAt ?? start, start) + 3
  if (at >= from && at <= to) return 1
  if (at < from) return Math.max(0, 1 - (from - at) / NEAR)
  // the last lines of a text are as good a place as the first below it
  if (at < end) return Math.max(end - at <= LAST_LINES ? 0.75 : 0.2, 0.8 - (at - to) / NEAR)
  return Math.max(0, 0.75 - (at - end) / (NEAR * 1.5))
}

function visible(context: BylineContext, votes: Vote[]): void {
  const { evidence, scopes, blocks } = context
  const marked = new Set<Element>([
    ...(evidence.items.get('author') ?? []),
    ...(evidence.items.get('creator') ?? []),
    ...evidence.people,
  ])
  for (const element of marked) {
    const scope = nearestScope(element, scopes)
    const place = scope?.place ?? 0
    if (place & (Place.comments | Place.related | Place.nav)) continue
    const near = closeness(scope?.from ?? 0, context)
    if (near <= 0) continue
    const inner = element.attribs.content ?? nameInside(element)
    const line = inner ?? lineWithin(element, BYLINE_LINE)
    if (line === undefined || line === '' || line.length > BYLINE_LINE) continue
    const names = splitByline(line, inner !== undefined || element.attribs.rel !== undefined)
    const semantic = element.attribs.itemprop !== undefined || element.attribs.rel !== undefined
    let weight = (semantic ? 7 : 5.5) * near
    if (/author|autor|byline|vcard/i.test(element.attribs.class ?? '')) weight += 0.5
    if (STARTS_BYLINE.test(line)) weight += 1
    if (place & (Place.footer | Place.aside)) weight -= 2
    if (names.length > 0 && weight > 0)
      votes.push({ names, source: element.attribs.rel !== undefined ? 'rel author' : 'visible byline', weight })
  }
  for (const block of blocks) {
    if (block.length > BYLINE_LINE) continue
    const near = closeness(block.index, context)
    if (near < 0.3 || block.scope.place & (Place.comments | Place.related | Place.nav)) continue
    if (block.index === context.titleAt) continue
    const line = block.text.replace(/^[\s–—•·|-]+/, '')
    if (block.scope.place & Place.heading) {
      // small headings are made into bylines; the names have to be whole to tell them from a title
      const names = splitByline(STARTS_BYLINE.exec(line)?.[1] ?? '')
      if (/^h[3-6]$/.test(block.scope.element.name) && names.length > 0 && names.every((name) => PERSON.test(name)))
        votes.push({ names, source: 'visible byline', weight: 5 * near })
      continue
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
    if (near < 0.7 || block.scope.place & (Place.figure | Place.caption | Place.table)) continue
    if (PERSON.test(block.text) && !ROLE.test(block.text)) {
      const dated = [-2, -1, 1, 2].some((step) => DATED_LINE.test(blocks[block.index + step]?.text.slice(0, 80) ?? ''))
      // a line of two capitalised words alone can be anything
      if (dated || block.scope.place & Place.meta)
        votes.push({ names: splitByline(block.text), source: 'visible byline', weight: 2.5 * near })
    } else if (DATED_LINE.test(block.text)) {
      for (const part of block.text.split(/\s*[|·•,]\s*|\s[–-]\s/)) {
        if (PERSON.test(part) && !ROLE.test(part) && !DATED_LINE.test(part))
          votes.push({ names: splitByline(part), source: 'visible byline', weight: 2.5 * near })
      }
    }
  }
  const first = blocks[context.start]
  const dateline = first === undefined ? null : AGENCY_DATELINE.exec(first.text.slice(0, 80))
  if (dateline?.[1] !== undefined) votes.push({ names: [dateline[1]], source: 'dateline', weight: 1.5 })
  for (let at = Math.max(context.start, context.end - 3); at < context.end + 3; at++) {
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
      if (child instanceof Element) waiting.push(child)
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

/** Bylines by the best vote for each; other sources that agree, or name one of several, add to it. */
function tally(votes: readonly Vote[], siteNames: readonly string[]): Candidate[] {
  const sites = siteNames.map(bare).filter((name) => name.length > 2)
  const groups = new Map<string, { best: Vote; sources: Map<string, number> }>()
  for (const whole of votes) {
    const vote = { ...whole, names: peopleOf(whole.names) }
    // a user name is the same person as the name it is made of
    const key = vote.names.map(bare).sort().join('|')
    const group = groups.get(key) ?? { best: vote, sources: new Map<string, number>() }
    if (vote.weight > group.best.weight) group.best = { ...vote, names: spelled(vote.names, group.best.names) }
    else group.best = { ...group.best, names: spelled(group.best.names, vote.names) }
    group.sources.set(vote.source, Math.max(group.sources.get(vote.source) ?? 0, vote.weight))
    groups.set(key, group)
  }
  const scored = [...groups.values()].map(({ best, sources }) => {
    let score = best.weight
    for (const [source, weight] of sources) if (source !== best.source) score += weight * 0.3
    if (best.names.some((name) => sites.some((site) => isNameOf(bare(name), site)))) score -= 4
    else if (best.names.every((name) => DOMAIN.test(name))) score -= 5
    else if (best.names.every((name) => ORGANISATION.test(name))) score -= 2.5
    // a user name gives way to a full one
    if (best.names.every((name) => !name.includes(' '))) score -= 1
    return { names: best.names, candidate: { value: best.names.join('; '), source: best.source }, score }
  })
  scored.sort((a, b) => b.score - a.score)
  // where a person is named as well, the house is the publisher
  const house = scored[0]?.names.every((name) => ORGANISATION.test(name)) ?? false
  const person = scored.find(({ names, score }) => score >= PERSON_BESIDE && names.every((name) => PERSON.test(name)))
  if (house && person) scored.unshift(person)
  const first = scored[0]
  // data often names the first of several authors, the line under the title all of them
  const more =
    first &&
    scored.find(
      ({ names, score }) =>
        score >= MORE_NAMES_WEIGHT &&
        names.length > first.names.length &&
        first.names.every((name) => names.some((other) => fold(other) === fold(name))),
    )
  if (more) scored.unshift(more)
  return scored.map(({ candidate }) => candidate)
}

/** A person beside a house has to be at least this sure. */
const PERSON_BESIDE = 3.5
/** A line with all authors has to be at least this sure. */
const MORE_NAMES_WEIGHT = 4.5
const ORGANISATION =
  /(?:redaktion|newsroom|news desk|editorial|gmbh|e\.\s?v\.|verlag|verband|zeitung|magazin|online|\bteam\b|\bpress|presse|\.(?:de|com|net|org|at|ch|it|fr|es|info)\b|\binc\b|\bltd\b|agentur|stiftung|university|universit|institut|^\p{Lu}{2,4}$|^die |^das |^der |^the |\d)/iu

const DOMAIN = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$/i

const isNameOf = (name: string, site: string): boolean =>
  name === site ||
  (name.length > 4 && site.startsWith(name)) ||
  (site.length > 4 && name.startsWith(site) && name.length < site.length + 8)

/** Beside people, the house they work for and their initials are no authors. */
function peopleOf(names: string[]): string[] {
  const people = names.filter((name) => name.includes(' ') && !ORGANISATION.test(name))
  if (people.length === 0 || people.length === names.length) return names
  const initials = new Set(
    people.map((name) =>
      name
        .split(' ')
        .map((word) => word[0])
        .join(''),
    ),
  )
  return names.filter((name) => people.includes(name) || (!ORGANISATION.test(name) && !initials.has(name)))
}

/** Of two spellings of the same names the one with spaces. */
const spelled = (names: string[], others: string[]): string[] =>
  others.join('').includes(' ') && !names.join('').includes(' ') ? others : names
