import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RECORD_FILE, VIEW_FILE } from '../../shared/model/article-files.ts'
import type { ArticleRecord } from '../../shared/model/article.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { problem, problemOf, ProblemError } from '../../shared/model/problem.ts'
import { sha256File } from '../platform/hash.ts'
import { articleFolders } from './records/folders.ts'
import { readRecord } from './records/records.ts'
import type { Finding, Run } from './store.ts'
import { versionsIn } from './records/versions.ts'

/** Compares every original with its hash, and the folders with the index. Changes nothing. */
export async function verifyLibrary(
  root: string,
  known: readonly string[],
  run: Run = {},
): Promise<{ articles: number; files: number; bytes: number; findings: Finding[] }> {
  const findings: Finding[] = []
  const indexed = new Set(known)
  const total = indexed.size
  let [articles, files, bytes] = [0, 0, 0]
  const unknown = (path: string): void => {
    findings.push({
      path,
      problem: problem('disk.failed', { file: path, reason: 'record.folder' satisfies Phrase }),
    })
  }
  // a file that many articles have in common is read once
  const hashes = new Map<string, string>()
  const hashOf = async (at: string, { dev, ino, nlink }: Stats): Promise<string> => {
    const known = nlink > 1 ? hashes.get(`${String(dev)}:${String(ino)}`) : undefined
    const hash = known ?? (await sha256File(at))
    if (nlink > 1) hashes.set(`${String(dev)}:${String(ino)}`, hash)
    return hash
  }
  const originalOf = async (id: string, folder: string, { original }: ArticleRecord): Promise<void> => {
    for (const file of original.files) {
      const at = join(folder, 'original', file.path)
      const found = await stat(at).catch(() => undefined)
      if (!found) findings.push({ id, path: at, problem: problem('file.missing', { file: at }) })
      else if (found.size !== file.bytes || (await hashOf(at, found)) !== file.sha256) {
        const reason = 'its bytes are not the ones that were saved.'
        findings.push({ id, path: at, problem: problem('format.damaged', { file: at, reason }) })
      }
      files++
      bytes += found?.size ?? 0
    }
  }
  for await (const { id, path } of articleFolders(root, unknown)) {
    if (run.signal?.aborted) throw new ProblemError('job.cancelled', { file: root })
    articles++
    if (!indexed.delete(id)) findings.push({ id, path, problem: problem('index.rebuilt') })
    try {
      await originalOf(id, path, await readRecord(path, id))
      for (const { folder, record } of await versionsIn(path)) await originalOf(id, folder, record)
      const html = join(path, VIEW_FILE)
      if (!(await stat(html).catch(() => undefined))) {
        findings.push({ id, path: html, problem: problem('file.missing', { file: html }) })
      }
    } catch (error) {
      findings.push({ id, path: join(path, RECORD_FILE), problem: problemOf(error) })
    }
    run.onProgress?.({ done: articles, total: Math.max(total, articles), current: id })
  }
  for (const id of indexed) findings.push({ id, path: root, problem: problem('record.missing', { id }) })
  return { articles, files, bytes, findings }
}
