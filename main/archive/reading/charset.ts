import type { ArticleRecord } from '../../../shared/model/article.ts'
import type { ChangeSummary } from '../../../shared/model/change.ts'
import { newId } from '../../store/records/ids.ts'
import { apply, BY_HAND } from '../changes.ts'
import type { Engine } from '../engine.ts'
import { assertWritable } from '../imports/import.ts'
import { readAnew, readKept } from './read-anew.ts'
import { assertAlone } from './re-extract.ts'

/** Reads an article's original again in the encoding that a person has chosen; null leaves it to what the file says. One change. */
export async function chooseCharset(
  engine: Engine,
  id: string,
  charset: string | null,
): Promise<ChangeSummary | undefined> {
  assertWritable(engine)
  assertAlone(engine)
  const { store, pool } = engine
  const record = await store.record(id)
  const source = charset === null ? undefined : BY_HAND
  const asked: ArticleRecord = { ...record, charset: charset ?? undefined, fileSources: { charset: source } }
  const page = await readKept(store, pool, asked, store.library().siteRules)
  const { html, assets } = page.extracted
  const key = newId()
  if (!(await store.stage(id, key, { html, assets, fields: readAnew(record, page) }))) return undefined
  try {
    return await apply(store, { name: 'edit', subject: record.title, contents: { ids: [id], key } })
  } catch (error) {
    await store.unstage([id], key)
    throw error
  }
}
