import type { Blocks, Scope } from './blocks.ts'

const COOKIE = /(?<!\p{L})cookies?(?!\p{L})/iu
/** With so much about something else there is an article. */
const ENOUGH_TEXT = 300
/** The element of an article holds so much of what is kept and does not speak of cookies. */
const MOST_OF_TEXT = 0.9

/** What a page says of its cookies reads like a text: apart from an article about something else it goes. */
export function dropConsent({ blocks, scopes }: Blocks, title: string, kept: boolean[]): void {
  const speaks = blocks.map(({ index, text }) => kept[index] === true && COOKIE.test(text))
  if (!speaks.includes(true) || COOKIE.test(title)) return
  // characters that are kept before each block: of cookies, and of anything else
  const cookies = [0]
  const others = [0]
  for (const { index, length } of blocks) {
    const spoken = speaks[index] === true
    cookies.push((cookies[index] ?? 0) + (spoken ? length : 0))
    others.push((others[index] ?? 0) + (kept[index] === true && !spoken ? length : 0))
  }
  const within = (sums: readonly number[], { from, to }: Scope): number => (sums[to] ?? 0) - (sums[from] ?? 0)
  const rest = others[blocks.length] ?? 0
  if (rest < ENOUGH_TEXT) return
  // scopes stand in the order of the page: the last that holds enough, in more than one block, is the innermost
  const home = scopes.findLast((scope) => scope.to - scope.from > 1 && within(others, scope) >= rest * MOST_OF_TEXT)
  if (!home) return
  for (const scope of scopes) {
    const apart = scope.from >= home.to || scope.to <= home.from
    if (apart && within(cookies, scope) > within(others, scope)) kept.fill(false, scope.from, scope.to)
  }
}
