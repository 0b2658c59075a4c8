import { squeeze } from '../dom/walk.ts'
import { fold } from './fold.ts'

const MAX_AUTHORS = 40
const MAX_NAME = 80
const MAX_NAME_WORDS = 7

/** Titles of a trade before a name; academic ones are part of it. */
const TRADE =
  /^(?:rechtsanwalt|rechtsanwältin|steuerberater(?:in)?|redakteur(?:in)?|reporter(?:in)?|unser(?:e)?|herr|frau|mr\.?|mrs\.?|ms\.?)\s+/iu

/** Words before a name: "By", "Von", "Text:" in the languages the pages come in. */
const PREFIX =
  /^(?:(?:(?:an?|eine?)\s+)?(?:article|artikel|beitrag|interview|bericht|reportage|story|kommentar|analyse|words|text|texte|testo|texto|foto|fotos|bild|autor(?:en|in|innen)?|author(?:s)?|auteur(?:s)?|autore|autori|autora|redaktion|verfasser(?:in)?|verfasst|geschrieben|erstellt|eingestellt|gepostet|posted|written|published|report(?:ed|ing)|story|submitted|created|contributed|publicado|escrito|publié|rédigé|écrit|scritto|pubblicato|veröffentlicht|veröffentlicht\s+am|door|tekst|teksti|zdroj|автор|текст)\s*(?:[:|–-]\s*|\s+(?=(?:by|von|par|por|da|di|door)\s)))?(?:(?:by|von|vom|par|por|da|di|door|przez|af|av|от)\s*[:.]?\s+|[:–-]\s*)?/iu
/** The same in East Asia, with or without a mark behind it. */
const EAST_PREFIX = /^(?:本报记者|记者|記者|作者|撰文|撰稿|著者|執筆者?)\s*[:：/／]?\s*(?=\p{sc=Han})/u
/** Any other word before a name, in any language. */
const LABEL = /^\p{L}{2,14}\s?[:：]\s*(?=\p{Lu}\p{Ll}|\p{Lo})/u
/** The words in capitals that a text begins with. */
const IN_CAPITALS = /^\p{Lu}[^\p{Ll}\s]+(?:\s\p{Lu}[^\p{Ll}\s]+)*(?=\s|$)/u

