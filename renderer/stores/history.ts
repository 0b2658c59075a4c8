import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { standingOf, unseenChanges, type ChangeName, type ChangeSummary } from '../../shared/model/change.ts'
import { problem } from '../../shared/model/problem.ts'
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
  'search.order',
  'rule.order',
])
/** Never told: they come by themselves. */
const SILENT: ReadonlySet<ChangeName> = new Set(['import', 'extract', 'site.apply', 'undo', ...unseenChanges])

/** What was just done: a change, one that was taken back (its `undo`), or one that was made again. */
export interface Told {
  change: ChangeSummary
  way: 'done' | 'undone' | 'redone'
}

/** The last change of data and the way back. */
export const useHistoryStore = defineStore('history', () => {
  const toast = useToastStore()
  /** for the toast */
  const last = shallowRef<Told>()

  /** Takes the newest change back; with an id that very one, or says that it no longer can be. */
  async function undo(id?: string): Promise<void> {
    try {
      const { undone } = await call('history.undo', id === undefined ? undefined : { id })
      if (undone) last.value = { change: undone, way: 'undone' }
      else toast.show({ problem: problem('undo.nothing') })
    } catch (error) {
      toast.fail(error)
    }
  }

  /** Makes the change again that was taken back last; with the id of its undo that very one, or says why it no longer can be. */
  async function redo(id?: string): Promise<void> {
    try {
      const { redone } = await call('history.redo', id === undefined ? undefined : { id })
      if (redone) last.value = { change: redone, way: 'redone' }
      else toast.show({ problem: problem('redo.nothing') })
    } catch (error) {
      toast.fail(error)
    }
  }

  /** Takes what a call of this window answered with, and tells it when it is worth a word. */
  function changed({ change }: { change?: ChangeSummary | undefined }, announce = true): void {
    if (!change || !announce || SILENT.has(change.name)) return
    if (QUIET.has(change.name) && change.count < 2) return
    last.value = { change, way: 'done' }
  }

  /** The change that a job ended with, to take back that one: jobs answer with a job, not with a change. */
  async function lastOf(name: ChangeName): Promise<string | undefined> {
    const newest = (await call('history.list')).at(-1)
    return newest?.name === name ? newest.id : undefined
  }
  /** The changes that stand, and those that were taken back and can be made again, newest first. */
  async function standing(): Promise<{ done: ChangeSummary[]; undone: ChangeSummary[] }> {
    const { done, undone } = standingOf(await call('history.list'))
    // the one that was taken back first is the last to be made again
    return { done: done.reverse(), undone }
  }
  return { last, undo, redo, lastOf, changed, standing }
})
