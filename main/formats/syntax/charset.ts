import { labelToName, TextDecoder } from '@exodus/bytes/encoding.js'
import chardet from 'chardet'
import { prescan, prescanLate } from './charset-prescan.ts'
import { replacementsIn } from './replacements.ts'
import { isThai } from './thai.ts'
import { unmarkedWide } from './unmarked-wide.ts'

/** Bytes that the guess looks at: more does not change its mind, only its time. */
const GUESS_BYTES = 256 * 1024
/** Below this, chardet's first answer is noise and the language of the page knows better. */
const GUESS_CONFIDENCE = 30
/** So many characters of several bytes for each that is broken are UTF-8 with a few broken places: other encodings have hardly any. */
const WHOLE_TO_BROKEN = 10

export interface Decoded {
  text: string
  /** name of the Encoding standard, lower case: `utf-8`, `windows-1252`, `gbk` … and `utf-32be`, `utf-32le` */
  charset: string
  source: 'you' | 'byte order mark' | 'transport header' | 'meta' | 'guess'
}

/** A label as the Encoding standard's name in lower case; undefined when it is no label. */
function charsetOf(label: string | undefined): string | undefined {
  if (label === undefined) return undefined
  // Word and old mail programs write labels of their own for encodings the standard has
  return labelToName(label.trim().replace(/^["']|["']$/g, ''))?.toLowerCase()
}

/** The byte order marks; UTF-32 ones (which browsers gave up) first, as UTF-16LE's is the start of UTF-32LE's. */
function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'utf-32le'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return undefined
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pieces: string[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, littleEndian)
    if (at === 0 && point === 0xfeff) continue
    pieces.push(point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? '\uFFFD' : String.fromCodePoint(point))
  }
  return pieces.join('')
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Whether bytes that are no UTF-8 nearly are: a text that was cut off, or put together from others. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const beyondAscii = new TextDecoder('utf-8').decode(bytes).match(/[^\0-\x7f]/gu) ?? []
  const replaced = beyondAscii.filter((character) => character === '\uFFFD').length
  const broken = replaced - replacementsIn(bytes, 'utf-8')
  const whole = beyondAscii.length - broken
  return whole > 0 && whole >= broken * WHOLE_TO_BROKEN
}

/** What browsers fall back to for a language (HTML standard, 13.2.3.2, table of locale defaults). */
const legacyOfLanguage: Readonly<Record<string, string>> = {
  ar: 'windows-1256',
  az: 'windows-1254',
  ba: 'windows-1251',
  be: 'windows-1251',
  bg: 'windows-1251',
  cs: 'windows-1250',
  el: 'iso-8859-7',
  et: 'windows-1257',
  fa: 'windows-1256',
  he: 'windows-1255',
  hr: 'windows-1250',
  hu: 'iso-8859-2',
  ja: 'shift_jis',
  kk: 'windows-1251',
  ko: 'euc-kr',
  ku: 'windows-1254',
  ky: 'windows-1251',
  lt: 'windows-1257',
  lv: 'windows-1257',
  mk: 'windows-1251',
  pl: 'iso-8859-2',
  ru: 'windows-1251',
  sk: 'windows-1250',
  sl: 'iso-8859-2',
  sr: 'windows-1251',
  tg: 'windows-1251',
  th: 'windows-874',
  tr: 'windows-1254',
  tt: 'windows-1251',
  uk: 'windows-1251',
  vi: 'windows-1258',
  zh: 'gbk',
}

const WESTERN = 'windows-1252'

/** Markup is ASCII in every legacy encoding and drowns the statistics of the text. */
function withoutTags(bytes: Uint8Array): Buffer {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  // what nobody closed goes to the end, so that each character is looked at once
  const plain = text.replace(/<(script|style)\b[^]*?(?:<\/\1\s*>|$)|<[^>]*(?:>|$)/gi, ' ')
  return Buffer.from(plain, 'latin1')
}

function guess(bytes: Uint8Array): string {
  const wide = unmarkedWide(bytes)
  if (wide !== undefined) return wide
  if (isUtf8(bytes) && !bytes.subarray(0, GUESS_BYTES).includes(0x1b)) return 'utf-8'
  const head = bytes.subarray(0, GUESS_BYTES)
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 2048)).toString('latin1')
  const language = /<html[^>]*\slang\s*=\s*["']?([a-z]{2})/i.exec(text)?.[1]?.toLowerCase()
  const fallback = (language === undefined ? undefined : legacyOfLanguage[language]) ?? WESTERN
  if (isMostlyUtf8(head) && !head.includes(0x1b)) return 'utf-8'
  const plain = withoutTags(head)
  if (isThai(plain)) return 'windows-874'
  for (const match of chardet.analyse(plain)) {
    const charset = charsetOf(match.name)
    if (
      charset === undefined ||
      charset === 'utf-8' ||
      charset.startsWith('utf-16') ||
      match.confidence < GUESS_CONFIDENCE
    )
      continue
    return charset
  }
  return isUtf8(bytes) ? 'utf-8' : fallback
}

function decodeAs(bytes: Uint8Array, charset: string): string {
  if (charset === 'utf-32le' || charset === 'utf-32be') return decodeUtf32(bytes, charset === 'utf-32le')
  return new TextDecoder(charset).decode(bytes)
}

/**
 * Text as a browser reads it: HTML standard 13.2.3 "determining the character encoding": byte order mark, transport header,
 * `meta` in the first 1024 bytes, a later `meta` in the head (13.2.3.4 "changing the encoding while parsing"), then a guess:
 * valid UTF-8, statistics, the language's legacy encoding. `plain` skips what only markup has; `chosen` by a person, nothing else counts.
 */
export function decode(
  bytes: Uint8Array,
  options: { transport?: string; plain?: boolean; chosen?: string } = {},
): Decoded {
  const chosen = charsetOf(options.chosen)
  if (chosen !== undefined && chosen !== 'replacement')
    return { text: decodeAs(bytes, chosen), charset: chosen, source: 'you' }
  const mark = byteOrderMark(bytes)
  if (mark !== undefined) return { text: decodeAs(bytes, mark), charset: mark, source: 'byte order mark' }
  const transport = charsetOf(options.transport)
  // the decoder called "replacement" shows one U+FFFD instead of the page: a guess is worth more in an archive
  if (transport !== undefined && transport !== 'replacement')
    return { text: decodeAs(bytes, transport), charset: transport, source: 'transport header' }
  const declared = options.plain === true ? undefined : (prescan(bytes) ?? prescanLate(bytes))
  if (declared !== undefined && declared !== 'replacement')
    return { text: decodeAs(bytes, declared), charset: declared, source: 'meta' }
  const charset = guess(bytes)
  return { text: decodeAs(bytes, charset), charset, source: 'guess' }
}
