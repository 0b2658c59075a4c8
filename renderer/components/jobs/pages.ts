import { ref, shallowRef } from 'vue'

interface Answer<T> {
  total: number
  items: T[]
}

/**
 * A long list that is asked for by pages, as it is scrolled to. `need` loads what is missing of a range; answers that
 * come after a `reset` are thrown away.
 */
export function usePages<T>(fetch: (offset: number) => Promise<Answer<T>>, size: number) {
  const total = ref(0)
  const loaded = ref(false)
  const items = shallowRef(new Map<number, T>())
  const asked = new Set<number>()
  let turn = 0

  async function load(page: number): Promise<void> {
    asked.add(page)
    const mine = turn
    try {
      const answer = await fetch(page * size)
      if (mine !== turn) return
      total.value = answer.total
      loaded.value = true
      const next = new Map(items.value)
      answer.items.forEach((item, index) => next.set(page * size + index, item))
      items.value = next
    } catch (error) {
      asked.delete(page)
      throw error
    }
  }

  /** First and last index, both inclusive. */
  async function need(from: number, to: number): Promise<void> {
    const pages: Promise<void>[] = []
    for (let page = Math.floor(Math.max(0, from) / size); page * size <= to; page += 1)
      if (!asked.has(page) && (page === 0 || page * size < total.value)) pages.push(load(page))
    await Promise.all(pages)
  }

  /** Starts anew, for another filter; the rows of before stay until the first page is there. */
  async function reset(): Promise<void> {
    turn += 1
    asked.clear()
    const mine = turn
    asked.add(0)
    const answer = await fetch(0)
    if (mine !== turn) return
    total.value = answer.total
    loaded.value = true
    items.value = new Map(answer.items.map((item, index) => [index, item]))
  }

  return { total, loaded, items, need, reset }
}
