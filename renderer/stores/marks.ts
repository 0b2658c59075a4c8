import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import { LIST_LIMIT } from '../../shared/ipc/pieces.ts'
import type { Mark } from '../../shared/model/mark.ts'
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
  const colours = shallowRef<Mark['colour'][]>([])
  let turn = 0

  const part = (offset: number, limit: number): Promise<CallOutput<'marks.list'>> =>
    call('marks.list', { query: query.value, colours: colours.value, offset, limit })

  /** Reads the first marks that are looked for; those of the same question again as far as they were read. */
  async function load(words = query.value, wanted = colours.value): Promise<void> {
    const same = words === query.value && wanted === colours.value
    query.value = words
    colours.value = wanted
    const mine = ++turn
    const answer = await part(0, Math.min(same ? Math.max(PAGE, found.value.length) : PAGE, LIST_LIMIT))
    if (mine !== turn) return
    found.value = answer.marks
    total.value = answer.total
    loaded.value = true
  }

  async function more(): Promise<void> {
    if (found.value.length >= total.value) return
    const mine = turn
    const answer = await part(found.value.length, PAGE)
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

  return { found, total, loaded, query, colours, load, more, remove, listen }
})
