import { stemmer as arabic } from '@orama/stemmers/arabic'
import { stemmer as bulgarian } from '@orama/stemmers/bulgarian'
import { stemmer as danish } from '@orama/stemmers/danish'
import { stemmer as dutch } from '@orama/stemmers/dutch'
import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as finnish } from '@orama/stemmers/finnish'
import { stemmer as french } from '@orama/stemmers/french'
import { stemmer as german } from '@orama/stemmers/german'
import { stemmer as greek } from '@orama/stemmers/greek'
import { stemmer as hungarian } from '@orama/stemmers/hungarian'
import { stemmer as indonesian } from '@orama/stemmers/indonesian'
import { stemmer as italian } from '@orama/stemmers/italian'
import { stemmer as norwegian } from '@orama/stemmers/norwegian'
import { stemmer as portuguese } from '@orama/stemmers/portuguese'
import { stemmer as romanian } from '@orama/stemmers/romanian'
import { stemmer as russian } from '@orama/stemmers/russian'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import { stemmer as swedish } from '@orama/stemmers/swedish'
import { stemmer as turkish } from '@orama/stemmers/turkish'
import { fold } from './fold.ts'
import { Letter } from '../../platform/letters.ts'
import { wordSet } from './word-set.ts'

/** By the first part of a language's tag. */
const STEMMERS: Readonly<Record<string, (word: string) => string>> = {
  ...{ ar: arabic, bg: bulgarian, da: danish, de: german, el: greek, en: english, es: spanish, fi: finnish },
  ...{ fr: french, hu: hungarian, id: indonesian, it: italian, nb: norwegian, nl: dutch, nn: norwegian, no: norwegian },
  ...{ pt: portuguese, ro: romanian, ru: russian, sv: swedish, tr: turkish },
}

/** A stem stands in the index behind a letter of the private use area, one a language, so that no word is taken for it. */
const FIRST_MARK = 0xe000
const LETTERS = 26
const FIRST_LETTER = 97
/** Words of a language after which only those are kept that come again: a library has many more words than memory should hold. */
const KEPT = 50_000
/** Below this a word has no ending to lose, above it is no word. */
const [SHORTEST, LONGEST] = [3, 40]

const STEMMED = Letter.letter | Letter.number | Letter.sign

/** Stems by word: those since the last clearing, and those before it. */
interface Kept {
  fresh: Map<string, string>
  before: Map<string, string>
}
const known = new Map<string, Kept>()

function languageOf(lang: string | undefined): string | undefined {
  const first = lang?.toLowerCase().split('-', 1)[0]
  return first !== undefined && Object.hasOwn(STEMMERS, first) ? first : undefined
}

function stemsKept(language: string): Kept {
  let stems = known.get(language)
  if (!stems) known.set(language, (stems = { fresh: new Map(), before: new Map() }))
  return stems
}

const hasStem = (word: string): boolean => word.length >= SHORTEST && word.length <= LONGEST

function stemIn(kept: Kept, word: string, language: string): string {
  const fresh = kept.fresh.get(word)
  if (fresh !== undefined) return fresh
  const stem = kept.before.get(word) ?? fold(STEMMERS[language]?.(word) ?? word)
  if (kept.fresh.size >= KEPT) {
    kept.before = kept.fresh
    kept.fresh = new Map()
  }
  kept.fresh.set(word, stem)
  return stem
}

/** The stem of a word of a language, folded; undefined when the language has none here. `word` is in lower case. */
export function stemOf(word: string, lang: string | undefined): string | undefined {
  const language = languageOf(lang)
  return language !== undefined && hasStem(word) ? stemIn(stemsKept(language), word, language) : undefined
}

function markOf(language: string): string {
  const [first, second] = [language.charCodeAt(0) - FIRST_LETTER, language.charCodeAt(1) - FIRST_LETTER]
  return String.fromCharCode(FIRST_MARK + first * LETTERS + second)
}

/** The different stems of a text, as the index has them; none for a language without a stemmer. */
export function stemTokens(text: string, lang: string | undefined): string[] {
  const language = languageOf(lang)
  if (language === undefined) return []
  const kept = stemsKept(language)
  const stems = new Set<string>()
  for (const word of wordSet(text.normalize('NFC').toLowerCase(), STEMMED))
    if (hasStem(word)) stems.add(stemIn(kept, word, language))
  const mark = markOf(language)
  return Array.from(stems, (stem) => mark + stem)
}

/** What a word of a search is looked for as, in each of the languages. */
export function stemsOfSearch(word: string, langs: readonly string[]): string[] {
  return [...new Set(langs.flatMap((lang) => stemTokens(word, lang)))]
}
