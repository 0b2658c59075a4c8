/** Letters of a text in Thai: fewer could be anything. */
const LEAST_LETTERS = 20
/** Letters that stand where Thai has none of their kind: slips, and words of other encodings in between. */
const ODD_SHARE = 0.02
/** Thai writes a vowel or a tone above or below every third letter. */
const LEAST_SIGNS = 0.1
/** In encodings of two bytes each (Korean) what looks like a sign is the second of two nearly always, in Thai each second time. */
const LEAST_FIRST = 0.2

const isConsonant = (byte: number): boolean => byte >= 0xa1 && byte <= 0xce
/** Above or below a consonant, on its own or with another sign. */
const isSign = (byte: number): boolean =>
  byte === 0xd1 || (byte >= 0xd4 && byte <= 0xda) || (byte >= 0xe7 && byte <= 0xee)
/** เ แ โ ใ ไ stand before their consonant. */
const isLeading = (byte: number): boolean => byte >= 0xe0 && byte <= 0xe4
const isUnused = (byte: number): boolean =>
  (byte >= 0xdb && byte <= 0xde) || byte >= 0xfc || (byte > 0x80 && byte < 0xa0 && byte !== 0x85 && !isQuote(byte))
/** “ ” and their like, dashes. */
const isQuote = (byte: number): boolean => byte >= 0x91 && byte <= 0x97

/**
 * Whether bytes are Thai in windows-874 (TIS-620): no statistics of letter pairs know it, but its signs stand behind consonants only
 * and some of its vowels before them only, which no other encoding's letters do.
 */
export function isThai(bytes: Uint8Array): boolean {
  let letters = 0
  let signs = 0
  let odd = 0
  let first = 0
  let run = 0
  let before = 0
  for (const byte of bytes) {
    if (byte >= 0x80) {
      letters++
      if (isUnused(byte)) odd++
      else if (isSign(byte)) {
        signs++
        if (run % 2 === 0) first++
        if (!isConsonant(before) && !isSign(before)) odd++
      }
    }
    if (isLeading(before) && !isConsonant(byte)) odd++
    run = byte < 0x80 ? 0 : run + 1
    before = byte
  }
  const isWritten = signs >= letters * LEAST_SIGNS && first >= signs * LEAST_FIRST
  return letters >= LEAST_LETTERS && isWritten && odd <= letters * ODD_SHARE
}
