import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import type { MissingPage } from '../../shared/model/links.ts'
import type { Version } from '../../shared/model/version.ts'
import { call, on } from '../api.ts'
import { useToastStore } from './toast.ts'

/** Changes that come in a burst (an import) are looked at together, ms. */
const QUIET_MS = 400

export type ArticleLinks = CallOutput<'links.of'>

/** What the open article has to do with others: links both ways, other states of its page. */
export const useRelationsStore = defineStore('relations', () => {
  const toast = useToastStore()
  const id = shallowRef<string>()
  const links = shallowRef<ArticleLinks>()
  const versions = shallowRef<Version[]>([])

  /** Reads those of an article; what belongs to the one before is not shown with it. */
  async function open(next: string | undefined): Promise<void> {
    if (next !== id.value) {
      links.value = undefined
      versions.value = []
    }
    id.value = next
    if (next === undefined) return
    try {
      const [found, states] = await Promise.all([call('links.of', { id: next }), call('versions.list', { id: next })])
      if (id.value !== next) return
      links.value = found
      versions.value = states
    } catch (error) {
      // an article that is gone says so itself
      if (id.value === next) reportError(error)
    }
  }

  const textOf = (article: string, version: string): Promise<string> => call('versions.text', { id: article, version })
  const readingOf = (article: string, version: string): Promise<CallOutput<'versions.reading'>> =>
    call('versions.reading', { id: article, version })
  const missing = (limit: number): Promise<MissingPage[]> => call('links.missing', { limit })
  const openOutside = (url: string): Promise<void> => call('shell.openLink', { url }).catch(toast.fail)

  /** Keeps them up to date; returns how to stop. */
  function listen(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = on('library.changed', ({ listChanged }) => {
      if (!listChanged) return
      timer ??= setTimeout(() => {
        timer = undefined
        void open(id.value)
      }, QUIET_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }

  return { id, links, versions, open, textOf, readingOf, missing, openOutside, listen }
})
