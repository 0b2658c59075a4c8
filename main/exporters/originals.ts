import { constants } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { ProblemError } from '../../shared/model/problem.ts'
import { sha256File } from '../platform/hash.ts'
import { foldName, safeName } from '../platform/safe-names.ts'
import { leftOut, type ExportArticle, type ExportFinding, type ExportResult, type ExportRun } from './article.ts'
import { asideOf, diskProblem, isMissing } from './own-file.ts'

/**
 * The saved files of each article, byte for byte, into the folder `out`: one file under its own name, several in a folder of
 * their own. What lies there with the same bytes is left as it is; a name that other bytes have gets the article's id.
 */
export async function writeOriginals(
  articles: AsyncIterable<ExportArticle>,
  out: string,
  run: ExportRun,
): Promise<ExportResult> {
  const findings: ExportFinding[] = []
  const taken = new Map<string, string>()
  let done = 0
  let files = 0
  for await (const article of articles) {
    run.signal?.throwIfAborted()
    const { record } = article
    try {
      if (record.original.files.length === 0) findings.push(leftOut(article, out, 'export.noOriginal'))
      else {
        const path = await placeFor(article, out, taken)
        files += await copyInto(path, article)
        run.onWritten?.({ id: record.id, path })
      }
    } catch (error) {
      throw diskProblem(error, out)
    }
    done++
    run.onProgress?.({ done, current: record.title })
  }
  if (done === 0) throw new ProblemError('export.empty')
  return { files, findings }
}

/** Where the main file goes: under its own name, or beside a file of other bytes under a name with the id. */
async function placeFor({ record }: ExportArticle, out: string, taken: Map<string, string>): Promise<string> {
  const { main, files } = record.original
  const hash = files.find(({ path }) => path === main)?.sha256 ?? record.hashes.source
  const ending = extname(main)
  const stem = main.slice(0, main.length - ending.length).replaceAll('/', ' ')
  for (const name of [stem, `${stem} (${record.id})`]) {
    const file = safeName(name) + ending
    const place = files.length === 1 ? join(out, file) : join(out, safeName(name), main)
    const key = foldName(place)
    const there = taken.get(key) ?? (await sha256File(place).catch(noneIfMissing))
    if (there !== undefined && there !== hash) continue
    taken.set(key, hash)
    return place
  }
  throw new ProblemError('export.exists', { file: join(out, main) })
}

async function copyInto(place: string, { record, original }: ExportArticle): Promise<number> {
  const { main, files } = record.original
  // the others lie beside it as they lay beside it when it was saved
  const top = place.slice(0, place.length - main.length)
  for (const { path, sha256 } of files) {
    const target = files.length === 1 ? place : join(top, path)
    if ((await sha256File(target).catch(noneIfMissing)) === sha256) continue
    await mkdir(dirname(target), { recursive: true })
    const aside = asideOf(target)
    try {
      await copyFile(original(path), aside, constants.COPYFILE_FICLONE)
      await rename(aside, target)
    } catch (error) {
      await rm(aside, { force: true })
      throw error
    }
  }
  return files.length
}

function noneIfMissing(error: unknown): undefined {
  if (isMissing(error)) return undefined
  throw error
}
