/** So many characters of a summary are compared; where it was cut off at its end does not matter. */
const COMPARED = 60

/** The summary under the title; undefined when the text begins with the same words, which would be read twice. */
export function deckOf(excerpt: string | undefined, opening: string): string | undefined {
  if (excerpt === undefined) return undefined
  const words = folded(excerpt)
  return words === '' || folded(opening).includes(words.slice(0, COMPARED)) ? undefined : excerpt
}

const folded = (text: string): string =>
  text
    .replace(/\s*(…|\.\.\.)\s*$/, '')
    .replace(/\s+/g, '')
    .toLowerCase()
