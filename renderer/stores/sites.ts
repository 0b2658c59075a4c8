import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CallInput, CallOutput } from '../../shared/ipc/contract.ts'
import { CHECK_LIMIT } from '../../shared/ipc/calls/sites.ts'
import { siteOf } from '../../shared/model/address.ts'
import type { SiteRule } from '../../shared/model/site-rule.ts'
import { call } from '../api.ts'
import { useHistoryStore } from './history.ts'
import { useJobsStore } from './jobs.ts'
import { useToastStore } from './toast.ts'

export type Checked = CallOutput<'sites.check'>[number]

/** Rules of sites: made by pointing in an original, looked at over the site's pages, applied as one change. */
export const useSitesStore = defineStore('sites', () => {
  const history = useHistoryStore()
  const jobs = useJobsStore()
  const toast = useToastStore()
  const rules = shallowRef<SiteRule[]>([])

  async function load(): Promise<void> {
    try {
      rules.value = await call('sites.list')
    } catch {
      // without a library there are none
      rules.value = []
    }
  }

  /**
   * An article's original for pointing at, and the rule that pointing changes: the one that has its say in the page, else the
   * first of its site, else a new one; none when the page has no address.
   */
  async function pick({
    id,
    url,
  }: {
    id: string
    url?: string | undefined
  }): Promise<{ src: string; rule?: SiteRule }> {
    const [{ src, rule: used }] = await Promise.all([call('sites.pick', { id }), load()])
    const host = siteOf(url)
    if (host === undefined) return { src }
    const ofSite = rules.value.filter((rule) => rule.host === host)
    const rule = ofSite.find((each) => each.id === used) ??
      ofSite[0] ?? { id: crypto.randomUUID(), host, article: [], drop: [], created: new Date().toISOString() }
    return { src, rule }
  }

  const learn = (input: CallInput<'sites.learn'>): Promise<CallOutput<'sites.learn'>> => call('sites.learn', input)
  const look = (rule: SiteRule, id: string): Promise<CallOutput<'sites.look'>> => call('sites.look', { rule, id })

  /** Looks at all pages of the rule's site, some at a time; `onMore` gets what is known so far, and ends it with false. */
  async function check(rule: SiteRule, onMore: (checked: Checked[], total: number) => boolean): Promise<void> {
    const ids = await call('sites.pages', { host: rule.host })
    const checked: Checked[] = []
    let goOn = onMore(checked, ids.length)
    for (let at = 0; at < ids.length && goOn; at += CHECK_LIMIT) {
      checked.push(...(await call('sites.check', { rule, ids: ids.slice(at, at + CHECK_LIMIT) })))
      goOn = onMore([...checked], ids.length)
    }
  }

  async function told<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      toast.fail(error)
      return undefined
    } finally {
      await load()
    }
  }

  /** Keeps the rule and reads its site's pages again; the ended job, with the id of its change. */
  const applyRule = (rule: SiteRule) =>
    told(async () => {
      const job = await jobs.ended((await call('sites.apply', { rule })).id)
      return { job, change: job.state === 'done' ? await history.lastOf('site.apply') : undefined }
    })
  const save = (rule: SiteRule) => told(async () => history.changed(await call('sites.save', { rule })))
  const remove = (id: string) => told(async () => history.changed(await call('sites.remove', { id })))
  const exportRules = (ids?: string[]) => told(() => call('sites.export', ids ? { ids } : {}))
  const importRules = () =>
    told(async () => {
      const taken = await call('sites.import')
      if (taken) history.changed(taken)
      return taken
    })

  return { rules, load, pick, learn, look, check, applyRule, save, remove, exportRules, importRules }
})
