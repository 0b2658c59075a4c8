import { randomUUID } from 'node:crypto'
import type { ArticleRecord, Metadata, MetadataField, Provenance, Sources } from '../../../shared/model/article.ts'
import { metadataFields } from '../../../shared/model/article.ts'
import type { Mark } from '../../../shared/model/mark.ts'
import { gainedTags } from '../../../shared/model/tag.ts'
import { problemOf } from '../../../shared/model/problem.ts'
import { lacks, type Patches } from '../changes.ts'
import { FILE_TIME } from '../../formats/page.ts'
import type { ReadPage } from '../../intake/messages.ts'
import type { Store } from '../../store/store.ts'
import type { Join } from '../jobs/job-files.ts'
import { retagged, type Renaming } from '../tags/renamings.ts'
import { mergedMarks } from '../duplicates/merge-marks.ts'

/** What the library's article gains from a page that it is: values that it lacks, and from an entry of a list the day it was saved. */
export function gainedValues(record: ArticleRecord, page: ReadPage): { values: Partial<Metadata>; sources: Sources } {
  const { extracted } = page
  const isBetter = (field: MetadataField): boolean =>
    lacks(record, field) || (page.listed === true && isGuess(record, field) && extracted.sources[field] !== FILE_TIME)
  const gained = metadataFields.filter(
    (field) => field !== 'image' && extracted[field] !== undefined && isBetter(field),
  )
  return {
    values: Object.fromEntries(gained.map((field) => [field, extracted[field]])),
    sources: Object.fromEntries(gained.map((field) => [field, extracted.sources[field] ?? page.format])),
  }
}

const isGuess = (record: ArticleRecord, field: MetadataField): boolean =>
  field === 'saved' && record.sources.saved === FILE_TIME

/** What a person had done with the page elsewhere and has not done here. */
export function gainedState({ read, starred, progress }: ArticleRecord, state: ReadPage['state'] = {}): Join['state'] {
  return {
    ...(state.read === true && !read && { read: true }),
    ...(state.starred === true && !starred && { starred: true }),
    ...(state.progress !== undefined && state.progress > progress && { progress: state.progress }),
  }
}

/** What stands below a link in a person's own words, as a note to the whole: the article that it goes to has no other place for it. */
export function linkNote(title: string, text: string, saved: string | undefined): Mark[] {
  const [, ...words] = text.split('\n')
  const note = words.join('\n').trim()
  if (note === '') return []
  const made = new Date(saved ?? Number.NaN)
  const mark = {
    quote: title,
    before: '',
    after: '',
    start: 0,
    colour: 'amber' as const,
    note,
    about: 'article' as const,
  }
  return [{ ...mark, id: randomUUID(), made: (Number.isNaN(made.getTime()) ? new Date() : made).toISOString() }]
}

/** Marks whose words are not marked here, or whose note says what none there says. */
export function gainedMarks({ marks: own }: ArticleRecord, marks: readonly Mark[]): Mark[] {
  return marks.filter(
    ({ quote, note, about }) =>
      !own.some((mine) => mine.note.includes(note) && (mine.quote === quote || (about && mine.about === about))),
  )
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

/** Nothing for an article that was deleted for good meanwhile, or whose record can no longer be read. */
function unlessGone(error: unknown): undefined {
  if (!['record.missing', 'record.damaged'].includes(problemOf(error).code)) throw error
  return undefined
}

/** What the joins of a job change in the records: one entry an article, whatever the number of files. */
export async function joinedRecords(store: Store, joins: readonly Join[]): Promise<Patches> {
  const byArticle = new Map<string, Join[]>()
  for (const join of joins) byArticle.set(join.id, [...(byArticle.get(join.id) ?? []), join])
  const changes: Patches = []
  for (const [id, theirs] of byArticle) {
    const record = await store.record(id).catch(unlessGone)
    if (!record) continue
    const after: Partial<ArticleRecord> = {}
    let provenance = record.provenance
    for (const join of theirs) {
      provenance = withFile(provenance, join)
      const fields = metadataFields.filter(
        (field) =>
          join.values[field] !== undefined && (lacks(record, field) || (field === 'saved' && isGuess(record, field))),
      )
      Object.assign(after, Object.fromEntries(fields.map((field) => [field, join.values[field]])))
      // of a field that keeps its own value the source stays too
      const sources = Object.fromEntries(fields.map((field) => [field, join.sources[field]]))
      if (fields.length > 0) after.sources = { ...record.sources, ...after.sources, ...sources }
      const tags = gainedTags(after.tags ?? record.tags, join.tags)
      if (tags.length > 0) after.tags = [...(after.tags ?? record.tags), ...tags]
      Object.assign(after, gainedState({ ...record, ...after }, join.state))
      const marks = gainedMarks({ ...record, ...after }, join.marks)
      if (marks.length > 0) after.marks = mergedMarks(after.marks ?? record.marks, marks, await store.text(id))
    }
    after.provenance = provenance
    changes.push({ id, after })
  }
  return changes
}

/** The patches of a job's articles, with tags that were renamed while it ran by their new names; `ids` are articles it added. */
export async function byNewNames(
  store: Store,
  renaming: Renaming,
  ids: Iterable<string>,
  patches: Patches,
): Promise<Patches> {
  const byArticle = new Map(patches.map((patch) => [patch.id, patch]))
  for (const id of new Set([...ids, ...byArticle.keys()])) {
    const record = await store.record(id).catch(unlessGone)
    const after = byArticle.get(id)?.after
    const tags = record && retagged({ ...record, ...after }, renaming)
    if (tags) byArticle.set(id, { id, after: { ...after, ...tags } })
  }
  return [...byArticle.values()]
}
