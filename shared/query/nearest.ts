/** Typing mistakes that are still taken for the word. */
const MOST_EDITS = 2

/** Edits (insert, delete, replace, swap of neighbours) between two words: optimal string alignment distance. */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1
  const cell = new Array<number>((a.length + 1) * width).fill(0)
  const at = (i: number, j: number): number => cell[i * width + j] ?? 0
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      let least: number
      if (i === 0 || j === 0) least = i + j
      else {
        const same = a[i - 1] === b[j - 1] ? 0 : 1
        least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same)
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          least = Math.min(least, at(i - 2, j - 2) + 1)
        }
      }
      cell[i * width + j] = least
    }
  }
  return at(a.length, b.length)
}

/** The name that was most likely meant; undefined when none is near: at most two edits, and less than half of the word. */
export function nearest<T extends string>(typed: string, names: readonly T[]): T | undefined {
  const word = typed.toLowerCase()
  let best: T | undefined
  let least = Math.min(MOST_EDITS, Math.ceil(word.length / 2) - 1) + 1
  for (const name of names) {
    if (Math.abs(name.length - word.length) > MOST_EDITS) continue
    const edits = editDistance(word, name)
    if (edits < least) {
      best = name
      least = edits
    }
  }
  return best
}
