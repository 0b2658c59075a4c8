import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import { call, on } from '../api.ts'
import { useHistoryStore } from './history.ts'
import { useToastStore } from './toast.ts'

/** Marks in one answer. */
const PAGE = 200

export type FoundMark = CallOutput<'marks.list'>['marks'][number]

/** All marks of the library, newest answer first come. */
export const useMarksStore = defineStore('marks', () => {
  const history = useHistoryStore()
  const toast = useToastStore()
  const found = shallowRef<FoundMark[]>([])
  const total = ref(0)
  const loaded = ref(false)
  const query = ref('')
  let turn = 0

  /** Reads the first marks for the words that are looked for. */
  async function load(words = query.value): Promise<void> {
    query.value = words
    const mine = ++turn
    const answer = await call('marks.list', { query: words, offset: 0, limit: PAGE })
    if (mine !== turn) return
    found.value = answer.marks
    total.value = answer.total
    loaded.value = true
  }

  async function more(): Promise<void> {
    if (found.value.length >= total.value) return
    const mine = turn
    const answer = await call('marks.list', { query: query.value, offset: found.value.length, limit: PAGE })
    if (mine !== turn) return
    found.value = [...found.value, ...answer.marks]
    total.value = answer.total
  }

  async function remove(id: string, mark: string): Promise<void> {
    try {
      history.changed(await call('marks.remove', { id, mark }))
      await load()
    } catch (error) {
      toast.fail(error)
    }
  }

  function listen(): () => void {
    return on('library.changed', () => {
      if (loaded.value) void load()
    })
  }

  return { found, total, loaded, query, load, more, remove, listen }
})
