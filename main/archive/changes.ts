import type { Selection } from '../../shared/ipc/contract.ts'
import {
  metadataFields,
  metadataSchema,
  type ArticleRecord,
  type Metadata,
  type MetadataField,
} from '../../shared/model/article.ts'
import type { ChangeName, ChangeSummary } from '../../shared/model/change.ts'
import type { Mark } from '../../shared/model/mark.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { summaryOf } from '../store/history.ts'
import type { ChangeRequest, Store } from '../store/store.ts'

/** Records read at the same time in a bulk change: enough to keep a disk busy. */
const AT_ONCE = 16
/** Where a value comes from that a person has typed. */
export const BY_HAND = 'you'

/** Makes a change, unless there is nothing to change. */
export async function apply(store: Store, request: ChangeRequest): Promise<ChangeSummary | undefined> {
  const { articles = [], moved = [], contents, library } = request
  const touched = articles.length + moved.length + (contents?.ids.length ?? 0)
  if (touched === 0 && library === undefined) return undefined
  return summaryOf(await store.change(request))
}

/** The records of many articles, one after the other, some read ahead. */
export async function* recordsOf(store: Store, ids: readonly string[]): AsyncGenerator<ArticleRecord> {
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    yield* await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => store.record(id)))
  }
}

/** The subject of a change: the title of one article, the number of several. */
function subjectOf(records: readonly ArticleRecord[]): string {
  return records.length === 1 ? (records[0]?.title ?? '') : String(records.length)
}

/** One change over all articles of a selection for which `edit` says something new. */
export async function changeEach(
  store: Store,
  selection: Selection,
  name: ChangeName,
  edit: (record: ArticleRecord) => Partial<ArticleRecord> | undefined,
  subject?: string,
): Promise<ChangeSummary | undefined> {
  const articles: NonNullable<ChangeRequest['articles']> = []
  const touched: ArticleRecord[] = []
  for await (const record of recordsOf(store, await store.idsOf(selection))) {
    const after = edit(record)
    if (!after) continue
    articles.push({ id: record.id, after })
    if (touched.length < 2) touched.push(record)
  }
  return apply(store, {
    name,
    subject: subject ?? (articles.length > 1 ? String(articles.length) : subjectOf(touched)),
    articles,
  })
}

type State = Partial<Pick<ArticleRecord, 'read' | 'starred' | 'progress'>>

function stateChange(patch: State): ChangeName {
  if (patch.read !== undefined) return patch.read ? 'read' : 'unread'
  if (patch.starred !== undefined) return patch.starred ? 'star' : 'unstar'
  return 'progress'
}

/** Read, starred, and how far it was read; noting the progress also notes that the article was opened. */
export function updateState(store: Store, selection: Selection, patch: State): Promise<ChangeSummary | undefined> {
  const opened = patch.progress === undefined ? undefined : new Date().toISOString()
  return changeEach(store, selection, stateChange(patch), (record) => {
    const same =
      (patch.read ?? record.read) === record.read &&
      (patch.starred ?? record.starred) === record.starred &&
      patch.progress === undefined
    return same ? undefined : { ...patch, ...(opened === undefined ? {} : { opened }) }
  })
}

/** Into the trash, or out of it. */
export async function move(
  store: Store,
  selection: Selection,
  to: 'articles' | 'trash',
): Promise<ChangeSummary | undefined> {
  const ids = await idsIn(store, selection, to === 'articles')
  const first = ids.length === 1 && ids[0] !== undefined ? [await store.record(ids[0])] : []
  const subject = first.length === 1 ? subjectOf(first) : String(ids.length)
  return apply(store, {
    name: to === 'trash' ? 'trash' : 'restore',
    subject,
    moved: ids.map((id) => ({ id, to })),
  })
}

/** The articles of a selection that are in the trash, or those that are not. */
export async function idsIn(store: Store, selection: Selection, trash: boolean): Promise<string[]> {
  const ids: string[] = []
  for await (const record of recordsOf(store, await store.idsOf(selection))) {
    if ((record.trashed !== undefined) === trash) ids.push(record.id)
  }
  return ids
}

/** A value typed by a person is kept with those that were found, so that it can be taken back; null takes it back. */
export async function editMetadata(
  store: Store,
  id: string,
  values: Partial<Record<MetadataField, string | null>>,
): Promise<ChangeSummary | undefined> {
  const record = await store.record(id)
  const sources = { ...record.sources }
  const alternatives = { ...record.alternatives }
  const edited: Partial<Record<MetadataField, string | undefined>> = {}
  for (const field of metadataFields) {
    const value = values[field]
    if (value === undefined) continue
    const found = alternatives[field] ?? []
    const present = record[field]
    if (value === null) {
      const best = found.find(({ source }) => source !== BY_HAND)
      if (sources[field] !== BY_HAND) continue
      edited[field] = best?.value
      if (best) sources[field] = best.source
      else Reflect.deleteProperty(sources, field)
      continue
    }
    if (value === present) continue
    const source = sources[field]
    // what was found stays the first choice among the alternatives
    if (present !== undefined && source !== undefined && source !== BY_HAND) {
      alternatives[field] = [{ value: present, source }, ...found.filter((other) => other.value !== present)]
    }
    const text = value.trim()
    edited[field] = text === '' ? undefined : text
    sources[field] = BY_HAND
  }
  if (Object.keys(edited).length === 0) return undefined
  const checked = checkedMetadata(record, edited)
  return apply(store, {
    name: 'edit',
    subject: record.title,
    articles: [{ id, after: { ...checked, sources, alternatives } }],
  })
}

/** Exactly the edited fields, checked by the record's own schema; a title or direction that was emptied keeps its old value. */
function checkedMetadata(
  record: ArticleRecord,
  edited: Partial<Record<MetadataField, string | undefined>>,
): Partial<Metadata> {
  const whole = { ...record, ...edited, title: edited.title ?? record.title }
  const parsed = metadataSchema.safeParse(whole)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ProblemError('usage', {
      reason: `“${String(edited[metadataFields.find((field) => field === issue?.path[0]) ?? 'title'] ?? '')}” cannot be the ${String(issue?.path[0] ?? 'value')} of an article.`,
    })
  }
  const fields = metadataFields.filter((field) => field in edited)
  return Object.fromEntries(fields.map((field) => [field, parsed.data[field]]))
}

export async function saveMark(store: Store, id: string, mark: Mark): Promise<ChangeSummary | undefined> {
  const record = await store.record(id)
  const at = record.marks.findIndex((other) => other.id === mark.id)
  const marks = at < 0 ? [...record.marks, mark] : record.marks.with(at, mark)
  marks.sort((a, b) => a.start - b.start)
  return apply(store, {
    name: at < 0 ? 'mark.add' : 'mark.edit',
    subject: mark.quote.slice(0, 80),
    articles: [{ id, after: { marks } }],
  })
}

export async function removeMark(store: Store, id: string, mark: string): Promise<ChangeSummary | undefined> {
  const record = await store.record(id)
  const gone = record.marks.find((other) => other.id === mark)
  if (!gone) return undefined
  const marks = record.marks.filter((other) => other !== gone)
  return apply(store, { name: 'mark.remove', subject: gone.quote.slice(0, 80), articles: [{ id, after: { marks } }] })
}
