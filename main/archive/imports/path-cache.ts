import { appendFile, readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { log } from '../../platform/log.ts'

/** Lines that were overtaken by later ones, above which the file is written anew. */
const MOST_STALE = 1000

const lineSchema = z.object({ path: z.string(), value: z.string() })

/** What is remembered about files outside the library, by their path. */
export interface PathCache {
  get(path: string): string | undefined
  set(path: string, value: string): void
  close(): Promise<void>
}

/** Opens a cache, one line a path, the last one counts. Without it files are looked at once more; nothing is lost. */
export async function openPathCache(file: string): Promise<PathCache> {
  const known = new Map<string, string>()
  let lines = 0
  // no cache yet, or one that cannot be read: it begins anew
  const text = await readFile(file, 'utf8').catch(() => '')
  for (const row of text.split('\n')) {
    if (row === '') continue
    lines++
    const line = parseLine(row)
    if (line) known.set(line.path, line.value)
  }
  let waiting = ''
  let writing: Promise<void> | undefined
  const lineOf = (path: string, value: string): string => `${JSON.stringify({ path, value })}\n`

  async function flush(): Promise<void> {
    try {
      while (waiting !== '') {
        const next = waiting
        waiting = ''
        await appendFile(file, next)
      }
    } catch (error) {
      log.error(`${file} could not be written`, error)
    }
    writing = undefined
  }

  if (lines - known.size > MOST_STALE) {
    await writeFile(`${file}.new`, [...known].map(([path, value]) => lineOf(path, value)).join(''))
    await rename(`${file}.new`, file)
  }
  return {
    get: (path) => known.get(path),
    set(path, value) {
      if (known.get(path) === value) return
      known.set(path, value)
      waiting += lineOf(path, value)
      writing ??= flush()
    },
    async close() {
      while (writing) await writing
    },
  }
}

function parseLine(text: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data
  } catch {
    // the end of a line that was being written when the program died
    return undefined
  }
}
