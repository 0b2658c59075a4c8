import { openPathCache } from './path-cache.ts'

/** Articles remembered for one file: after an undo or two the one before is the library's again. */
const MOST_REMEMBERED = 8

/** Which articles each file outside was taken in as: a cache, so that a file saved again under its name is known. */
export interface TakenFiles {
  /** their ids, the last one first */
  articles(path: string): string[]
  note(path: string, id: string): void
  close(): Promise<void>
}

/** Opens the cache; a line is a path with its ids, parted by blanks. */
export async function openTakenFiles(file: string): Promise<TakenFiles> {
  const cache = await openPathCache(file)
  const articles = (path: string): string[] => cache.get(path)?.split(' ') ?? []
  return {
    articles,
    note(path, id) {
      const before = articles(path).filter((each) => each !== id)
      cache.set(path, [id, ...before].slice(0, MOST_REMEMBERED).join(' '))
    },
    close: () => cache.close(),
  }
}
