/** What a UTF-16 unit is: not asked yet, between words, part of one. */
const [UNASKED, BETWEEN, PART] = [0, 1, 2]
const UNITS = 0x10000
const isHighHalf = (code: number): boolean => code >= 0xd800 && code < 0xdc00

/**
 * Gives a function for the different words of a text, in their order. `letter` says of one letter whether words are made of it; it
 * is asked once for each, so that a text is walked through several times quicker than an expression matches its words.
 */
export function createWordSet(letter: RegExp): (text: string) => Set<string> {
  const kinds = new Uint8Array(UNITS)
  const kindOf = (symbol: string): number => (letter.test(symbol) ? PART : BETWEEN)

  return (text) => {
    const words = new Set<string>()
    let from = -1
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      let kind = kinds[code] ?? UNASKED
      let units = 1
      if (kind === UNASKED) {
        const symbol = String.fromCodePoint(text.codePointAt(at) ?? 0)
        units = symbol.length
        kind = kindOf(symbol)
        // half of a letter says nothing about the next letter that begins with it
        if (!isHighHalf(code)) kinds[code] = kind
      }
      if (kind === PART) {
        if (from < 0) from = at
      } else if (from >= 0) {
        words.add(text.slice(from, at))
        from = -1
      }
      at += units - 1
    }
    if (from >= 0) words.add(text.slice(from))
    return words
  }
}
