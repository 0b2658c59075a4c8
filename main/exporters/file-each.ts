import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { Phrase } from '../../shared/model/phrase.ts'
import { ProblemError, problemOf } from '../../shared/model/problem.ts'
import { foldName, safeName } from '../platform/safe-names.ts'
import type { ExportArticle, ExportFinding, ExportResult, ExportRun, FileForm, Rendered } from './article.ts'
import { asideOf, diskProblem, edgesOf } from './own-file.ts'

/** Leaves room for the id and the extension in 255 bytes, and for the folder in Windows' 260 characters a path. */
const STEM_BYTES = 120

type AnyForm = FileForm<string | Uint8Array>

interface Options {
  out: string
  marks: boolean
  images: boolean
}

/**
 * Every article as a file of its own: into the folder `out`, or, when `out` has the form's extension, the one article into
 * that file. A file that was made from the same article is replaced, any other file is left alone.
 */
export async function writeFileEach(
  articles: AsyncIterable<ExportArticle>,
  form: AnyForm,
  options: Options,
  run: ExportRun,
): Promise<ExportResult> {
  const single = extname(options.out).toLowerCase() === form.extension && !(await isFolder(options.out))
  const findings: ExportFinding[] = []
  const taken = new Set<string>()
  let done = 0
  let files = 0
  for await (const article of single ? onlyOne(articles, options.out) : articles) {
    run.signal?.throwIfAborted()
    let path = options.out
    try {
      if (!single) path = join(options.out, await nameFor(article, form, options.out, taken))
      else if (!(await isFree(options.out, article, form))) throw new ProblemError('export.exists', { file: path })
      const assets = `${basename(path, extname(path))}.assets`
      const rendered = await form.render(article, { ...options, assets })
      files += await write(path, assets, rendered)
      run.onWritten?.({ id: article.record.id, path, note: rendered.note })
    } catch (error) {
      const known = diskProblem(error, path)
      // the next article would not fit or could not be written either
      if (single || (known instanceof ProblemError && known.problem.code.startsWith('disk.'))) throw known
      const problem =
        known instanceof ProblemError
          ? known.problem
          : {
              code: 'export.failed' as const,
              detail: { file: article.record.title, reason: String(problemOf(known).detail.reason) },
            }
      findings.push({ id: article.record.id, path, problem })
    }
    done++
    run.onProgress?.({ done, current: article.record.title })
  }
  if (done === 0) throw new ProblemError('export.empty')
  return { files, findings }
}

/** Looks one article ahead before the first is written: several do not fit into one file. */
async function* onlyOne(articles: AsyncIterable<ExportArticle>, out: string): AsyncIterable<ExportArticle> {
  let first: ExportArticle | undefined
  for await (const article of articles) {
    if (first) {
      const reason: Phrase = 'export.several'
      throw new ProblemError('export.failed', { file: out, reason })
    }
    first = article
  }
  if (first) yield first
}

/**
 * The title, or the title and the id where another article or someone else's file has that name. A name with the id that an
 * earlier export gave is kept, whatever the order of the articles is now.
 */
async function nameFor(article: ExportArticle, form: AnyForm, folder: string, taken: Set<string>): Promise<string> {
  const { id, title } = article.record
  const stem = shortened(safeName(title.replace(/\s+/g, ' ')))
  const short = stem + form.extension
  const long = safeName(`${stem} (${id})`) + form.extension
  const hadLong = (await makerOf(join(folder, long), form)) === id
  for (const name of hadLong ? [long] : [short, long]) {
    const key = foldName(name)
    if (taken.has(key) || !(await isFree(join(folder, name), article, form))) continue
    taken.add(key)
    return name
  }
  throw new ProblemError('export.exists', { file: join(folder, long) })
}

function shortened(stem: string): string {
  let short = ''
  for (const { segment } of new Intl.Segmenter().segment(stem)) {
    if (Buffer.byteLength(short + segment) > STEM_BYTES) break
    short += segment
  }
  return short.replace(/[. ]+$/, '')
}

/** Id of the article that a file was made from, '' when it is someone else's; undefined when there is no file. */
async function makerOf(path: string, form: AnyForm): Promise<string | undefined> {
  const edges = await edgesOf(path)
  return edges && (form.idIn(edges.beginning, edges.end) ?? '')
}

async function isFree(path: string, article: ExportArticle, form: AnyForm): Promise<boolean> {
  const maker = await makerOf(path, form)
  return maker === undefined || maker === article.record.id
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}

async function write(
  path: string,
  assets: string,
  { content, beside }: Rendered<string | Uint8Array>,
): Promise<number> {
  await mkdir(dirname(path), { recursive: true })
  for (const { path: below, bytes } of beside) {
    const target = join(dirname(path), assets, below)
    await mkdir(dirname(target), { recursive: true })
    await replace(target, bytes)
  }
  await replace(path, content)
  return 1 + beside.length
}

async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const aside = asideOf(path)
  try {
    await writeFile(aside, content)
    await rename(aside, path)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}
