import { metadataFields, type ArticleRecord, type Provenance } from '../../../shared/model/article.ts'
import type { ChangeSummary } from '../../../shared/model/change.ts'
import type { Merge } from '../../../shared/model/duplicates.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { gainedTags } from '../../../shared/model/tag.ts'
import type { Run, Store } from '../../store/store.ts'
import { apply, lacks } from '../changes.ts'
import { mergedMarks } from './merge-marks.ts'

/** Groups read at once when all are merged. */
const PAGE = 200
/** Where a value comes from that another article of the group had. */
const FROM_DUPLICATE = 'duplicate'

/**
 * Merges duplicates: the kept article of each group gains what a person has done with the others, what was found about
 * them, and the files that they were; the others go to the trash. One change, whatever the number of groups. Others at the
 * kept one's address stay with it as earlier versions.
 */
export async function mergeDuplicates(
  store: Store,
  asked: readonly Merge[] | 'suggested',
  run: Run = {},
): Promise<ChangeSummary | undefined> {
  const merges = asked === 'suggested' ? await suggested(store) : asked
  const articles: { id: string; after: Partial<ArticleRecord> }[] = []
  const gone = new Set<string>()
  let title = ''
  for (const [done, { keep, others }] of merges.entries()) {
    if (run.signal?.aborted) throw new ProblemError('change.cancelled')
    run.onProgress?.({ done, total: merges.length })
    const record = await store.record(keep)
    const theirs = await Promise.all(others.filter((id) => id !== keep && !gone.has(id)).map((id) => store.record(id)))
    const live = theirs.filter(({ trashed }) => trashed === undefined)
    if (record.trashed !== undefined || gone.has(keep) || live.length === 0) continue
    await store.relations.keepVersions(
      keep,
      live.map(({ id }) => id),
    )
    const marked = live.some(({ marks }) => marks.length > 0)
    articles.push({ id: keep, after: merged(record, live, marked ? await store.text(keep) : '') })
    for (const { id } of live) gone.add(id)
    title = record.title
  }
  const moved = [...gone].map((id) => ({ id, to: 'trash' as const }))
  const subject = articles.length === 1 ? title : String(articles.length)
  return apply(store, { name: 'merge', subject, articles, moved }, run)
}

async function suggested(store: Store): Promise<Merge[]> {
  const merges: Merge[] = []
  for (let offset = 0; ; offset += PAGE) {
    const { groups, suggested: count } = await store.relations.duplicates(offset, PAGE)
    for (const { keep, members } of groups.filter((group) => group.suggested)) {
      merges.push({ keep, others: members.map(({ id }) => id).filter((id) => id !== keep) })
    }
    if (offset + PAGE >= count) return merges
  }
}

/** What the kept article has after it, from itself first and then from the others in their order. */
export function merged(record: ArticleRecord, others: readonly ArticleRecord[], text: string): Partial<ArticleRecord> {
  const all = [record, ...others]
  const tags = gainedTags(
    [],
    all.flatMap((each) => each.tags),
  )
  const opened = all.flatMap((each) => each.opened ?? []).sort()
  const after: Partial<ArticleRecord> = {
    tags,
    tagRules: Object.fromEntries(tags.flatMap((tag) => ruleOf(tag, all))),
    marks: mergedMarks(
      record.marks,
      others.flatMap(({ marks }) => marks),
      text,
    ),
    read: all.some(({ read }) => read),
    starred: all.some(({ starred }) => starred),
    progress: Math.max(...all.map(({ progress }) => progress)),
    provenance: provenanceOf(record, others),
    ...missingMetadata(record, others),
  }
  const last = opened.at(-1)
  if (last !== undefined) after.opened = last
  return after
}

/** A tag that a person gave somewhere is a person's; else the first rule that gave it is noted. */
function ruleOf(tag: string, all: readonly ArticleRecord[]): [string, string][] {
  const rules = all.filter(({ tags }) => tags.includes(tag)).map(({ tagRules }) => tagRules[tag])
  const [rule] = rules
  return rule === undefined || rules.includes(undefined) ? [] : [[tag, rule]]
}

/** The files of all; what was an article of its own is known by its file and its text when it comes again. */
function provenanceOf(record: ArticleRecord, others: readonly ArticleRecord[]): Provenance[] {
  const theirs = others.flatMap(({ provenance, hashes, original }) => {
    const merged = { part: original.part, text: hashes.text }
    return provenance.map((entry) => (entry.sha256 === hashes.source ? { ...entry, merged } : entry))
  })
  const byFile = new Map<string, Provenance>()
  for (const entry of [...record.provenance, ...theirs]) {
    const key = `${entry.path}\0${entry.sha256}`
    if (!byFile.has(key)) byFile.set(key, entry)
  }
  return [...byFile.values()]
}

/** Values that the kept article lacks; and the others' addresses, so that links to them lead to it. */
function missingMetadata(record: ArticleRecord, others: readonly ArticleRecord[]): Partial<ArticleRecord> {
  const found: Partial<ArticleRecord> = {}
  const sources = { ...record.sources }
  for (const field of metadataFields) {
    // the picture lies in the other's folder
    if (field === 'image' || !lacks(record, field)) continue
    const other = others.find((each) => each[field] !== undefined)
    if (!other) continue
    Object.assign(found, { [field]: other[field] })
    sources[field] = other.sources[field] ?? FROM_DUPLICATE
  }
  const known = record.alternatives.url ?? []
  const urls = others.flatMap((each) => [
    ...(each.url === undefined ? [] : [{ value: each.url, source: FROM_DUPLICATE }]),
    ...(each.alternatives.url ?? []),
  ])
  const here = new Set([record.url ?? found.url, ...known.map(({ value }) => value)])
  const added = urls.filter(({ value }) => !here.has(value) && here.add(value))
  if (Object.keys(found).length > 0) found.sources = sources
  if (added.length > 0) found.alternatives = { ...record.alternatives, url: [...known, ...added] }
  return found
}

/** Notes that articles are not duplicates of each other. */
export async function tellApart(store: Store, ids: readonly string[]): Promise<ChangeSummary | undefined> {
  const { notDuplicates } = store.library()
  const first = await store.record(ids[0] ?? '')
  return apply(store, {
    name: 'apart',
    subject: first.title,
    library: { notDuplicates: [...notDuplicates, [...new Set(ids)]] },
  })
}
