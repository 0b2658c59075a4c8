import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { PAGE_SCHEME } from '../../shared/ipc/channels.ts'
import { FORMS_LIMIT } from '../../shared/ipc/calls/articles.ts'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import type { ArticleRecord, MetadataField } from '../../shared/model/article.ts'
import type { ChangeSummary } from '../../shared/model/change.ts'
import type { Encoding } from '../../shared/model/encodings.ts'
import type { Mark } from '../../shared/model/mark.ts'
import { ProblemError, problemOf, type Problem } from '../../shared/model/problem.ts'
import { call, on } from '../api.ts'
import { useHistoryStore } from './history.ts'
import { useSettingsStore } from './settings.ts'
import { useToastStore } from './toast.ts'

/** One write of the reading progress in this time, ms; each is a change of a file. */
const PROGRESS_EVERY_MS = 4000
/** From here on an article has been read to its end. */
const END = 0.985

/** The answer for a reading view that has gone from its folder; main/desktop/protocol.ts. */
const NO_CONTENT = 204

export interface Opened {
  record: ArticleRecord
  /** the reading view as it came, not yet sanitised */
  html: string
}

/** The article that is open, and what is shown of it. */
export const useReaderStore = defineStore('reader', () => {
  const history = useHistoryStore()
  const settings = useSettingsStore()
  const toast = useToastStore()
  const opened = shallowRef<Opened>()
  const wanted = ref<string>()
  const failure = ref<Problem>()
  const view = ref<'reading' | 'original'>('reading')
  const original = shallowRef<CallOutput<'original.open'> & { id: string }>()
  const aboutOpen = ref(false)
  /** a mark to scroll to as soon as the article is there */
  const jumpTo = ref<string>()
  const record = computed(() => opened.value?.record)
  let unsaved: { id: string; progress: number; finished: boolean } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Opens an article; the one before stays until the new one is complete. */
  async function open(id: string | undefined): Promise<void> {
    if (id === wanted.value) return
    // not waited for: how far the one before was read is on its way to the disk while this one comes
    void flushProgress()
    wanted.value = id
    failure.value = undefined
    view.value = 'reading'
    original.value = undefined
    if (id === undefined) {
      opened.value = undefined
      return
    }
    try {
      const [next, html] = await Promise.allSettled([call('articles.get', { id }), readingView(id)])
      // of an article that is not there its view is not what is missing
      if (next.status === 'rejected') throw next.reason
      if (html.status === 'rejected') throw html.reason
      if (wanted.value === id) opened.value = { record: next.value, html: html.value }
    } catch (error) {
      if (wanted.value !== id) return
      opened.value = undefined
      failure.value = problemOf(error)
    }
  }

  /** Words of the article's text that a search for these finds it by; none when it cannot be asked. */
  const formsOf = (id: string, words: readonly string[]): Promise<string[]> =>
    call('articles.forms', { id, words: words.slice(0, FORMS_LIMIT) }).catch(() => [])

  async function readingView(id: string): Promise<string> {
    const response = await fetch(`${PAGE_SCHEME}://${id}/article.html`)
    if (!response.ok || response.status === NO_CONTENT) throw new ProblemError('record.noView')
    return response.text()
  }

  /** Reads the record again; the text too when it is another one now. */
  async function refresh(): Promise<void> {
    const before = opened.value
    if (!before) return
    const { id } = before.record
    try {
      const next = await call('articles.get', { id })
      const sameView =
        next.hashes.text === before.record.hashes.text && next.extracted?.at === before.record.extracted?.at
      const html = sameView ? before.html : await readingView(id)
      if (opened.value?.record.id !== id) return
      opened.value = { record: next, html }
      if (next.charset !== before.record.charset) await showAnew()
    } catch (error) {
      if (opened.value?.record.id === id) failure.value = problemOf(error)
    }
  }

  /** The original in another encoding is another page. */
  async function showAnew(): Promise<void> {
    original.value = undefined
    if (view.value === 'original') await show('original')
  }

  function patchHere(patch: Partial<ArticleRecord>): void {
    const now = opened.value
    if (now) opened.value = { ...now, record: { ...now.record, ...patch } }
  }

  /** Does a change that is shown already; when it fails, what is really there is shown again. */
  async function change(work: () => Promise<{ change?: ChangeSummary | undefined }>, announce: boolean): Promise<void> {
    try {
      history.changed(await work(), announce)
    } catch (error) {
      toast.fail(error)
      await refresh()
    }
  }

  async function update(patch: Partial<Pick<ArticleRecord, 'read' | 'starred' | 'progress'>>): Promise<void> {
    const now = record.value
    if (!now) return
    patchHere(patch)
    await change(() => call('articles.update', { selection: { ids: [now.id] }, patch }), false)
  }

  /** How far the article has been read, 0 to 1; written now and then. */
  function readTo(progress: number): void {
    const now = record.value
    if (settings.readOnly || !now || Math.abs(progress - now.progress) < 0.005) return
    const finished = progress >= END && !now.read
    unsaved = { id: now.id, progress: progress >= END ? 1 : Math.round(progress * 1000) / 1000, finished }
    patchHere({ progress: unsaved.progress, ...(finished ? { read: true } : {}) })
    if (finished) void flushProgress()
    else timer ??= setTimeout(() => void flushProgress(), PROGRESS_EVERY_MS)
  }

  async function flushProgress(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const now = unsaved
    unsaved = undefined
    if (!now) return
    const patch = now.finished ? { progress: now.progress, read: true } : { progress: now.progress }
    await change(() => call('articles.update', { selection: { ids: [now.id] }, patch }), false)
  }

  async function edit(field: MetadataField, value: string | null): Promise<void> {
    const now = record.value
    if (!now) return
    await change(() => call('articles.edit', { id: now.id, values: { [field]: value } }), true)
    await refresh()
  }

  /** Reads the page again in another encoding: its text is another one then. */
  async function chooseCharset(charset: Encoding | null): Promise<void> {
    const now = record.value
    if (!now) return
    await change(() => call('articles.charset', { id: now.id, charset }), true)
    await refresh()
  }

  async function saveMark(mark: Mark): Promise<void> {
    const now = record.value
    if (!now) return
    const others = now.marks.filter(({ id }) => id !== mark.id)
    patchHere({ marks: [...others, mark].sort((a, b) => a.start - b.start) })
    await change(() => call('marks.save', { id: now.id, mark }), false)
  }

  async function removeMark(mark: string): Promise<void> {
    const now = record.value
    if (!now) return
    patchHere({ marks: now.marks.filter(({ id }) => id !== mark) })
    await change(() => call('marks.remove', { id: now.id, mark }), true)
  }

  async function show(next: 'reading' | 'original'): Promise<void> {
    const now = record.value
    view.value = next
    if (next === 'reading' || !now || original.value?.id === now.id) return
    try {
      const answer = await call('original.open', { id: now.id })
      if (record.value?.id === now.id) original.value = { ...answer, id: now.id }
    } catch (error) {
      view.value = 'reading'
      toast.fail(error)
    }
  }

  const openLink = (url: string): Promise<void> => call('shell.openLink', { url }).catch(toast.fail)
  const showInFolder = (id: string): Promise<void> => call('shell.showOriginal', { id }).catch(toast.fail)

  /** Keeps the open article up to date; returns how to stop. */
  function listen(): () => void {
    return on('library.changed', ({ ids }) => {
      const id = record.value?.id
      if (id !== undefined && (ids === undefined || ids.includes(id)) && unsaved === undefined) void refresh()
    })
  }

  return {
    opened,
    record,
    wanted,
    failure,
    view,
    original,
    aboutOpen,
    jumpTo,
    open,
    refresh,
    formsOf,
    update,
    readTo,
    flushProgress,
    edit,
    chooseCharset,
    saveMark,
    removeMark,
    show,
    openLink,
    showInFolder,
    listen,
  }
})
