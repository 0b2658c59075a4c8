import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { diskPath, entriesOf } from '../../platform/byte-paths.ts'
import { warning } from '../../../shared/model/warning.ts'
import { COMPANION_DEPTH, COMPANION_FILES } from '../../platform/limits.ts'
import { OPAQUE, typeOfBytes, typeOfName } from '../../platform/media-types.ts'
import { foldName, safePath } from '../../platform/safe-names.ts'
import { unescapePercent, withoutFragment } from '../addresses.ts'
import { isCompanionName } from './companions.ts'
import type { Resource } from '../page.ts'
import { fileProblem, limitProblem } from '../source.ts'

/** The files of the folder that was saved with a page, by their path below the folder of the page. */
export interface CompanionFiles {
  get(href: string): Resource | undefined
  /** path on disk and path below the folder of the page, with forward slashes */
  files: { path: string; below: string }[]
  /** the page's own path among them, when it is not at their top */
  main?: string
  /** there are more than are taken */
  left?: boolean
}

/** What is said when a page has more files than are taken. */
export const leftOf = ({ left }: CompanionFiles): string[] =>
  left === true ? [warning('companionsLeft', { most: COMPANION_FILES })] : []

export const noCompanion: CompanionFiles = { get: () => undefined, files: [] }

/** All plain files below `folder`. Links are not followed: they could lead out of it. */
async function walk(folder: string, below: string, page: string): Promise<{ path: string; below: string }[]> {
  const files: { path: string; below: string }[] = []
  const visit = async (at: string, name: string, depth: number): Promise<void> => {
    if (depth > COMPANION_DEPTH) return
    for (const entry of await entriesOf(at)) {
      const path = join(at, entry.name)
      const next = name === '' ? entry.name : `${name}/${entry.name}`
      if (entry.isDirectory()) await visit(path, next, depth + 1)
      else if (entry.isFile()) {
        files.push({ path, below: next })
        if (files.length > COMPANION_FILES) throw limitProblem(page, 'limit.companions', { most: COMPANION_FILES })
      }
    }
  }
  try {
    await visit(folder, below, 1)
  } catch (error) {
    throw fileProblem(error, folder)
  }
  return files.sort((a, b) => (a.below < b.below ? -1 : 1))
}

/** A file on disk as a resource; its bytes are read when asked for. */
export function fileResource(path: string): Resource {
  const named = typeOfName(path)
  return {
    type: named,
    async read() {
      try {
        return await readFile(diskPath(path))
      } catch (error) {
        throw fileProblem(error, path)
      }
    },
  }
}

/** Steps of a relative address below the page's folder; undefined when it leads out of it. */
function stepsOf(path: string, at: string): string | undefined {
  const steps: string[] = []
  for (const step of (path.startsWith('/') ? path : `${at}/${path}`).replace(/\\/g, '/').split('/')) {
    if (step === '' || step === '.') continue
    if (step === '..') {
      if (steps.pop() === undefined) return undefined
    } else steps.push(step)
  }
  return steps.length === 0 ? undefined : steps.join('/')
}

/** The spellings under which a saver can have written a file's name into the markup. */
function spellings(href: string, at: string): string[] {
  const plain = withoutFragment(href)
  const withoutQuery = plain.replace(/\?.*$/s, '')
  const all = [plain, unescapePercent(plain), withoutQuery, unescapePercent(withoutQuery)]
  return [...new Set(all)].map((one) => stepsOf(one, at)).filter((path) => path !== undefined)
}

/** A file that was saved with a page: its path below the page's folder, with forward slashes. */
interface BesideFile {
  below: string
  resource(): Resource
}

export interface FileIndex {
  exact: ReadonlyMap<string, BesideFile>
  folded: ReadonlyMap<string, BesideFile>
}

/** Files by their paths, once for all pages that have them beside. */
export const indexFiles = (files: readonly BesideFile[]): FileIndex => ({
  exact: new Map(files.map((file) => [file.below.normalize('NFC'), file])),
  folded: new Map(files.map((file) => [foldName(file.below), file])),
})

/**
 * Files by their path below the folder of a page, found by the address in its markup: as written, percent-decoded, with the names
 * made safe as in the library, without regard to case, and under the folder's present name `own` when it was renamed.
 * `bases` are addresses that stand for the folder of the page; `at` is that folder when the paths begin further up.
 */
export function filesBeside(
  { exact, folded }: FileIndex,
  bases: readonly (string | undefined)[] = [],
  own = '',
  at = '',
): (href: string) => Resource | undefined {
  const folders = bases.flatMap((base) => (base !== undefined && URL.canParse(base) ? [new URL('.', base).href] : []))
  const lookUp = (path: string): BesideFile | undefined =>
    exact.get(path.normalize('NFC')) ?? folded.get(foldName(path)) ?? folded.get(foldName(safePath(path) ?? path))
  const find = (relative: string): BesideFile | undefined => {
    for (const path of spellings(relative, at)) {
      const direct = lookUp(path)
      if (direct !== undefined) return direct
      const slash = path.indexOf('/')
      if (own === '' || slash < 0 || !isCompanionName(path.slice(0, slash))) continue
      const renamed = lookUp(own + path.slice(slash))
      if (renamed !== undefined) return renamed
    }
    return undefined
  }
  return (href) => {
    const trimmed = href.trim()
    const start = folders.find((base) => trimmed.startsWith(base))
    const relative = start === undefined ? trimmed : trimmed.slice(start.length)
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(relative)) return undefined
    return find(relative)?.resource()
  }
}

/** What was saved beside the page `htmlPath` in the folder `companion`. */
export async function companionFiles(
  htmlPath: string,
  companion: string,
  bases: readonly (string | undefined)[] = [],
): Promise<CompanionFiles> {
  const own = companion === dirname(htmlPath) ? '' : basename(companion)
  const files = (await walk(companion, own, htmlPath)).filter((file) => file.path !== htmlPath)
  const beside = files.map(({ path, below }) => ({ below, resource: () => fileResource(path) }))
  return { files, get: filesBeside(indexFiles(beside), bases, own) }
}

/** The media type of a resource, looked up in its bytes when its name does not tell. */
export async function typeOf(resource: Resource): Promise<string> {
  return resource.type === OPAQUE ? (typeOfBytes(await resource.read()) ?? OPAQUE) : resource.type
}
