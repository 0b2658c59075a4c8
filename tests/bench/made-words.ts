/** Numbers from 0 to 1, the same sequence for the same seed. */
export type Random = () => number

/** mulberry32: 32 bits of state, the same sequence for the same seed on every machine. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A rank from 0 with probability about 1 / (rank + 1): Zipf's law. */
export const zipf = (random: Random, ranks: number): number => Math.floor(Math.pow(ranks + 1, random())) - 1

/** Standard normal deviate (Box and Muller, 1958). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

export interface Language {
  lang: string
  dir: 'ltr' | 'rtl'
  /** of all articles */
  share: number
  syllables: string[]
  between: string
  stop: string
}

/** Different words of a language in a large collection. */
const VOCABULARY = 60_000
/** What an article is about: so many subjects, each with words of its own, which are one word in so many. */
export const SUBJECTS = 200
const SUBJECT_WORDS = 60
const SUBJECT_SHARE = 0.12
/** Below this rank a word belongs to no subject. */
const COMMON_WORDS = 400

const split = (text: string): string[] => text.split(' ')
const english: Language = {
  lang: 'en',
  dir: 'ltr',
  share: 0.58,
  syllables: split('ta re lo ing sto ven mar ku el no sha pri den wick or ba tion fe hol ly am cre du ster'),
  between: ' ',
  stop: '.',
}
const german = split('ge ver schla ung haus ü ber stein mor gen lich keit ein auf wärts böh zu tal')
const french = split('la ré tion mai son é cou vre pa li ment ou jour beau que voi tu cha')
const spanish = split('ca mi no es ción pa la bra ñe ro tu lle gar do si mor á ve')
const russian = split('по ст ро ва ние мо ре го род ка ли на сте пь ок но ве сна')
const japanese = split('雨 の 日 本 が 町 を 歩 く 灯 り は 山 に 風 と 手 紙 書 き た')
const chinese = split('的 城 市 雨 在 河 书 人 山 海 风 灯 夜 路 门 春 天 桥 鸟 茶 云')
const thai = split('กา ร เมือง น้ำ ใน คน ฝน ทาง บ้าน ลม ดี มา ไฟ หนัง สือ เขา ป่า')
const arabic = split('كت اب مد ين ال بح ر نو سل ام در قل حد يث')
const languages: Language[] = [
  english,
  { ...english, lang: 'de', share: 0.16, syllables: german },
  { ...english, lang: 'fr', share: 0.08, syllables: french },
  { ...english, lang: 'es', share: 0.05, syllables: spanish },
  { ...english, lang: 'ru', share: 0.03, syllables: russian },
  { lang: 'ja', dir: 'ltr', share: 0.03, syllables: japanese, between: '', stop: '。' },
  { lang: 'zh', dir: 'ltr', share: 0.03, syllables: chinese, between: '', stop: '。' },
  { lang: 'th', dir: 'ltr', share: 0.02, syllables: thai, between: '', stop: ' ' },
  { lang: 'ar', dir: 'rtl', share: 0.02, syllables: arabic, between: ' ', stop: '.' },
]

const words = new Map<string, string[]>()

/** The words of a language, most frequent first; frequent ones are short. */
export function vocabulary({ lang, syllables }: Language): string[] {
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

export function languageOf(random: Random): Language {
  let left = random()
  return languages.find(({ share }) => (left -= share) < 0) ?? english
}

/** A word of the language, now and then one that belongs to the subject. */
function word(random: Random, known: readonly string[], subject: number | undefined): string {
  if (subject === undefined || random() >= SUBJECT_SHARE) return known[zipf(random, known.length)] ?? ''
  return known[COMMON_WORDS + subject * SUBJECT_WORDS + zipf(random, SUBJECT_WORDS)] ?? ''
}

export function sentence(random: Random, language: Language, count: number, subject?: number): string {
  const known = vocabulary(language)
  const text = Array.from({ length: count }, () => word(random, known, subject)).join(language.between)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Paragraphs of a few sentences each, `count` words together. */
export function paragraphs(random: Random, language: Language, count: number, subject: number): string[] {
  const made: string[] = []
  for (let left = count; left > 0;) {
    const sentences: string[] = []
    for (let more = 2 + Math.floor(random() * 4); more > 0 && left > 0; more--) {
      const size = Math.min(left, 6 + Math.floor(random() * 20))
      sentences.push(sentence(random, language, size, subject) + language.stop)
      left -= size
    }
    made.push(sentences.join(' '))
  }
  return made
}

const TAGS = 400
/** A third of the tags are steps below another one. */
export const tagName = (rank: number): string =>
  rank % 3 === 2 ? `topic-${String(rank % 20)}/part-${String(rank)}` : `topic-${String(rank)}`

/** A tag, more often than not one that goes with the subject. */
export const tagOf = (random: Random, subject: number): string =>
  tagName(random() < 0.6 ? (subject * 2 + zipf(random, 5)) % TAGS : zipf(random, TAGS))

/** Queries as people type them: one to three words, some cut off in the middle, some with a field. */
export function makeQueries(count: number, seed = 2): string[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => {
    const known = vocabulary(languageOf(random))
    const chosen = Array.from({ length: 1 + Math.floor(random() * 3) }, () => known[zipf(random, known.length)] ?? '')
    const kind = random()
    if (kind < 0.2) return `${chosen.join(' ')} tag:${tagName(zipf(random, TAGS))}`
    if (kind < 0.3) return `"${chosen.join(' ')}"`
    return chosen.join(' ')
  })
}
