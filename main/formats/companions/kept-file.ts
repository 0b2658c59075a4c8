import { readdir } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { ProblemError } from '../../../shared/model/problem.ts'
import { companionOf } from './companions.ts'
import type { PageFile } from '../page.ts'
import { fileProblem } from '../source.ts'

/** The saved file in an article's `original/` folder, with the folder that was saved with it and the encoding chosen for it. Nothing outside belongs to it. Rejects with `record.noOriginal`. */
export async function keptFile(dir: string, main: string, charset?: string): Promise<PageFile> {
  const path = resolve(dir, main)
  if (relative(dir, path).startsWith('..')) throw new ProblemError('file.missing', { file: main })
  const missing = new ProblemError('record.noOriginal', { file: main })
  let siblings: string[]
  try {
    siblings = await readdir(dirname(path))
  } catch (error) {
    const problem = fileProblem(error, path)
    throw problem.problem.code === 'file.vanished' ? missing : problem
  }
  if (!siblings.includes(basename(path))) throw missing
  const name = companionOf(path, siblings)
  const companion = name === undefined ? undefined : join(dirname(path), name)
  return { path, companion, within: resolve(dir), charset }
}
