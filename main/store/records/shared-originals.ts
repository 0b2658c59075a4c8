import { link, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import { sha256File } from '../../platform/hash.ts'

/** Files remembered: those that an import is busy with, and as many again. */
const REMEMBERED = 64

/** An original that is in the library already: its path, and its size when it was last found to be whole. */
interface Kept {
  path: string
  bytes: number
}

/**
 * Originals that several articles have in common: of a crawl with five hundred pages each article has the whole file, but the
 * space is taken once. Each is a file of its own article (a hard link), so that deleting one leaves the others as they are.
 */
export interface SharedOriginals {
  /** puts an equal file of the library at `to`; its size, or undefined when there is none or links are not possible */
  linkTo(sha256: string, to: string): Promise<number | undefined>
  remember(sha256: string, kept: Kept): void
}

/** `find` gives an article with this main file, and its folder. */
export function createSharedOriginals(
  find: (sha256: string) => Promise<{ record: ArticleRecord; folder: string } | undefined>,
): SharedOriginals {
  const kept = new Map<string, Kept>()

  /** One from an earlier run is read once, so that no damaged file is shared. */
  async function lookUp(sha256: string): Promise<Kept | undefined> {
    const found = await find(sha256).catch(() => undefined)
    const file = found?.record.original.files.find(({ path }) => path === found.record.original.main)
    if (found === undefined || file?.sha256 !== sha256) return undefined
    const path = join(found.folder, 'original', file.path)
    return (await sha256File(path).catch(() => '')) === sha256 ? { path, bytes: file.bytes } : undefined
  }

  function remember(sha256: string, entry: Kept): void {
    kept.delete(sha256)
    kept.set(sha256, entry)
    const [oldest] = kept.keys()
    if (kept.size > REMEMBERED && oldest !== undefined) kept.delete(oldest)
  }

  /** False when the file is gone or another one, or the disk has no links (FAT, some network drives) or no more of them. */
  async function tryLink({ path, bytes }: Kept, to: string): Promise<boolean> {
    try {
      await link(path, to)
      if ((await stat(to)).size === bytes) return true
      await rm(to)
    } catch {
      // the caller copies instead
    }
    return false
  }

  return {
    remember,
    async linkTo(sha256, to) {
      const known = kept.get(sha256)
      if (known && (await tryLink(known, to))) return known.bytes
      kept.delete(sha256)
      const found = await lookUp(sha256)
      if (!found || !(await tryLink(found, to))) return undefined
      remember(sha256, found)
      return found.bytes
    },
  }
}
