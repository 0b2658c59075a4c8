import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { diskProblem } from '../disk.ts'

/** Replaces a JSON file atomically. A full disk leaves nothing behind: what lowdb writes beside would take the room it still has. */
export async function writeJson<T>(path: string, value: T): Promise<void> {
  try {
    await new Low<T>(new JSONFile<T>(path), value).write()
  } catch (error) {
    await rm(join(dirname(path), `.${basename(path)}.tmp`), { force: true }).catch(() => undefined)
    throw diskProblem(error, path)
  }
}
