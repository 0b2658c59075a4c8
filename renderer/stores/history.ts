import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { unseenChanges, type ChangeName, type ChangeSummary } from '../../shared/model/change.ts'
import { call } from '../api.ts'
import { useToastStore } from './toast.ts'

/** Seen where they happen, and too many for a toast each; in bulk they are told. */
const QUIET: ReadonlySet<ChangeName> = new Set([
  'read',
  'unread',
  'star',
  'unstar',
  'edit',
  'mark.add',
  'mark.edit',
  'search.save',
])
/** Never told: they come by themselves. */
const SILENT: ReadonlySet<ChangeName> = new Set(['import', 'extract', 'site.apply', 'undo', ...unseenChanges])

/** The last change of data and the way back. */
export const useHistoryStore = defineStore('history', () => {
  const toast = useToastStore()
  /** what was just changed or taken back, for the toast */
  const last = shallowRef<{ change: ChangeSummary; undone: boolean }>()

  /** Takes the newest change back; with an id that very one, or says that it no longer can be. */
  async function undo(id?: string): Promise<void> {
    try {
      const { undone } = await call('history.undo', id === undefined ? undefined : { id })
      toast.dismiss()
      if (undone) last.value = { change: undone, undone: true }
    } catch (error) {
      toast.fail(error)
    }
  }

  /** Takes what a call of this window answered with, and tells it when it is worth a word. */
  function changed({ change }: { change?: ChangeSummary | undefined }, announce = true): void {
    if (!change || !announce || SILENT.has(change.name)) return
    if (QUIET.has(change.name) && change.count < 2) return
    last.value = { change, undone: false }
  }

  /** The change that a job ended with, to take back that one: jobs answer with a job, not with a change. */
  async function lastOf(name: ChangeName): Promise<string | undefined> {
    const newest = (await call('history.list')).at(-1)
    return newest?.name === name ? newest.id : undefined
  }
  /** The changes that stand, newest first: what was taken back is gone from it, and so is what took it back. */
  async function standing(): Promise<ChangeSummary[]> {
    const left: ChangeSummary[] = []
    for (const change of await call('history.list')) {
      if (change.name === 'undo') left.pop()
      // how far one has read is noted by itself; nobody takes it back
      else if (change.name !== 'progress') left.push(change)
    }
    return left.reverse()
  }
  return { last, undo, lastOf, changed, standing }
})
