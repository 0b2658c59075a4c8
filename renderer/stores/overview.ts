import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import { call } from '../api.ts'
import { afterChanges } from './following.ts'

export type Overview = CallOutput<'overview.get'>

/** An import changes the library many times a second; the pictures follow it this slowly, ms. */
const QUIET_MS = 1500

/** The counts behind the overview's pictures. */
export const useOverviewStore = defineStore('overview', () => {
  const shown = shallowRef<Overview>()
  const query = shallowRef('')
  let turn = 0

  /** The pictures of before stay until the new ones are here. */
  async function load(of = query.value): Promise<void> {
    const mine = ++turn
    query.value = of
    const answer = await call('overview.get', { query: of })
    if (mine === turn) shown.value = answer
  }

  /** Keeps the counts up to date; returns how to stop. */
  const follow = (failed: (error: unknown) => void): (() => void) =>
    afterChanges(QUIET_MS, () => {
      load().catch(failed)
    })

  return { shown, query, load, follow }
})
