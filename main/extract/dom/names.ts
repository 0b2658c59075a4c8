/** What lists of names say about an element: bits, to the words in its class or id that say so. */
export type NameLists = readonly (readonly [bits: number, list: string])[]

/** Longer names are cut: no more letters of an element's names are looked at. */
export const MOST_NAMES = 400
const NONE: readonly [string, number][] = []

const isLetter = (code: number): boolean => code >= 0x61 && code <= 0x7a

/** In lower case, with a hyphen where a capital begins a word. */
function inLower(names: string): string {
  for (let at = 0; at < names.length; at++) {
    const code = names.charCodeAt(at)
    if ((code >= 0x41 && code <= 0x5a) || code >= 0x80) return names.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()
  }
  return names
}

/**
 * A test of class and id names. They are cut into words (`related-posts`, `relatedPosts`, `related_posts` all hold `related`), so
 * that `header` is not found in `headerless`; `two-words` stand side by side, and `word*` is any word that begins so.
 */
export function namesIn(lists: NameLists): (names: string) => number {
  const words = new Map<string, number>()
  const beginnings: [string, number][] = []
  /** by their first word */
  const phrases = new Map<string, [string, number][]>()
  for (const [bits, list] of lists) {
    for (const name of list.trim().split(/\s+/)) {
      const [first = ''] = name.split('-')
      if (name.endsWith('*')) beginnings.push([name.slice(0, -1), bits])
      else if (first === name) words.set(name, (words.get(name) ?? 0) | bits)
      else phrases.set(first, [...(phrases.get(first) ?? []), [name, bits]])
    }
  }
  return (names) => {
    const cut = inLower(names.slice(0, MOST_NAMES))
    let found = 0
    for (let from = 0; from < cut.length; from++) {
      if (!isLetter(cut.charCodeAt(from))) continue
      let end = from + 1
      while (isLetter(cut.charCodeAt(end))) end++
      const run = cut.slice(from, end)
      found |= words.get(run) ?? 0
      for (const [beginning, bits] of beginnings) if (run.startsWith(beginning)) found |= bits
      for (const [phrase, bits] of phrases.get(run) ?? NONE)
        if (cut.startsWith(phrase, from) && !isLetter(cut.charCodeAt(from + phrase.length))) found |= bits
      from = end
    }
    return found
  }
}