/** A block that is a first and a last name and nothing else. */
export const PERSON =
  /^(?:(?:Dr|Prof|Mag)\.\s+)*\p{Lu}[\p{L}’'.-]+(?:\s+(?:von|van|de|der|la|di|\p{Lu}\.?))?(?:\s+\p{Lu}(?=[\p{L}’'.-]*\p{Ll})[\p{L}’'.-]+){1,2}$/u

/** What a person is rather than who. */
export const ROLE =
  /(?<!\p{L})(?:staff (?=\p{L})|writer|reporter|editor|correspondent|contributor|columnist|journalist(?:in)?|redakteur(?:in)?|redaktor(?:in)?|korrespondent(?:in)?|autor(?:in)?|author|producer|freelance|senior|chief|director|manager|chefredakteur(?:in)?|volontär(?:in)?|blogger(?:in)?|photographer|fotograf(?:in)?|analyst|fellow|professor of|editora?|periodista|posted|read more|bio|follow|folgen|alle beiträge|view all|more from|mehr (?:von|über)|profil|kontakt|e-?mail|website|twitter|facebook|instagram|min(?:uten|s|utes)? (?:read|lesezeit)|lesezeit|lesedauer|comments?|kommentare?)(?!\p{L})/iu
const ALONE_A_ROLE = /^staff$/i
/** Accounts that everything is posted under. */
const NOBODY =
  /^(?:(?:artikel|article|text|bild|bilder|foto|fotos|photos?|datum|date|log ?in|log ?out|anmelden|register|registrieren|home|menu|menü|share|print|more|mehr|profile?|bio|kategorien?|categor(?:y|ies)|tags?|comments?|kommentare?|contact(?: me| us)?|kontakt|newsletter|search|suche|galerie|gallery|next|previous|weiter|zurück|details?|info|news|video|sitemap|impressum|datenschutz)(?: (?:und|and|&|galerie|gallery|list|lists|me|us|page|zu|to)(?: .*)?)?|admin|administrator|root|user|guest|gast|webmaster|editor|author|autor|unknown|anonymous|none|null|undefined|wordpress|test|team|redactie|default|super user|n\/?a|#?author.*|https?:.*|von|by|about.*|über.*)$/i

const CUT =
  /\s*(?:[|•·●»►▸]|\s[–—-]\s|\s{3,}|\n|\t|\(|(?<!gespräch|interview)\s(?:mit|con|avec)\s|(?<!\p{L})(?:am|at|em|el|il|le|um|kl|den|op)\.?\s+\d|\bon\s+(?:\d|\p{L}+\.?\s+\d)|\.?\s\p{L}{4,12}:\s|(?<!\p{L})(?:published|updated|veröffentlicht|aktualisiert|posted|last updated|stand|erstellt|publicado|actualizado|publié|mis à jour|for the|für (?:die|das|den))(?!\p{L})|,?\s+(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|,?\s+\d{1,2}[./]|(?:^|[^\p{L}\d])\d{4}|\d{4}[./-]|\d{1,2}:\d{2}).*$/isu
const SPLIT =
  /\s*(?:;|\s(?:im gespräch mit|im interview mit|in conversation with)\s|,|\/|\||\s&\s|\s+(?:and|und|et|y|e|en|i|och|og)\s+|\s+with\s+)\s*/iu
const PARTICLE =
  /^(?:von|van|de|del|della|di|da|dos|du|der|den|des|la|le|el|al|bin|ben|ibn|zu|zur|und|ter|ten|af|av|st\.?|jr\.?|sr\.?|ph\.?d\.?|dr\.?|prof\.?|med\.?|mag\.?|dipl\.?|ing\.?|m\.?d\.?|i{2,3}|d'|o')/iu

export const startsUpper = (word: string): boolean => /^[^\p{L}]*(?:\p{Lu}|\p{Lt}|\p{Lo})/u.test(word)

/** One word with a number at its end is a user name, not a year or a telephone. */
const USER_NAME = /^\p{L}[\p{L}_.-]*\d{1,4}$/u

/** Whether it can be a name at all. */
export function plausible(name: string): boolean {
  if (name.length < 2 || name.length > MAX_NAME || NOBODY.test(name)) return false
  if (!/\p{L}/u.test(name) || /https?:|www\.|[@<>{}=]/.test(name)) return false
  if (/\d{3}/.test(name) && !USER_NAME.test(name)) return false
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
  rest = rest
    .replace(LABEL, '')
    .replace(EAST_PREFIX, '')
    .replace(/\S+@\S+|@\w+/g, ' ')
  const names: string[] = []
  for (const part of rest.split(SPLIT)) {
    const name = squeeze(part)
      .replace(TRADE, '')
      .replace(/^[\s,.:;*–—([-]+|[\s,:;*–—)\]-]+$/g, '')
    if (!plausible(name)) continue
    if (names.length > 0 && ALONE_A_ROLE.test(name)) continue
    const role = ROLE.exec(name)
    if (role !== null) {
      if (names.length > 0) continue
      const behind = name.slice(role.index + role[0].length).trim()
      const person = PERSON.test(behind) ? behind : name.slice(0, role.index).trim()
      if (person.includes(' ') && looksNamed(person)) names.push(person)
      continue
    }
    // behind a full name a word alone is the place, or the agency
    if (!name.includes(' ') && names.some((one) => one.includes(' '))) continue
    const capitals =
      names.length > 0 && names.every((one) => !/\p{Ll}/u.test(one)) ? IN_CAPITALS.exec(name)?.[0] : undefined
    if (capitals !== undefined && capitals !== name && capitals.includes(' ')) {
      // what is not in capitals says what they are
      names.push(capitals)
      break
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

/** Whether a name is that of a person, written in capitals as well. */
export const isPerson = (name: string): boolean =>
  PERSON.test(name) || (/^\p{Lu}[^\p{Ll}\d]+\s[^\p{Ll}\d]+$/u.test(name) && !isHouse(name))

const ORGANISATION =
  /(?:redaktion|redacci[oó]n|redação|redazione|rédaction|redactie|newsroom|news desk|editorial|gmbh|e\.\s?v\.|verlag|verband|zeitung|magazin|online|\bteam\b|\bpress|presse|\.(?:de|com|net|org|at|ch|it|fr|es|info)\b|\binc\b|\bltd\b|agentur|stiftung|university|universit|institut|^die |^das |^der |^the |\d)/iu

/** Agencies and houses by their initials. */
const INITIALS = /^\p{Lu}{2,4}$/u
export const isHouse = (name: string): boolean => ORGANISATION.test(name) || INITIALS.test(name)

export const DOMAIN = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$/i
