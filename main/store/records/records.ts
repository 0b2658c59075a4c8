import { join } from 'node:path'
import { Low, LowSync } from 'lowdb'
import { JSONFile, JSONFileSync } from 'lowdb/node'
import { RECORD_FILE } from '../../../shared/model/article-files.ts'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import { RECORD_VERSION, recordSchema } from '../../../shared/model/article.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { writeJson } from './write-json.ts'

/** Reads article.json of a folder. Rejects with `record.missing` or `record.damaged`. */
export async function readRecord(folder: string, id: string): Promise<ArticleRecord> {
  const file = new Low<unknown>(new JSONFile<unknown>(join(folder, RECORD_FILE)), null)
  try {
    await file.read()
  } catch (error) {
    throw damaged(id, error)
  }
  return checked(file.data, id)
}

/** The same, waiting for the disk: for threads that have nothing else to do. */
export function readRecordNow(folder: string, id: string): ArticleRecord {
  const file = new LowSync<unknown>(new JSONFileSync<unknown>(join(folder, RECORD_FILE)), null)
  try {
    file.read()
  } catch (error) {
    throw damaged(id, error)
  }
  return checked(file.data, id)
}

function damaged(id: string, error: unknown): ProblemError {
  const broken: Phrase = 'record.json'
  const reason = error instanceof SyntaxError ? broken : error instanceof Error ? error.message : String(error)
  return new ProblemError('record.damaged', { id, reason }, { cause: error })
}

function checked(found: unknown, id: string): ArticleRecord {
  if (found === undefined || found === null) throw new ProblemError('record.missing', { id })
  const { data, error } = recordSchema.safeParse(found)
  if (!data) {
    const issue = error.issues[0]
    throw new ProblemError('record.damaged', { id, reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.` })
  }
  if (data.id !== id)
    throw new ProblemError('record.damaged', { id, reason: 'record.other' satisfies Phrase, other: data.id })
  return data
}

/** Replaces article.json of a folder atomically. A record of a newer version is never written over. */
export async function writeRecord(folder: string, record: ArticleRecord): Promise<void> {
  const path = join(folder, RECORD_FILE)
  if (record.version > RECORD_VERSION) throw new ProblemError('library.newer', { file: path, version: record.version })
  await writeJson(path, record)
}
