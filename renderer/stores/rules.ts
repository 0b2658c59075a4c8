import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import type { Rule } from '../../shared/model/library.ts'
import { call } from '../api.ts'
import { afterChanges } from './following.ts'
import { useHistoryStore } from './history.ts'
import { useToastStore } from './toast.ts'

export type ListedRule = CallOutput<'rules.list'>[number]
export type RulePreview = CallOutput<'rules.preview'>
export type TakesBack = CallOutput<'rules.takesBack'>

/** Changes that come in a burst (an import) are read together, ms. */
const QUIET_MS = 300

export const emptyRule = (query = ''): Rule => ({
  ...{ id: '', name: '', query, tags: [], star: false, trash: false, on: true },
})

/** The rules of the library, and every change of them. */
export const useRulesStore = defineStore('rules', () => {
  const history = useHistoryStore()
  const toast = useToastStore()
  const all = shallowRef<ListedRule[]>([])
  const loaded = ref(false)
  const names = computed(() => new Map(all.value.map(({ id, name, query }) => [id, name || query])))

  async function load(): Promise<void> {
    try {
      all.value = await call('rules.list')
      loaded.value = true
    } catch (error) {
      toast.fail(error)
    }
  }

  /** The answer, with the way back offered; undefined when it could not be done, which has been said then. */
  async function change<T extends CallOutput<'rules.run'>>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await work()
      history.changed(answer)
      await load()
      return answer
    } catch (error) {
      toast.fail(error)
      return undefined
    }
  }

  const save = (rule: Rule, takeBack: boolean) => change(() => call('rules.save', { rule, takeBack }))
  const remove = (id: string, takeBack: boolean) => change(() => call('rules.remove', { id, takeBack }))
  const order = (ids: string[]) => change(() => call('rules.order', { ids }))
  const run = (ids?: string[]) => change(() => call('rules.run', ids ? { ids } : {}))
  const preview = ({ id, query, tags, star, trash }: Rule): Promise<RulePreview> =>
    call('rules.preview', { id, query, tags, star, trash })
  const takesBack = (id: string, rule?: Rule): Promise<TakesBack> =>
    call('rules.takesBack', rule ? { id, rule } : { id })

  /** Keeps the counts true while they are looked at; returns how to stop. */
  const follow = (): (() => void) =>
    afterChanges(QUIET_MS, () => {
      void load()
    })

  return { all, loaded, names, load, save, remove, order, run, preview, takesBack, follow }
})
