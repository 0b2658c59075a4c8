/** One at a time for each key, in the order of asking; different keys never wait for each other. */
export function createTurns(): { take(key: string): Promise<() => void> } {
  const last = new Map<string, Promise<void>>()
  return {
    async take(key) {
      const before = last.get(key)
      let release: () => void = () => undefined
      const mine = new Promise<void>((resolve) => (release = resolve))
      last.set(key, mine)
      await before
      return () => {
        if (last.get(key) === mine) last.delete(key)
        release()
      }
    },
  }
}
