/** Hexadecimal digits of a hash that are compared here: 48 bits, which a number holds exactly. */
export const HASH_START = 12

const startOf = (hash: string): number => Number.parseInt(hash.slice(0, HASH_START).padEnd(HASH_START, '0'), 16)

export interface KnownHashes {
  /** false: no article has this hash. True: one may have it, and the index has to be asked */
  mayHave(hash: string): Promise<boolean>
  add(...hashes: string[]): void
  /** something may have come that was not added here: the index is asked for all of them before the next answer */
  forget(): void
}

/**
 * The hashes of all articles in short, so that an import does not have to ask the index about every new page. `load` gives the
 * beginnings of those that are in the index, one behind the other.
 */
export function createKnownHashes(load: () => Promise<string>): KnownHashes {
  let stored: Promise<Float64Array> | undefined
  const added = new Set<number>()

  async function read(): Promise<Float64Array> {
    const starts = await load()
    const numbers = new Float64Array(starts.length / HASH_START)
    for (let at = 0; at < numbers.length; at++)
      numbers[at] = startOf(starts.slice(at * HASH_START, (at + 1) * HASH_START))
    return numbers.sort()
  }

  return {
    async mayHave(hash) {
      const start = startOf(hash)
      if (added.has(start)) return true
      // kept only when it succeeds
      stored ??= read().catch((error: unknown) => {
        stored = undefined
        throw error
      })
      return has(await stored, start)
    },
    add(...hashes) {
      for (const hash of hashes) added.add(startOf(hash))
    },
    forget() {
      stored = undefined
    },
  }
}

/** Whether a sorted array has a number. */
function has(sorted: Float64Array, wanted: number): boolean {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((sorted[middle] ?? 0) < wanted) from = middle + 1
    else to = middle
  }
  return sorted[from] === wanted
}
