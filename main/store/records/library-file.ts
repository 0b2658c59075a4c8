import { existsSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { z } from 'zod'
import {
  LIBRARY_VERSION,
  librarySchema,
  notDuplicatesSchema,
  ruleSchema,
  savedSearchSchema,
  watchedFolderSchema,
  type Library,
} from '../../../shared/model/library.ts'
import type { Detail, Phrase } from '../../../shared/model/phrase.ts'
import { problem, type Problem } from '../../../shared/model/problem.ts'
import { siteRuleSchema } from '../../../shared/model/site-rule.ts'
import { tagInfoSchema } from '../../../shared/model/tag.ts'
import { diskProblem } from '../disk.ts'
import { writeJson } from './write-json.ts'

export const LIBRARY_FILE = 'library.json'

export function emptyLibrary(): Library {
  return {
    version: LIBRARY_VERSION,
    created: new Date().toISOString(),
    tags: {},
    rules: [],
    savedSearches: [],
    watchedFolders: [],
    siteRules: [],
    notDuplicates: [],
  }
}

export type LibraryRead =
  | { state: 'ok'; library: Library }
  | { state: 'missing' }
  | { state: 'damaged' | 'newer'; library: Library; problem: Problem }

/** Reads library.json. A newer one is read as far as it can be; of a damaged one everything is taken that is sound. */
export async function readLibrary(root: string): Promise<LibraryRead> {
  const path = join(root, LIBRARY_FILE)
  const file = new Low<unknown>(new JSONFile<unknown>(path), null)
  try {
    await file.read()
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw diskProblem(error, path)
    return damaged(path, emptyLibrary(), { reason: `${error.message}.` })
  }
  if (file.data === null || file.data === undefined) {
    // an empty file is what some disks leave of a write that was cut off
    return existsSync(path)
      ? damaged(path, emptyLibrary(), { reason: 'content.empty' satisfies Phrase })
      : { state: 'missing' }
  }
  const { data, error } = librarySchema.safeParse(file.data)
  const library = data ?? salvage(file.data)
  if (library.version > LIBRARY_VERSION) {
    return { state: 'newer', library, problem: problem('library.newer', { file: root, version: library.version }) }
  }
  if (data) return { state: 'ok', library: data }
  const issue = error?.issues[0]
  const entry = issue?.path.join('.') ?? ''
  const why = { reason: 'library.entry' satisfies Phrase, entry, said: issue?.message ?? '' }
  return damaged(path, { ...library, version: LIBRARY_VERSION }, why)
}

function damaged(path: string, library: Library, why: Detail): LibraryRead {
  return { state: 'damaged', library, problem: problem('library.damaged', { file: path, ...why }) }
}

const looseSchema = z.record(z.string(), z.unknown())

/** The sound parts of a library.json: field by field, and in lists and tags one by one. */
function salvage(found: unknown): Library {
  const loose = looseSchema.safeParse(found).data ?? {}
  const empty = emptyLibrary()
  const list = <T>(schema: z.ZodType<T>, value: unknown): T[] =>
    (z.array(z.unknown()).safeParse(value).data ?? []).flatMap((each) => {
      const sound = schema.safeParse(each)
      return sound.success ? [sound.data] : []
    })
  const tags = Object.entries(looseSchema.safeParse(loose.tags).data ?? {}).flatMap(([tag, info]) => {
    const sound = tagInfoSchema.safeParse(info)
    return sound.success ? [[tag, sound.data] as const] : []
  })
  return {
    version: librarySchema.shape.version.safeParse(loose.version).data ?? empty.version,
    created: librarySchema.shape.created.safeParse(loose.created).data ?? empty.created,
    tags: Object.fromEntries(tags),
    rules: list(ruleSchema, loose.rules),
    savedSearches: list(savedSearchSchema, loose.savedSearches),
    watchedFolders: list(watchedFolderSchema, loose.watchedFolders),
    siteRules: list(siteRuleSchema, loose.siteRules),
    notDuplicates: list(notDuplicatesSchema, loose.notDuplicates),
  }
}

/** Keeps a damaged library.json beside the new one. */
export async function keepDamaged(root: string): Promise<void> {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  await copyFile(join(root, LIBRARY_FILE), join(root, `library.damaged-${stamp}.json`))
}

/** Replaces library.json atomically. */
export async function writeLibrary(root: string, library: Library): Promise<void> {
  await writeJson(join(root, LIBRARY_FILE), library)
}
