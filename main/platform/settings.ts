import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { settingsSchema, type Settings } from '../../shared/model/settings.ts'
import { log } from './log.ts'

export interface SettingsFile {
  get(): Settings
  /** writes the given fields; resolves when they are on disk */
  set(patch: Partial<Settings>): Promise<Settings>
  /** resolves when everything that was set is on disk */
  settled(): Promise<void>
  /** how to stop listening */
  onChange(listener: (settings: Settings) => void): () => void
}

/** Opens `settings.json` in the data folder. A damaged one is kept beside it under another name, and defaults are used. */
export async function openSettings(dataFolder: string): Promise<SettingsFile> {
  await mkdir(dataFolder, { recursive: true })
  const path = join(dataFolder, 'settings.json')
  const db = new Low<unknown>(new JSONFile<unknown>(path), null)
  let settings = await read(db, path)
  const listeners = new Set<(settings: Settings) => void>()
  let writing = Promise.resolve()
  return {
    get: () => settings,
    async set(patch) {
      settings = settingsSchema.parse({ ...settings, ...patch })
      for (const listener of listeners) listener(settings)
      db.data = settings
      // one after the other, so that the file never holds the older values; a failure is its own call's
      const written = writing.then(() => db.write())
      writing = written.catch(() => undefined)
      await written
      return settings
    },
    settled: () => writing,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

async function read(db: Low<unknown>, path: string): Promise<Settings> {
  try {
    await db.read()
    return settingsSchema.parse(db.data ?? {})
  } catch (error) {
    const kept = path.replace(/\.json$/, `.damaged-${String(Date.now())}.json`)
    log.error(`${path} is damaged; it was kept as ${kept} and defaults are used`, error)
    await rename(path, kept)
    return settingsSchema.parse({})
  }
}
