/** A key to sort by: five bytes of a word above its number. */
const KEY_BYTES = 5
const NUMBER_BITS = 24
const NUMBER = (1 << NUMBER_BITS) - 1
/** So few words are put in order one by one. */
const FEW = 12

/** Numbers of words in the order of their bytes. Numbers as keys sort ten times quicker than words that are compared. */
export function sortedWords(bytes: Uint8Array, starts: Uint32Array, size: number): Uint32Array {
  const numbers = Uint32Array.from({ length: size }, (_, number) => number)
  sortFrom(0, numbers)
  return numbers

  /** puts words in order that have their first `shared` bytes in common */
  function sortFrom(shared: number, words: Uint32Array): void {
    const keys = new BigUint64Array(words.length)
    // halves of keys: a large integer made of each would take longer than all the sorting
    const halves = new Uint32Array(keys.buffer)
    for (let at = 0; at < words.length; at++) {
      const word = words[at] ?? 0
      const from = (starts[word] ?? 0) + shared
      const length = (starts[word + 1] ?? 0) - from
      halves[2 * at + 1] =
        (length > 0 ? (bytes[from] ?? 0) << 24 : 0) |
        (length > 1 ? (bytes[from + 1] ?? 0) << 16 : 0) |
        (length > 2 ? (bytes[from + 2] ?? 0) << 8 : 0) |
        (length > 3 ? (bytes[from + 3] ?? 0) : 0)
      halves[2 * at] = (length > 4 ? (bytes[from + 4] ?? 0) << NUMBER_BITS : 0) | word
    }
    keys.sort()
    const next = shared + KEY_BYTES
    let from = 0
    for (let at = 0; at < words.length; at++) {
      words[at] = (halves[2 * at] ?? 0) & NUMBER
      if (
        at > 0 &&
        (halves[2 * at - 1] !== halves[2 * at + 1] ||
          ((halves[2 * at - 2] ?? 0) ^ (halves[2 * at] ?? 0)) > NUMBER ||
          ((halves[2 * at - 2] ?? 0) ^ (halves[2 * at] ?? 0)) < 0)
      ) {
        sortRun(next, words, from, at)
        from = at
      }
    }
    sortRun(next, words, from, words.length)
  }

  function sortRun(shared: number, words: Uint32Array, from: number, to: number): void {
    if (to - from > FEW) {
      sortFrom(shared, words.subarray(from, to))
      return
    }
    for (let at = from + 1; at < to; at++) {
      const word = words[at] ?? 0
      let place = at
      for (; place > from && isBehind(words[place - 1] ?? 0, word, shared); place--)
        words[place] = words[place - 1] ?? 0
      words[place] = word
    }
  }

  function isBehind(a: number, b: number, shared: number): boolean {
    let [atA, atB] = [(starts[a] ?? 0) + shared, (starts[b] ?? 0) + shared]
    const [endA, endB] = [starts[a + 1] ?? 0, starts[b + 1] ?? 0]
    while (atA < endA && atB < endB && bytes[atA] === bytes[atB]) {
      atA++
      atB++
    }
    return atA < endA && (atB >= endB || (bytes[atA] ?? 0) > (bytes[atB] ?? 0))
  }
}
