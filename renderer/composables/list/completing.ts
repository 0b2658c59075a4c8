import { useDebounceFn } from '@vueuse/core'
import { ref, shallowRef } from 'vue'
import { useLibraryStore, type Completion } from '../../stores/library.ts'

/** Completions wait until typing rests, ms: longer than a quick typist from key to key, whose rows they would delay. */
const COMPLETE_MS = 200

/** Ways to go on with a query while it is typed. `read` says what stands there, and undefined when nothing is to be offered. */
export function useCompleting(read: () => { query: string; caret: number } | undefined) {
  const library = useLibraryStore()
  const offered = shallowRef<Completion[]>([])
  /** the one that the arrows have come to; -1: none */
  const at = ref(-1)
  /** the query that they were made for */
  let askedFor = ''
  let turn = 0

  function show(found: Completion[]): void {
    // an answer that comes late does not take away what was walked to
    const chosen = offered.value[at.value]?.insert
    offered.value = found
    at.value = chosen === undefined ? -1 : found.findIndex(({ insert }) => insert === chosen)
  }
  const ask = useDebounceFn(async () => {
    const mine = ++turn
    const asked = read()
    // completing is a service; the search itself says what is wrong
    const found = asked ? await library.complete(asked.query, asked.caret).catch(() => []) : []
    if (mine !== turn) return
    askedFor = asked?.query ?? ''
    show(read() ? found : [])
  }, COMPLETE_MS)
  function clear(): void {
    turn++
    show([])
  }
  /** Walks with the arrows, round at the ends; false for any other key, and when there is nothing to walk. */
  function walk(key: string): boolean {
    const count = offered.value.length
    if (count === 0 || (key !== 'ArrowDown' && key !== 'ArrowUp')) return false
    if (key === 'ArrowDown') at.value = (at.value + 1) % count
    else at.value = at.value <= 0 ? count - 1 : at.value - 1
    return true
  }
  /** One of them for the query as it is now: what was typed since they came belongs to what it takes the place of. */
  function chosen(index: number, query: string): Completion | undefined {
    const completion = offered.value[index]
    return (
      completion && { ...completion, to: Math.max(completion.from, completion.to + query.length - askedFor.length) }
    )
  }
  return { offered, at, ask, clear, walk, chosen }
}
