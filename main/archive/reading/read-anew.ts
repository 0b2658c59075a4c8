import { join } from 'node:path'
import { metadataFields, type ArticleRecord, type Metadata } from '../../../shared/model/article.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { SiteRule } from '../../../shared/model/site-rule.ts'
import { EXTRACTOR_VERSION } from '../../extract/version.ts'
import { keptFile } from '../../formats/companions/kept-file.ts'
import type { PagePool } from '../../intake/pool.ts'
import type { Store } from '../../store/store.ts'
import { FILE_TIME } from '../../formats/page.ts'
import type { KeptPage, ReadPage } from '../../intake/messages.ts'
import { BY_HAND } from '../changes.ts'

/** Who has read a page, for the record. */
export const readNow = (rule?: string): NonNullable<ArticleRecord['extracted']> => ({
  version: EXTRACTOR_VERSION,
  at: new Date().toISOString(),
  ...(rule === undefined ? {} : { rule }),
})

/** The encoding that a person has chosen for an article's original; undefined leaves it to what the file says. */
export const chosenCharset = ({ charset, fileSources }: ArticleRecord): string | undefined =>
  fileSources?.charset === BY_HAND ? charset : undefined

/** What the library knows of an article's page that its copy in the library does not tell. */
function keptPageOf(record: ArticleRecord): KeptPage {
  const { sources, alternatives, original, hashes, provenance, marks } = record
  const fileTime =
    sources.saved === FILE_TIME ? record.saved : alternatives.saved?.find(({ source }) => source === FILE_TIME)?.value
  const came = provenance.findLast(({ how }) => how === 'added' || how === 'updated')
  return {
    part: original.part,
    sourceHash: hashes.source,
    name: came?.path ?? original.main,
    ...(fileTime === undefined ? {} : { fileTime }),
    marks,
  }
}

/**
 * The fields of a record that reading its page again gives. What a person has set stays, with what was found as the first
 * choice should it be taken back. What other savings of the page have given stays where this one has nothing to say. Tags,
 * state and provenance are nobody's to find.
 */
export function readAnew(record: ArticleRecord, page: ReadPage): Partial<ArticleRecord> {
  const { extracted } = page
  const joined = record.provenance.some(({ how }) => how === 'joined')
  const sources = { ...extracted.sources }
  const alternatives = { ...extracted.alternatives }
  const kept: Partial<Metadata> = {}
  for (const field of metadataFields) {
    const byHand = record.sources[field] === BY_HAND
    const found = extracted[field]
    if (byHand && found !== undefined) {
      const source = sources[field] ?? page.format
      alternatives[field] = [{ value: found, source }, ...(alternatives[field] ?? [])]
    }
    if (!byHand && !(joined && field !== 'image' && found === undefined && record[field] !== undefined)) continue
    Object.assign(kept, { [field]: record[field] })
    const source = record.sources[field]
    if (source !== undefined) sources[field] = source
  }
  const values = Object.fromEntries(metadataFields.map((field) => [field, extracted[field]]))
  return {
    ...values,
    ...kept,
    words: extracted.words,
    minutes: extracted.minutes,
    warnings: extracted.warnings,
    producer: page.producer,
    charset: page.charset,
    fileSources: page.fileSources,
    sources,
    alternatives,
    hashes: { source: record.hashes.source, text: page.textHash },
    marks: page.placed?.marks ?? record.marks,
    extracted: readNow(extracted.rule),
  }
}

/** Reads an article's page again from its original. */
export async function readKept(
  store: Pick<Store, 'folder'>,
  pool: Pick<PagePool, 'read'>,
  record: ArticleRecord,
  rules: readonly SiteRule[],
): Promise<ReadPage> {
  const file = await keptFile(join(store.folder(record.id), 'original'), record.original.main, chosenCharset(record))
  let page: ReadPage | undefined
  await pool.read(
    file,
    {
      page(result) {
        if (!result.ok) throw new ProblemError(result.problem.code, result.problem.detail)
        page ??= result
      },
    },
    { ask: false, kept: keptPageOf(record), rules },
  )
  if (!page) throw new ProblemError('format.noPage', { file: file.path, reason: 'page.away' satisfies Phrase })
  return page
}
