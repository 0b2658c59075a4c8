/** A piece of query text with its place in it. `value` is without quotation marks, `name` without the colon. */
export type Token = { from: number; to: number } & (
  | { kind: 'open' | 'close' | 'not' | 'or' }
  | { kind: 'term'; name?: string; nameEnd: number; value: string; quoted: boolean; unclosed: boolean }
)

const QUOTES = '"“”„'
/** What closes a phrase: a straight mark only another, so that printed quotations can stand in one; a printed mark any of its kind. */
const closing = (opening: string): RegExp => (opening === '"' ? /"/u : /[“”]/u)
const SPACE = /\s/u
const FIELD = /^([A-Za-z]+):(?!\/\/)/
const END_OF_WORD = /[\s()"“”„]/u

/** Cuts query text into tokens. Takes any text; the only mistake at this level is a quotation mark that is never closed. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const char = text.charAt(at)
    if (SPACE.test(char)) at++
    else if (char === '(' || char === ')') tokens.push({ kind: char === '(' ? 'open' : 'close', from: at, to: ++at })
    else if (char === '-' && isBeforeTerm(text, at + 1)) tokens.push({ kind: 'not', from: at, to: ++at })
    else {
      const token = term(text, at)
      at = token.to
      const word = token.kind === 'term' && !token.quoted && token.name === undefined ? token.value : ''
      if (/^(or|\|)$/i.test(word)) tokens.push({ kind: 'or', from: token.from, to: token.to })
      // two words side by side are both looked for anyway
      else if (word.toLowerCase() !== 'and') tokens.push(token)
    }
  }
  return tokens
}

function isBeforeTerm(text: string, at: number): boolean {
  const next = text.charAt(at)
  return next !== '' && next !== ')' && !SPACE.test(next)
}

function term(text: string, from: number): Token {
  // a field name is short; the slice keeps the search for one out of long texts
  const name = FIELD.exec(text.slice(from, from + 40))?.[1]
  const start = name === undefined ? from : from + name.length + 1
  const nameEnd = start
  if (QUOTES.includes(text.charAt(start)) && start < text.length) {
    const rest = text.slice(start + 1)
    const closed = rest.search(closing(text.charAt(start)))
    // one that the keyboard began as a printed mark may end as a straight one
    const length = closed < 0 ? rest.search(/"/u) : closed
    const unclosed = length < 0
    const end = unclosed ? text.length : start + 1 + length
    const value = text.slice(start + 1, end)
    return { kind: 'term', name, nameEnd, value, quoted: true, unclosed, from, to: unclosed ? end : end + 1 }
  }
  let end = start
  while (end < text.length && !END_OF_WORD.test(text.charAt(end))) end++
  return { kind: 'term', name, nameEnd, value: text.slice(start, end), quoted: false, unclosed: false, from, to: end }
}
