import { constants, type Dirent } from 'node:fs'
import { copyFile, link, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { VIEW_FILE } from '../../../shared/model/article-files.ts'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import { textOfHtml } from '../../platform/html-text.ts'
import { isMissing } from '../disk.ts'
import { isId } from './ids.ts'
import { readRecord } from './records.ts'

/** Earlier states of an article, a folder each of the same shape, by the id that they had. */
const VERSIONS = 'versions'
/** Folders whose files are never written again, so that a version may share them with the article that it was. */
const SHARED: ReadonlySet<string> = new Set(['original', 'assets'])

const folderOf = (article: string, version: string): string => join(article, VERSIONS, version)

async function foldersIn(article: string): Promise<string[]> {
  try {
    const entries = await readdir(join(article, VERSIONS), { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory() && isId(entry.name)).map(({ name }) => name)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** A second name for the file; a copy where the disk has none. */
async function share(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch {
    await copyFile(from, to, constants.COPYFILE_FICLONE)
  }
}

async function copyFolder(from: string, to: string, shared: boolean): Promise<void> {
  await mkdir(to, { recursive: true })
  const one = async (entry: Dirent): Promise<void> => {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await copyFolder(source, target, shared || SHARED.has(entry.name))
    else if (!entry.isFile()) return
    else if (shared) await share(source, target)
    else await copyFile(source, target, constants.COPYFILE_FICLONE)
  }
  for (const entry of await readdir(from, { withFileTypes: true })) if (entry.name !== VERSIONS) await one(entry)
}

async function keep(from: string, into: string, id: string): Promise<void> {
  const place = folderOf(into, id)
  const building = join(into, VERSIONS, `.building-${id}`)
  await rm(building, { recursive: true, force: true })
  try {
    await copyFolder(from, building, false)
    await rename(building, place)
  } finally {
    await rm(building, { recursive: true, force: true })
  }
}

/** Keeps an article, and the versions that it has itself, as versions of another; those that are there already stay. */
export async function keepVersion(from: string, id: string, into: string): Promise<void> {
  const there = new Set(await foldersIn(into))
  if (!there.has(id)) await keep(from, into, id)
  for (const earlier of await foldersIn(from)) {
    if (!there.has(earlier)) await keep(folderOf(from, earlier), into, earlier)
  }
}

/** An article's versions and their folders; one whose record cannot be read is left out. */
export async function versionsIn(article: string): Promise<{ folder: string; record: ArticleRecord }[]> {
  const read = (await foldersIn(article)).map(async (id) => {
    const folder = folderOf(article, id)
    const record = await readRecord(folder, id).catch(() => undefined)
    return record && { folder, record }
  })
  return (await Promise.all(read)).filter((version) => version !== undefined)
}

/** One of an article's versions with its reading view; undefined when it has none of that id. */
export async function versionOfArticle(
  article: string,
  version: string,
): Promise<{ record: ArticleRecord; html: string } | undefined> {
  if (!isId(version)) return undefined
  const folder = folderOf(article, version)
  try {
    return { record: await readRecord(folder, version), html: await readFile(join(folder, VIEW_FILE), 'utf8') }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** The plain text of one of an article's versions; undefined when it has none of that id. */
export async function versionText(article: string, version: string): Promise<string | undefined> {
  if (!isId(version)) return undefined
  try {
    return textOfHtml(await readFile(join(folderOf(article, version), VIEW_FILE), 'utf8'))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
