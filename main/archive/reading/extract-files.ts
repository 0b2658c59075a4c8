import { discover, type Discovered } from '../../intake/discover.ts'
import { mapInOrder } from '../../intake/flow.ts'
import type { ReadResult } from '../../intake/messages.ts'
import { createPagePool, type PagePool } from '../../intake/pool.ts'
import { problemOf, sentence } from '../../../shared/model/problem.ts'
import type { ExtractLine } from '../../archive.ts'

interface ExtractOptions {
  /** address of the page, when the file does not tell */
  url?: string
  workers?: number
}

function lineOf(file: string, result: ReadResult): ExtractLine {
  if (!result.ok) return { file, warnings: [], error: sentence(result.problem) }
  const { extracted, format, producer } = result
  const { url, title, byline, site, published, modified, saved, lang, dir, excerpt, image } = extracted
  const { words, text, html, warnings, sources } = extracted
  return {
    file,
    format,
    producer,
    url,
    title,
    byline,
    site,
    published,
    modified,
    saved,
    lang,
    dir,
    excerpt,
    image,
    words,
    text,
    html,
    warnings,
    sources,
  }
}

async function linesOf(pool: PagePool, found: Discovered, url: string | undefined): Promise<ExtractLine[]> {
  if (!('file' in found)) return [{ file: found.path, warnings: [], error: sentence(found.problem) }]
  const { path } = found.file
  const lines: ExtractLine[] = []
  try {
    await pool.read(found.file, { page: (result) => void lines.push(lineOf(path, result)) }, { ask: false, url })
  } catch (error) {
    lines.push({ file: path, warnings: [], error: sentence(problemOf(error)) })
  }
  return lines
}

/** What would be taken from each page of files and folders, in their order, without a library. */
export async function* extractFiles(
  paths: readonly string[],
  { url, workers }: ExtractOptions = {},
): AsyncGenerator<ExtractLine> {
  const pool = createPagePool({ workers })
  try {
    const found = discover(paths, {
      belonging: (list) => pool.belonging(list),
      framed: (folder, of) => pool.framed(folder, of),
    })
    for await (const lines of mapInOrder(found, pool.width, (each) => linesOf(pool, each, url))) {
      yield* lines
    }
  } finally {
    await pool.close()
  }
}
