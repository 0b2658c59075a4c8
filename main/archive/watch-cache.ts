import { createReadStream } from 'node:fs'
import { appendFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { log } from '../platform/log.ts'

/** A cache: without it every watched file is hashed once more. */
const FILE = 'watched.ndjson'
/** Lines that were overtaken by later ones, above which the file is written anew. */
const MOST_STALE = 1000

const lineSchema = z.object({ path: z.string(), signature: z.string() })

export interface WatchCache {
  /** true when the file with this size and time was dealt with before */
  knows(path: string, signature: string): boolean
  add(path: string, signature: string): void
  close(): Promise<void>
}

/** Which watched files were dealt with, by path, size and time, so that they are not read again at each start. */
export async function openWatchCache(library: string): Promise<WatchCache> {
  const file = join(library, FILE)
  const known = new Map<string, string>()
  let lines = 0
  const input = createReadStream(file, 'utf8')
  try {
    for await (const text of createInterface({ input })) {
      lines++
      const parsed = lineSchema.safeParse(parseJson(text))
      if (parsed.success) known.set(parsed.data.path, parsed.data.signature)
    }
  } catch {
    // no cache yet, or one that cannot be read: every file is looked at again
  }
  const waiting: string[] = []
  let writing: Promise<void> = Promise.resolve()
  const lineOf = (path: string, signature: string): string => `${JSON.stringify({ path, signature })}\n`

  async function flush(): Promise<void> {
    const text = waiting.splice(0).join('')
    if (text === '') return
    try {
      await appendFile(file, text)
    } catch (error) {
      log.error('The list of watched files could not be written', error)
    }
  }

  if (lines - known.size > MOST_STALE) {
    const text = [...known].map(([path, signature]) => lineOf(path, signature)).join('')
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
  }
  return {
    knows: (path, signature) => known.get(path) === signature,
    add(path, signature) {
      known.set(path, signature)
      waiting.push(lineOf(path, signature))
      writing = writing.then(flush)
    },
    close: () => writing,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
