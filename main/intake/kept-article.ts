import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { RECORD_FILE, VIEW_FILE } from '../../shared/model/article-files.ts'
import { metadataFields, RECORD_VERSION, recordSchema, type ArticleRecord } from '../../shared/model/article.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { parsePage } from '../extract/dom/parse.ts'
import { serialise } from '../extract/view/serialise.ts'
import type { Extracted } from '../extract/article.ts'
import { fileProblem } from '../formats/source.ts'
import { diskPath } from '../platform/byte-paths.ts'
import { sha256File } from '../platform/hash.ts'
import { textOfHtml } from '../platform/html-text.ts'
import { insideOf } from '../platform/inside.ts'
import { FILE_BYTES, sizeText } from '../platform/limits.ts'
import { typeOfName } from '../platform/media-types.ts'
import { safePath } from '../platform/safe-names.ts'
import type { ReadPage, ReadResult } from './messages.ts'
import { textHash } from './text-hash.ts'

/** Most bytes of a record: one with thousands of marks has a megabyte. */
const RECORD_BYTES = 50 * 1024 * 1024

async function recordIn(path: string): Promise<ArticleRecord | undefined> {
  if ((await stat(diskPath(path))).size > RECORD_BYTES) return undefined
  try {
    return recordSchema.safeParse(JSON.parse(await readFile(diskPath(path), 'utf8'))).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw fileProblem(error, path)
  }
}

/** A file no larger than one of a page may be. */
async function readLimited(file: string): Promise<Buffer> {
  const { size } = await stat(diskPath(file))
  if (size > FILE_BYTES)
    throw new ProblemError('file.tooLarge', { file, size: sizeText(size), limit: sizeText(FILE_BYTES) })
  return readFile(diskPath(file))
}

/** The pictures of the reading view: `assets/` has no folders. */
async function assetsIn(folder: string): Promise<Extracted['assets']> {
  const assets: Extracted['assets'] = []
  const names = await readdir(diskPath(join(folder, 'assets')), { withFileTypes: true }).catch(() => [])
  for (const entry of names) {
    if (!entry.isFile() || !/^[\w.-]+$/.test(entry.name)) continue
    const bytes = await readLimited(join(folder, 'assets', entry.name))
    assets.push({ path: `assets/${entry.name}`, type: typeOfName(entry.name), bytes })
  }
  return assets
}

/** What the record says of the files under `original/`, as far as it leads nowhere else. */
function originalsOf({ original }: ArticleRecord, folder: string): ReadPage['files'] {
  const safe = original.files.filter(({ path }) => safePath(path) === path)
  // the main file first: the library takes it for the page's own
  const main = safe.filter(({ path }) => path === original.main)
  const others = safe.filter(({ path }) => path !== original.main)
  return [...main, ...others].map(({ path }) => ({ path: join(folder, 'original', path), as: path }))
}

/**
 * An article of another library, by its record, with everything that was done with it; undefined when the file is no such record.
 * Nothing is read again from the original but its hash; the reading view goes through the same gate as every page's.
 */
export async function keptArticle(path: string): Promise<ReadResult | undefined> {
  if (basename(path) !== RECORD_FILE) return undefined
  const record = await recordIn(path)
  if (record === undefined) return undefined
  const folder = dirname(path)
  const files = originalsOf(record, folder)
  const [main] = files
  try {
    if (record.version > RECORD_VERSION)
      throw new ProblemError('library.newer', { file: path, version: record.version })
    if (main?.as !== record.original.main)
      throw new ProblemError('file.missing', { file: join(folder, 'original', record.original.main) })
    const view = join(folder, VIEW_FILE)
    // a folder that somebody sent is not to bring what else is on this machine
    for (const file of [...files.map(({ path: at }) => at), view])
      if ((await insideOf(folder, file)) === undefined) throw new ProblemError('file.missing', { file })
    const html = serialise(parsePage((await readLimited(view)).toString('utf8')).document.children)
    const text = textOfHtml(html)
    const sourceHash = await sha256File(main.path)
    const { sources, alternatives, warnings, words, minutes, marks, extracted, opened } = record
    const values = Object.fromEntries(metadataFields.map((field) => [field, record[field]]))
    return {
      ok: true,
      part: record.original.part,
      format: record.format,
      producer: record.producer,
      charset: record.charset,
      fileSources: record.fileSources,
      extracted: {
        ...values,
        title: record.title,
        dir: record.dir,
        ...{ html, text, words, minutes, sources, alternatives, warnings, marks },
        assets: await assetsIn(folder),
      },
      tags: record.tags,
      state: { read: record.read, starred: record.starred, progress: record.progress },
      madeFrom: record.id,
      kept: {
        opened,
        changed: record.changed,
        ...(extracted !== undefined && { extracted: { version: extracted.version, at: extracted.at } }),
      },
      sourceHash,
      textHash: textHash(text, record.url, sourceHash + (record.original.part ?? '')),
      files,
    }
  } catch (error) {
    return { ok: false, status: 'failed', problem: fileProblem(error, path).problem }
  }
}
