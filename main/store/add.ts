import { constants } from 'node:fs'
import { copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RECORD_VERSION, recordSchema, type ArticleRecord, type OriginalFile } from '../../shared/model/article.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { sha256File } from '../platform/hash.ts'
import { safePath } from '../platform/safe-names.ts'
import { codeOf, diskProblem, isMissing } from './disk.ts'
import { areaOf, folderIn } from './folders.ts'
import { newId } from './ids.ts'
import { writeRecord } from './records.ts'
import type { SharedOriginals } from './shared-originals.ts'
import type { NewArticle } from './store.ts'
import { keepVersion } from './versions.ts'

export const STAGING = '.staging-'

/** A path below `folder`; refuses what would lead out of it. */
function inside(folder: string, path: string): string {
  if (safePath(path) === undefined)
    throw new ProblemError('disk.failed', { file: path, reason: 'the name leads outside.' })
  return join(folder, path)
}

async function copyOriginal(from: string, to: string, as: string): Promise<OriginalFile> {
  await mkdir(dirname(to), { recursive: true })
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE)
  } catch (error) {
    if (isMissing(error)) throw new ProblemError('file.vanished', { file: from }, { cause: error })
    if (codeOf(error) === 'EACCES') throw new ProblemError('file.unreadable', { file: from }, { cause: error })
    throw error
  }
  return { path: as, bytes: (await stat(to)).size, sha256: await sha256File(to) }
}

/** The original file that holds the page and others too, out of the library's own when it is there. */
async function takeOriginal(
  file: NewArticle['files'][number],
  to: string,
  sha256: string | undefined,
  shared: SharedOriginals,
): Promise<OriginalFile> {
  if (sha256 === undefined) return copyOriginal(file.path, to, file.as)
  await mkdir(dirname(to), { recursive: true })
  const bytes = await shared.linkTo(sha256, to)
  return bytes === undefined ? copyOriginal(file.path, to, file.as) : { path: file.as, bytes, sha256 }
}

/** What the article was before, as long as it is there. */
async function keepFormer(root: string, id: string, folder: string): Promise<void> {
  const area = areaOf(root, id)
  if (area !== undefined) await keepVersion(folderIn(root, area, id), id, folder)
}

/** Builds an article's folder aside and renames it into place: it appears whole or not at all. */
export async function addArticle(root: string, article: NewArticle, shared: SharedOriginals): Promise<ArticleRecord> {
  const id = newId()
  const staging = join(root, 'articles', STAGING + id)
  const now = new Date().toISOString()
  try {
    await mkdir(join(staging, 'original'), { recursive: true })
    const files: OriginalFile[] = []
    const { record } = article
    // only a file with several pages is in the library more than once
    const many = record.original.part !== undefined && record.hashes.source !== ''
    for (const file of article.files) {
      const sha256 = many && file.as === record.original.main ? record.hashes.source : undefined
      files.push(await takeOriginal(file, inside(join(staging, 'original'), file.as), sha256, shared))
    }
    const main = files.find(({ path }) => path === record.original.main)
    const full = recordSchema.parse({
      ...record,
      ...{ id, version: RECORD_VERSION, added: now, changed: now },
      original: { ...record.original, files },
      hashes: { source: record.hashes.source || (main?.sha256 ?? ''), text: record.hashes.text },
    })
    await writeFile(join(staging, 'article.html'), article.html)
    for (const { path, bytes } of article.assets) {
      const to = inside(staging, path.startsWith('assets/') ? path : `assets/${path}`)
      await mkdir(dirname(to), { recursive: true })
      await writeFile(to, bytes)
    }
    await writeRecord(staging, full)
    if (article.former !== undefined) await keepFormer(root, article.former, staging)
    const place = folderIn(root, 'articles', id)
    await mkdir(dirname(place), { recursive: true })
    await rename(staging, place)
    if (many && main?.sha256 === record.hashes.source)
      shared.remember(main.sha256, { path: join(place, 'original', main.path), bytes: main.bytes })
    return full
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    throw diskProblem(error, article.files[0]?.path ?? staging)
  }
}
