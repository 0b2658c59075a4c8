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
import type { Phrase } from '../../shared/model/phrase.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { summaryOf } from '../store/changes/history.ts'
import type { ChangeRequest, Run, Store } from '../store/store.ts'

/** What becomes of records, each by itself. */
export type Patches = NonNullable<ChangeRequest['articles']>

/** Records read at the same time in a bulk change: enough to keep a disk busy. */
const AT_ONCE = 16
/** Where a value comes from that a person has typed. */
export const BY_HAND = 'you'

/** Whether an article has no value there and nobody has taken one away. */
export const lacks = (record: ArticleRecord, field: MetadataField): boolean =>
  record[field] === undefined && record.sources[field] !== BY_HAND

/** Makes a change; undefined when there is nothing to change. */
export async function apply(store: Store, request: ChangeRequest, run: Run = {}): Promise<ChangeSummary | undefined> {
  const { articles = [], moved = [], each, contents, library } = request
  const asked = articles.length + moved.length + (each?.ids.length ?? 0) + (contents?.ids.length ?? 0)
  if (asked === 0 && library === undefined) return undefined
  const change = await store.change(request, run)
  const touched = change.articles.length + change.moved.length + change.contents.length
  return touched > 0 || change.library !== undefined ? summaryOf(change) : undefined
}

/** The records of many articles, one after the other, some read ahead. */
export async function* recordsOf(store: Store, ids: readonly string[]): AsyncGenerator<ArticleRecord> {
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    yield* await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => store.record(id)))
  }
}

/** One change over all articles of a selection for which `edit` says something new. */
export async function changeEach(
  store: Store,
  selection: Selection,
  about: Pick<ChangeRequest, 'name' | 'subject'>,
  edit: (record: ArticleRecord) => Partial<ArticleRecord> | undefined,
  run?: Run,
): Promise<ChangeSummary | undefined> {
  return apply(store, { ...about, each: { ids: await store.idsOf(selection), edit } }, run)
}

type State = Partial<Pick<ArticleRecord, 'read' | 'starred' | 'progress'>>

export function stateChange(patch: State): ChangeName {
  // read to its end by itself: nobody did that, and an undo means what somebody did
  if (patch.progress !== undefined) return 'progress'
  if (patch.read !== undefined) return patch.read ? 'read' : 'unread'
  return patch.starred ? 'star' : 'unstar'
}

/** Read, starred, and how far it was read; noting the progress also notes that the article was opened. */
export function updateState(
  store: Store,
  selection: Selection,
  patch: State,
  run?: Run,
): Promise<ChangeSummary | undefined> {
  const opened = patch.progress === undefined ? undefined : new Date().toISOString()
  const edit = (record: ArticleRecord): Partial<ArticleRecord> | undefined => {
    const same =
      (patch.read ?? record.read) === record.read &&
      (patch.starred ?? record.starred) === record.starred &&
      patch.progress === undefined
    return same ? undefined : { ...patch, ...(opened === undefined ? {} : { opened }) }
  }
  return changeEach(store, selection, { name: stateChange(patch) }, edit, run)
}

/** Into the trash, or out of it; the store leaves out what is there already. */
export async function move(
  store: Store,
  selection: Selection,
  to: 'articles' | 'trash',
  run?: Run,
): Promise<ChangeSummary | undefined> {
  const ids = await store.idsOf(selection)
  const [first] = ids
  const subject = ids.length === 1 && first !== undefined ? (await store.record(first)).title : String(ids.length)
  const name = to === 'trash' ? 'trash' : 'restore'
  return apply(store, { name, subject, moved: ids.map((id) => ({ id, to })) }, run)
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
    const field = metadataFields.find((each) => each === issue?.path[0]) ?? 'title'
    throw new ProblemError('usage', { reason: 'metadata.value' satisfies Phrase, value: edited[field] ?? '', field })
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
