import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ChangeSummary } from '../../shared/model/change.ts'
import { call } from '../api.ts'
import { useToastStore } from './toast.ts'

/** The last change of data and the way back. */
export const useHistoryStore = defineStore('history', () => {
  const toast = useToastStore()
  /** what was just changed or taken back, for the toast */
  const last = shallowRef<{ change: ChangeSummary; undone: boolean }>()

  /** Notes a change that a call answered with; `announce` is off for what is seen anyway (read, progress). */
  function changed(answer: { change?: ChangeSummary | undefined }, announce = true): void {
    if (!answer.change) return
    if (announce) last.value = { change: answer.change, undone: false }
  }

  async function undo(): Promise<void> {
    try {
      const { undone } = await call('history.undo')
      toast.dismiss()
      if (undone) last.value = { change: undone, undone: true }
    } catch (error) {
      toast.fail(error)
    }
  }
  return { last, changed, undo }
})
