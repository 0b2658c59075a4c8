import { constants, copyFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RECORD_FILE, VIEW_FILE } from '../../../shared/model/article-files.ts'
import { RECORD_VERSION, recordSchema, type ArticleRecord, type OriginalFile } from '../../../shared/model/article.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { diskPath } from '../../platform/byte-paths.ts'
import { sha256File } from '../../platform/hash.ts'
import { safePath } from '../../platform/safe-names.ts'
import { codeOf, diskProblem, isMissing } from '../disk.ts'
import { areaOf, folderIn } from '../records/folders.ts'
import { moveFolderNow } from '../records/move-folder.ts'
import type { SharedOriginals } from '../records/shared-originals.ts'
import type { NewArticle, NewFile } from '../store.ts'
import { keepVersion } from '../records/versions.ts'

/* Runs in the thread that writes: it waits for the disk where a file is small, as everything else costs more than the writing. */

export const STAGING = '.staging-'

/** A path below `folder`; refuses what would lead out of it. */
function inside(folder: string, path: string): string {
  if (safePath(path) === undefined)
    throw new ProblemError('disk.failed', { file: path, reason: 'name.outside' satisfies Phrase })
  return join(folder, path)
}

/** A file that is still what it was when it was read and hashed. */
function isAsSeen({ path, seen }: NewFile): boolean {
  if (!seen) return false
  const { size, mtimeMs } = statSync(diskPath(path))
  return size === seen.bytes && mtimeMs === seen.changed
}

async function copyOriginal(file: NewFile, to: string): Promise<OriginalFile> {
  const { path, as, seen } = file
  try {
    if (!seen) await copyFile(diskPath(path), to, constants.COPYFILE_FICLONE)
    else {
      copyFileSync(diskPath(path), to, constants.COPYFILE_FICLONE)
      // asked after the copy was made: what came in between shows
      if (isAsSeen(file)) return { path: as, bytes: seen.bytes, sha256: seen.sha256 }
    }
  } catch (error) {
    if (isMissing(error)) throw new ProblemError('file.vanished', { file: path }, { cause: error })
    if (codeOf(error) === 'EACCES') throw new ProblemError('file.unreadable', { file: path }, { cause: error })
    throw error
  }
  return { path: as, bytes: statSync(to).size, sha256: await sha256File(to) }
}

/** The original file that holds the page and others too, out of the library's own when it is there. */
async function takeOriginal(
  file: NewFile,
  to: string,
  sha256: string | undefined,
  shared: SharedOriginals,
): Promise<OriginalFile> {
  if (file.as.includes('/')) mkdirSync(dirname(to), { recursive: true })
  if (sha256 === undefined) return copyOriginal(file, to)
  const bytes = await shared.linkTo(sha256, to)
  return bytes === undefined ? copyOriginal(file, to) : { path: file.as, bytes, sha256 }
}

/** What the article was before, as long as it is there. */
async function keepFormer(root: string, id: string, folder: string): Promise<void> {
  const area = areaOf(root, id)
  if (area !== undefined) await keepVersion(folderIn(root, area, id), id, folder)
}

/** Makes the folder of a new article with the one of its files. */
function makeFolders(staging: string): string {
  const original = join(staging, 'original')
  try {
    // "recursive" asks for the whole path first, which is never there
    mkdirSync(staging)
    mkdirSync(original)
  } catch (error) {
    if (!isMissing(error)) throw error
    mkdirSync(original, { recursive: true })
  }
  return original
}

/** Builds an article's folder aside and renames it into place: it appears whole or not at all. */
export async function addArticle(
  root: string,
  id: string,
  article: NewArticle,
  shared: SharedOriginals,
): Promise<ArticleRecord> {
  const staging = join(root, 'articles', STAGING + id)
  const now = new Date().toISOString()
  try {
    const original = makeFolders(staging)
    const files: OriginalFile[] = []
    const { record } = article
    // only a file with several pages is in the library more than once
    const many = record.original.part !== undefined && record.hashes.source !== ''
    for (const file of article.files) {
      const sha256 = many && file.as === record.original.main ? record.hashes.source : undefined
      files.push(await takeOriginal(file, inside(original, file.as), sha256, shared))
    }
    const main = files.find(({ path }) => path === record.original.main)
    const full = recordSchema.parse({
      ...record,
      ...{ id, version: RECORD_VERSION, added: now, changed: now },
      original: { ...record.original, files },
      hashes: { source: record.hashes.source || (main?.sha256 ?? ''), text: record.hashes.text },
    })
    writeFileSync(join(staging, VIEW_FILE), article.html)
    for (const { path, bytes } of article.assets) {
      const to = inside(staging, path.startsWith('assets/') ? path : `assets/${path}`)
      mkdirSync(dirname(to), { recursive: true })
      writeFileSync(to, bytes)
    }
    // as lowdb writes it; not beside and renamed, as the whole folder is
    writeFileSync(join(staging, RECORD_FILE), JSON.stringify(full, null, 2))
    if (article.former !== undefined) await keepFormer(root, article.former, staging)
    const place = folderIn(root, 'articles', id)
    moveFolderNow(staging, place)
    if (many && main?.sha256 === record.hashes.source)
      shared.remember(main.sha256, { path: join(place, 'original', main.path), bytes: main.bytes })
    return full
  } catch (error) {
    rmSync(staging, { recursive: true, force: true })
    throw diskProblem(error, article.files[0]?.path ?? staging)
  }
}
