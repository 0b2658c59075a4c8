import { crc32, deflateSync } from 'node:zlib'
import type { Format } from '../../shared/model/article.ts'
import { sha256 } from '../../main/platform/hash.ts'
import type { NewArticle } from '../../main/store/store.ts'
import { languageOf, normal, paragraphs, seeded, sentence, SUBJECTS, tagOf, zipf, type Random } from './made-words.ts'

/** Raise it when the same number gives another article: libraries made before are made anew. */
export const GENERATOR_VERSION = 1

const SITES = 2_000
/** Articles on the web have about 600 words in the middle, and a long tail. */
const MEDIAN_WORDS = 600
const SPREAD = 0.8
const MOST_WORDS = 8_000
const LEAST_WORDS = 60
const WORDS_PER_MINUTE = 230
const FIRST_DAY = Date.UTC(2012, 0, 1)
const DAYS = 5_000
/** One in so many is saved a second time, with a paragraph more. */
const AGAIN = 50
/** How far back the first one of these is at most, and the target of a link. */
const BACK = 900

const formats: [Format, number][] = [
  ['html', 0.62],
  ['mhtml', 0.14],
  ['html-complete', 0.1],
  ['pdf', 0.06],
  ['markdown', 0.04],
  ['eml', 0.02],
  ['epub', 0.01],
  ['text', 0.01],
]

/** One made-up article: the same for the same number. */
export interface MadeArticle {
  html: string
  text: string
  record: NewArticle['record']
  assets: NewArticle['assets']
}

function formatOf(random: Random): Format {
  let left = random()
  return formats.find(([, share]) => (left -= share) < 0)?.[0] ?? 'html'
}

const day = (number: number): string => new Date(FIRST_DAY + number * 86_400_000).toISOString()
const siteOf = (number: number, seed: number): number => zipf(seeded(seed * 7_000_003 + number), SITES)
const addressOf = (number: number, seed: number): string =>
  `https://site-${String(siteOf(number, seed))}.example/${String(number)}`

/** The article that this one is a later saving of; itself as a rule. */
function firstOf(number: number, random: Random): number {
  const again = number > BACK && random() < 1 / AGAIN
  return again ? number - 1 - Math.floor(random() * BACK) : number
}

/** Article `number` of a collection. */
export function makeArticle(number: number, seed = 1): MadeArticle {
  const own = seeded(seed * 1_000_003 + number)
  const first = firstOf(number, own)
  const random = first === number ? own : seeded(seed * 1_000_003 + first)
  if (first !== number) firstOf(first, random)
  const language = languageOf(random)
  const subject = zipf(random, SUBJECTS)
  const length = Math.round(MEDIAN_WORDS * Math.exp(normal(random) * SPREAD))
  const words = Math.min(MOST_WORDS, Math.max(LEAST_WORDS, length))
  const title = sentence(random, language, 3 + Math.floor(random() * 8), subject)
  const byline = sentence(random, language, 2)
  const body = paragraphs(random, language, words, subject)
  if (first !== number) body.push(sentence(own, language, 20, subject) + language.stop)
  const published = Math.floor(random() * DAYS)
  const saved = Math.min(DAYS, published + Math.floor(own() * own() * 400))
  const tags = new Set(Array.from({ length: Math.floor(own() * 4) }, () => tagOf(own, subject)))
  const pictured = own() < 0.25
  const url = addressOf(first, seed)
  const links = Array.from({ length: Math.floor(own() * 3) }, () =>
    addressOf(Math.max(0, number - 1 - Math.floor(own() * BACK)), seed),
  )
  const text = body.join('\n')
  const read = own() < 0.6
  const made: NewArticle['record'] = {
    ...{
      title,
      byline,
      url,
      site: `Site ${String(siteOf(first, seed))}`,
      published: day(published),
      saved: day(saved),
    },
    ...{ lang: language.lang, dir: language.dir, tags: [...tags], read, starred: own() < 0.03, words },
    ...{ minutes: Math.ceil(words / WORDS_PER_MINUTE), format: formatOf(own), excerpt: text.slice(0, 200) },
    ...{ sources: {}, alternatives: {}, warnings: [], tagRules: {}, provenance: [] },
    progress: read ? 1 : 0,
    marks: own() < 0.02 ? [markIn(text, own, sentence(own, language, 4))] : [],
    original: { main: 'page.html' },
    hashes: { source: sha256(`page ${String(number)}`), text: sha256(text) },
  }
  if (pictured) made.image = 'assets/picture.png'
  return {
    ...{ html: htmlOf(body, links, pictured), text, record: made },
    assets: pictured ? [{ path: 'picture.png', bytes: picture(own) }] : [],
  }
}

function htmlOf(body: string[], links: string[], pictured: boolean): string {
  const parts = body.map((text, at) => {
    const link = links[at]
    const [head = '', ...rest] = text.split(' ')
    return `<p>${link === undefined ? text : [`<a href="${link}">${head}</a>`, ...rest].join(' ')}</p>`
  })
  return `${pictured ? '<img src="assets/picture.png" alt="">\n' : ''}${parts.join('\n')}`
}

function markIn(text: string, random: Random, note: string): NewArticle['record']['marks'][number] {
  const start = Math.floor(random() * Math.max(1, text.length - 80))
  const quote = text.slice(start, start + 60)
  const [before, after] = [text.slice(Math.max(0, start - 48), start), text.slice(start + 60, start + 108)]
  return { id: 'a1', quote, before, after, start, colour: 'amber', note: random() < 0.5 ? note : '', made: day(DAYS) }
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const [WIDTH, HEIGHT] = [240, 160]

/** A picture of two colours, as small a file as can be. */
function picture(random: Random): Uint8Array {
  const colour = (): number => Math.floor(random() * 256)
  const palette = Buffer.from([colour(), colour(), colour(), colour(), colour(), colour()])
  const line = Buffer.alloc(1 + WIDTH / 8)
  const horizon = Math.floor(random() * HEIGHT)
  const lines = Array.from({ length: HEIGHT }, (_, y) => (y < horizon ? line : Buffer.from(line).fill(255, 1)))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  // one bit a pixel, out of the palette
  header.set([1, 3, 0, 0, 0], 8)
  const pieces = [chunk('IHDR', header), chunk('PLTE', palette), chunk('IDAT', deflateSync(Buffer.concat(lines)))]
  return Buffer.concat([SIGNATURE, ...pieces, chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
