import type { NewArticle } from '../../main/store/store.ts'

/** One made-up article: the same for the same number. */
export interface MadeArticle {
  title: string
  text: string
  html: string
  record: Pick<
    NewArticle['record'],
    | 'title'
    | 'byline'
    | 'site'
    | 'url'
    | 'published'
    | 'saved'
    | 'lang'
    | 'dir'
    | 'tags'
    | 'read'
    | 'starred'
    | 'words'
    | 'minutes'
  >
}

/** Different words of a language in a large collection. */
const VOCABULARY = 60_000
const SITES = 2_000
const TAGS = 400
/** Articles on the web have about 700 words in the middle, and a long tail. */
const MEDIAN_WORDS = 700
const MOST_WORDS = 8_000
const LEAST_WORDS = 60
const WORDS_PER_MINUTE = 230
const FIRST_DAY = Date.UTC(2012, 0, 1)
const DAYS = 5_000

type Random = () => number

/** mulberry32: 32 bits of state, the same sequence for the same seed on every machine. */
function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A rank from 0 with probability about 1 / (rank + 1): Zipf's law. */
const zipf = (random: Random, ranks: number): number => Math.floor(Math.pow(ranks + 1, random())) - 1

/** Standard normal deviate (Box and Muller, 1958). */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

interface Language {
  lang: string
  dir: 'ltr' | 'rtl'
  share: number
  syllables: string[]
  between: string
}
const split = (text: string): string[] => text.split(' ')
const english: Language = {
  lang: 'en',
  dir: 'ltr',
  share: 0.6,
  syllables: split('ta re lo ing sto ven mar ku el no sha pri den wick or ba tion fe hol ly am cre du ster'),
  between: ' ',
}
const languages: Language[] = [
  english,
  {
    ...english,
    lang: 'de',
    share: 0.17,
    syllables: split('ge ver schla ung haus ü ber stein mor gen lich keit ein auf wärts böh zu tal'),
  },
  {
    ...english,
    lang: 'fr',
    share: 0.1,
    syllables: split('la ré tion mai son é cou vre pa li ment ou jour beau que voi tu cha'),
  },
  {
    ...english,
    lang: 'es',
    share: 0.06,
    syllables: split('ca mi no es ción pa la bra ñe ro tu lle gar do si mor á ve'),
  },
  {
    lang: 'ja',
    dir: 'ltr',
    share: 0.04,
    syllables: split('雨 の 日 本 が 町 を 歩 く 灯 り は 山 に 風 と 手 紙 書 き た'),
    between: '',
  },
  { lang: 'ar', dir: 'rtl', share: 0.03, syllables: split('كت اب مد ين ال بح ر نو سل ام در قل حد يث'), between: ' ' },
]

const words = new Map<string, string[]>()

/** The words of a language, most frequent first; frequent ones are short. */
function vocabulary({ lang, syllables }: Language): string[] {
  const known = words.get(lang)
  if (known) return known
  const made = Array.from({ length: VOCABULARY }, (_, rank) => {
    let rest = rank
    let word = ''
    do {
      word += syllables[rest % syllables.length] ?? ''
      rest = Math.floor(rest / syllables.length) - 1
    } while (rest >= 0)
    return word
  })
  words.set(lang, made)
  return made
}

function languageOf(random: Random): Language {
  let left = random()
  return languages.find(({ share }) => (left -= share) < 0) ?? english
}

function sentence(random: Random, language: Language, count: number): string {
  const known = vocabulary(language)
  const chosen = Array.from({ length: count }, () => known[zipf(random, known.length)] ?? '')
  const text = chosen.join(language.between)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const day = (number: number): string => new Date(FIRST_DAY + number * 86_400_000).toISOString()

/** Article `number` of a collection. */
export function makeArticle(number: number, seed = 1): MadeArticle {
  const random = seeded(seed * 1_000_003 + number)
  const language = languageOf(random)
  const length = Math.min(MOST_WORDS, Math.max(LEAST_WORDS, Math.round(MEDIAN_WORDS * Math.exp(normal(random) * 0.8))))
  const paragraphs: string[] = []
  for (let left = length; left > 0;) {
    const sentences: string[] = []
    for (let count = 2 + Math.floor(random() * 4); count > 0 && left > 0; count--) {
      const size = Math.min(left, 6 + Math.floor(random() * 20))
      sentences.push(`${sentence(random, language, size)}.`)
      left -= size
    }
    paragraphs.push(sentences.join(' '))
  }
  const site = zipf(random, SITES)
  const published = Math.floor(random() * DAYS)
  const saved = Math.min(DAYS, published + Math.floor(random() * random() * 400))
  const title = sentence(random, language, 3 + Math.floor(random() * 8))
  const tags = new Set(Array.from({ length: Math.floor(random() * 4) }, () => tagName(zipf(random, TAGS))))
  return {
    title,
    text: paragraphs.join('\n'),
    html: paragraphs.map((text) => `<p>${text}</p>`).join('\n'),
    record: {
      title,
      byline: sentence(random, english, 2),
      site: `Site ${String(site)}`,
      url: `https://site-${String(site)}.example/${String(number)}`,
      published: day(published),
      saved: day(saved),
      lang: language.lang,
      dir: language.dir,
      tags: [...tags],
      read: random() < 0.6,
      starred: random() < 0.03,
      words: length,
      minutes: Math.ceil(length / WORDS_PER_MINUTE),
    },
  }
}

/** A third of the tags are steps below another one. */
const tagName = (rank: number): string =>
  rank % 3 === 2 ? `topic-${String(rank % 20)}/part-${String(rank)}` : `topic-${String(rank)}`

/** Queries as people type them: one to three words, some cut off in the middle, some with a field. */
export function makeQueries(count: number, seed = 2): string[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => {
    const known = vocabulary(languageOf(random))
    const chosen = Array.from({ length: 1 + Math.floor(random() * 3) }, () => known[zipf(random, known.length)] ?? '')
    const kind = random()
    if (kind < 0.2) return `${chosen.join(' ')} tag:topic-${String(zipf(random, TAGS))}`
    if (kind < 0.3) return `"${chosen.join(' ')}"`
    return chosen.join(' ')
  })
}
