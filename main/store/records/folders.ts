import { existsSync } from 'node:fs'
import { opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RECORD_FILE } from '../../../shared/model/article-files.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { codeOf, isMissing } from '../disk.ts'
import { idPath, isId } from './ids.ts'

export type Area = 'articles' | 'trash'

export function folderIn(root: string, area: Area, id: string): string {
  if (!isId(id)) throw new ProblemError('record.missing', { id })
  return join(root, area, idPath(id))
}

/** Where an article is, in articles/ or in trash/. */
export function areaOf(root: string, id: string): Area | undefined {
  if (existsSync(join(folderIn(root, 'articles', id), RECORD_FILE))) return 'articles'
  return existsSync(join(folderIn(root, 'trash', id), RECORD_FILE)) ? 'trash' : undefined
}

export interface ArticleFolder {
  id: string
  area: Area
  path: string
}

/** The folders in a folder; a link to one is one, so that an old year may lie on another disk. */
async function* entries(path: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(path)) {
      const leads = entry.isSymbolicLink() && (await stat(join(path, entry.name)).catch(() => undefined))
      if (entry.isDirectory() || (leads && leads.isDirectory())) yield entry.name
    }
  } catch (error) {
    if (!isMissing(error) && codeOf(error) !== 'ENOTDIR') throw error
  }
}

/** Every article folder, month by month. Folders that are no article's are given to `onUnknown`. */
export async function* articleFolders(root: string, onUnknown?: (path: string) => void): AsyncGenerator<ArticleFolder> {
  for (const area of ['articles', 'trash'] as const) {
    for await (const year of entries(join(root, area))) {
      if (year.startsWith('.')) continue
      for await (const month of entries(join(root, area, year))) {
        for await (const id of entries(join(root, area, year, month))) {
          const path = join(root, area, year, month, id)
          if (isId(id) && folderIn(root, area, id) === path) yield { id, area, path }
          else onUnknown?.(path)
        }
      }
    }
  }
}
