import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { z } from 'zod'
import { LIBRARY_VERSION, librarySchema, type Library } from '../../shared/model/library.ts'
import { problem, type Problem } from '../../shared/model/problem.ts'
import { diskProblem } from './disk.ts'

export const LIBRARY_FILE = 'library.json'

export function emptyLibrary(): Library {
  return {
    version: LIBRARY_VERSION,
    created: new Date().toISOString(),
    tags: {},
    rules: [],
    savedSearches: [],
    watchedFolders: [],
  }
}

const versioned = z.object({ version: z.number() })

export type LibraryRead =
  | { state: 'ok'; library: Library }
  | { state: 'missing' }
  | { state: 'damaged' | 'newer'; library: Library; problem: Problem }

/** Reads library.json. A newer one is read as far as it can be; a damaged one gives defaults and says why. */
export async function readLibrary(root: string): Promise<LibraryRead> {
  const path = join(root, LIBRARY_FILE)
  const file = new Low<unknown>(new JSONFile<unknown>(path), null)
  let reason = 'it is not JSON.'
  try {
    await file.read()
    if (file.data === null || file.data === undefined) return { state: 'missing' }
    const parsed = librarySchema.safeParse(file.data)
    const version = versioned.safeParse(file.data).data?.version ?? 0
    if (version > LIBRARY_VERSION) {
      const library = parsed.data ?? { ...emptyLibrary(), version }
      return { state: 'newer', library, problem: problem('library.newer', { file: root, version }) }
    }
    if (parsed.data) return { state: 'ok', library: parsed.data }
    reason = `${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? ''}.`
  } catch (error) {
    if (error instanceof SyntaxError) reason = `${error.message}.`
    else throw diskProblem(error, path)
  }
  return { state: 'damaged', library: emptyLibrary(), problem: problem('library.damaged', { file: path, reason }) }
}

/** Keeps a damaged library.json beside the new one. */
export async function keepDamaged(root: string): Promise<void> {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  await copyFile(join(root, LIBRARY_FILE), join(root, `library.damaged-${stamp}.json`))
}

/** Replaces library.json atomically. */
export async function writeLibrary(root: string, library: Library): Promise<void> {
  const path = join(root, LIBRARY_FILE)
  try {
    await new Low<Library>(new JSONFile<Library>(path), library).write()
  } catch (error) {
    throw diskProblem(error, path)
  }
}
