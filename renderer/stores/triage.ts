import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Selection } from '../../shared/ipc/contract.ts'
import { hostOf } from '../../shared/model/address.ts'
import type { ArticleRecord } from '../../shared/model/article.ts'
import type { ChangeSummary } from '../../shared/model/change.ts'
import { call } from '../api.ts'
import { siteQuery } from './library.ts'
import { useToastStore } from './toast.ts'

/** The number keys. */
const KEYS = 9
/** Of them for what is usual on the article's site; the rest is suggested. */
const OF_SITE = 6

/** A change that was made here, and to which article. */
type Done = ChangeSummary & { article: string }

export type TriageAction = 'read' | 'star' | 'trash' | 'tag'

/** Going through a list one article at a time: read, star, trash, tags on the number keys, and one undo for all of it. */
export const useTriageStore = defineStore('triage', () => {
  const toast = useToastStore()
  const ids = shallowRef<string[]>([])
  const at = ref(0)
  const record = shallowRef<ArticleRecord>()
  /** tags on the keys 1 to 9 */
  const offered = shallowRef<string[]>([])
  /** what was last done, for the line that tells it */
  const said = shallowRef<{ action: TriageAction | 'undone' | 'redone'; on: boolean; tag?: string }>()
  const changes = shallowRef<Done[]>([])
  /** what was taken back and can be done again, each as its `undo` */
  const takenBack = shallowRef<Done[]>([])
  const busy = ref(false)

  const id = computed(() => ids.value[at.value])
  const over = computed(() => ids.value.length > 0 && at.value >= ids.value.length)
  const active = computed(() => id.value !== undefined)

  /** How many articles each kind of change was made to. */
  const counts = computed(() => {
    const of = (...names: string[]): number =>
      new Set(changes.value.filter(({ name }) => names.includes(name)).map(({ article }) => article)).size
    return { read: of('read'), star: of('star'), trash: of('trash'), tag: of('tag', 'untag', 'retag') }
  })

  function begin(all: string[], from: number): void {
    ids.value = all.slice(Math.max(0, from))
    at.value = 0
    changes.value = []
    takenBack.value = []
    said.value = undefined
    // it would lie on the line that names the keys
    toast.dismiss()
    void load()
  }
  function end(): void {
    ids.value = []
    record.value = undefined
  }

  async function load(): Promise<void> {
    const mine = id.value
    if (mine === undefined) return
    try {
      const found = await call('articles.get', { id: mine })
      if (id.value !== mine) return
      const other = record.value?.id !== mine
      record.value = found
      if (!other) return
      offered.value = found.tags.slice(0, KEYS)
      const tags = await tagsFor(found)
      if (id.value === mine) offered.value = tags
    } catch (error) {
      if (id.value === mine) toast.fail(error)
    }
  }

  /** The tags of its site, most used first, then what else speaks for one. */
  async function tagsFor({ id: article, url, tags }: ArticleRecord): Promise<string[]> {
    const host = hostOf(url)
    const [ofSite, suggested] = await Promise.all([
      host === undefined ? undefined : call('tags.ofSelection', { selection: { query: siteQuery(host) } }),
      call('tags.suggest', { id: article }),
    ])
    const usual = Object.entries(ofSite?.tags ?? {}).sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    const known = suggested.filter(({ why }) => why !== 'new').map(({ tag }) => tag)
    return [...new Set([...tags, ...usual.slice(0, OF_SITE).map(([tag]) => tag), ...known])].slice(0, KEYS)
  }

  function step(by: 1 | -1): void {
    said.value = undefined
    at.value = Math.max(0, Math.min(ids.value.length, at.value + by))
    void load()
  }

  /** Does something to the article; false when it could not be done, which has been said then, or something else is under way. */
  async function act(
    action: TriageAction,
    on: boolean,
    work: (selection: Selection) => Promise<{ change?: ChangeSummary | undefined }>,
    tag?: string,
  ): Promise<boolean> {
    const article = id.value
    if (article === undefined || busy.value) return false
    busy.value = true
    try {
      const { change } = await work({ ids: [article] })
      if (change) {
        changes.value = [...changes.value, { ...change, article }]
        takenBack.value = []
      }
      said.value = { action, on, ...(tag !== undefined && { tag }) }
      await load()
      return true
    } catch (error) {
      toast.fail(error)
      return false
    } finally {
      busy.value = false
    }
  }

  async function read(): Promise<void> {
    const on = record.value?.read !== true
    const done = await act('read', on, (selection) => call('articles.update', { selection, patch: { read: on } }))
    if (done && on) step(1)
  }
  async function star(): Promise<void> {
    const on = record.value?.starred !== true
    await act('star', on, (selection) => call('articles.update', { selection, patch: { starred: on } }))
  }
  async function trash(): Promise<void> {
    if (await act('trash', true, (selection) => call('articles.trash', { selection }))) step(1)
  }
  /** The tag on a number key: on, or off when the article has it. */
  async function tag(index: number): Promise<void> {
    const name = offered.value[index]
    if (name === undefined) return
    const on = record.value?.tags.includes(name) !== true
    await act('tag', on, (selection) => call('tags.apply', { selection, [on ? 'add' : 'remove']: [name] }), name)
  }
  /** A change that was made elsewhere, in the tag editor. */
  async function reload(): Promise<void> {
    await load()
  }

  /** Takes a step through what was done here, back or forward again, and goes to the article it was done to. */
  async function retrace(
    last: Done | undefined,
    action: 'undone' | 'redone',
    step: (id: string, article: string) => Promise<void>,
  ): Promise<void> {
    if (!last || busy.value) return
    busy.value = true
    try {
      await step(last.id, last.article)
      at.value = Math.max(0, ids.value.indexOf(last.article))
      said.value = { action, on: true }
      await load()
    } catch (error) {
      toast.fail(error)
    } finally {
      busy.value = false
    }
  }
  /** Takes back the last thing that was done here. */
  async function undo(): Promise<void> {
    await retrace(changes.value.at(-1), 'undone', async (id, article) => {
      const { undone } = await call('history.undo', { id })
      changes.value = changes.value.slice(0, -1)
      if (undone) takenBack.value = [...takenBack.value, { ...undone, article }]
    })
  }
  /** Does again what was taken back last. */
  async function redo(): Promise<void> {
    await retrace(takenBack.value.at(-1), 'redone', async (id, article) => {
      const { redone } = await call('history.redo', { id })
      takenBack.value = takenBack.value.slice(0, -1)
      if (redone) changes.value = [...changes.value, { ...redone, article }]
    })
  }
  /** Takes back everything that was done here, the last first. */
  async function undoAll(): Promise<void> {
    for (let left = changes.value.length; left > 0; left = changes.value.length) {
      await undo()
      // what stands in the way has been said
      if (changes.value.length === left) return
    }
    at.value = ids.value.length
  }

  return {
    ids,
    at,
    id,
    record,
    offered,
    said,
    changes,
    takenBack,
    counts,
    active,
    over,
    begin,
    end,
    step,
    read,
    star,
    trash,
    tag,
    reload,
    undo,
    redo,
    undoAll,
  }
})
