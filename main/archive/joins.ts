import type { ArticleRecord, Metadata, Provenance, Sources } from '../../shared/model/article.ts'
import { metadataFields } from '../../shared/model/article.ts'
import type { ReadPage } from '../intake/messages.ts'
import type { Store } from '../store/store.ts'
import type { Join } from './job-files.ts'

/** The metadata of a page that the library's article lacks, and where it is from. */
export function missingValues(record: ArticleRecord, page: ReadPage): { values: Partial<Metadata>; sources: Sources } {
  const { extracted } = page
  const lacking = metadataFields.filter(
    (field) => field !== 'image' && record[field] === undefined && extracted[field] !== undefined,
  )
  return {
    values: Object.fromEntries(lacking.map((field) => [field, extracted[field]])),
    sources: Object.fromEntries(lacking.map((field) => [field, extracted.sources[field] ?? page.format])),
  }
}

/** Where a file stands in an article's provenance: as it is, or as it last was. */
export const placeOf = (
  provenance: readonly Provenance[],
  { path, sha256 }: Pick<Provenance, 'path' | 'sha256'>,
  movedFrom?: string,
): Provenance | undefined => {
  const here = provenance.filter((entry) => entry.path === path || entry.path === movedFrom)
  return here.findLast((entry) => entry.sha256 === sha256) ?? here.at(-1)
}

/** A file that was merged away stays known by what it was, also when something else has its name now. */
function withFile(provenance: Provenance[], { provenance: now, movedFrom }: Join): Provenance[] {
  const before = placeOf(provenance, now, movedFrom)
  const same = before?.sha256 === now.sha256
  if (!before || (before.merged && !same)) return [...provenance, now]
  const entry = { ...now, how: before.how, ...(before.merged && { merged: before.merged }) }
  return provenance.map((each) => (each === before ? entry : each))
}

/** What the joins of a job change in the records: one entry an article, whatever the number of files. */
export async function joinedRecords(
  store: Store,
  joins: readonly Join[],
): Promise<{ id: string; after: Partial<ArticleRecord> }[]> {
  const byArticle = new Map<string, Join[]>()
  for (const join of joins) byArticle.set(join.id, [...(byArticle.get(join.id) ?? []), join])
  const changes: { id: string; after: Partial<ArticleRecord> }[] = []
  for (const [id, theirs] of byArticle) {
    const record = await store.record(id)
    const after: Partial<ArticleRecord> = {}
    let provenance = record.provenance
    for (const join of theirs) {
      provenance = withFile(provenance, join)
      const values = Object.entries(join.values).filter(
        ([field]) => !(field in record) || Reflect.get(record, field) === undefined,
      )
      Object.assign(after, Object.fromEntries(values))
      if (values.length > 0) after.sources = { ...record.sources, ...after.sources, ...join.sources }
      const tags = join.tags.filter((tag) => !(after.tags ?? record.tags).includes(tag))
      if (tags.length > 0) after.tags = [...(after.tags ?? record.tags), ...tags]
    }
    after.provenance = provenance
    changes.push({ id, after })
  }
  return changes
}
