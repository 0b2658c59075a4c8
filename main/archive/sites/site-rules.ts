import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import { siteRuleSchema, type SiteRule } from '../../../shared/model/site-rule.ts'
import type { Reading, Sites } from '../../archive.ts'
import { keptFile } from '../../formats/companions/kept-file.ts'
import type { ReadPage } from '../../intake/messages.ts'
import { apply } from '../changes.ts'
import type { Engine } from '../engine.ts'
import type { PageFiles } from '../reading/page-files.ts'
import { chosenCharset, readAnew, readKept } from '../reading/read-anew.ts'
import { startExtract } from '../reading/re-extract.ts'
import { checkedRule, checkSelectors } from './checked-rule.ts'
import { withRule } from './with-rule.ts'

/** Site rules of an open archive. */
export function createSites(engine: Engine, pageFiles: PageFiles): Sites {
  const { store, pool } = engine

  /** With the site's other rules too: which of them has its say is the same when the rule is applied. */
  async function readWith(rule: SiteRule, id: string): Promise<{ record: ArticleRecord; page: ReadPage }> {
    const record = await store.record(id)
    return { record, page: await readKept(store, pool, record, withRule(store.library().siteRules, rule)) }
  }

  /** The reading view as it would be; of its pictures those that the article has already. */
  async function readingOf(record: ArticleRecord, page: ReadPage): Promise<Reading> {
    const after = { ...record, ...readAnew(record, page) }
    const folder = store.folder(record.id)
    let { html } = page.extracted
    for (const { path, bytes } of page.extracted.assets) {
      const there = await readFile(join(folder, path)).catch(() => undefined)
      if (there?.equals(bytes) !== true) html = html.replaceAll(` src="${path}"`, '')
    }
    const { title, byline, published, lang, dir, words } = after
    return { title, byline, published, lang, dir, words, html }
  }

  async function pages(host: string): Promise<string[]> {
    const ids = await store.ids(`site:"${host.replaceAll('"', '')}"`, 'saved-desc')
    const rows = await store.rows(ids)
    return rows.filter((row) => row.host === host && row.trashed === undefined).map(({ id }) => id)
  }

  async function checkOne(rule: SiteRule, id: string): Promise<Awaited<ReturnType<Sites['check']>>[number]> {
    try {
      const { record, page } = await readWith(rule, id)
      const { html, assets, rule: used } = page.extracted
      const changed = await store.differs(id, { html, assets, fields: readAnew(record, page) })
      return { id, title: record.title, applies: used === rule.id, changed, failed: false }
    } catch {
      const [row] = await store.rows([id])
      return { id, title: row?.title ?? id, applies: false, changed: false, failed: true }
    }
  }

  return {
    list: () => store.library().siteRules,
    async pick(id) {
      const [src, page] = await Promise.all([
        pageFiles.pick(id),
        store.record(id).then((record) => readKept(store, pool, record, store.library().siteRules)),
      ])
      return { src, rule: page.extracted.rule }
    },
    async learn({ id, rule, pick }) {
      checkSelectors(rule)
      const now = await store.record(id)
      const { original } = now
      const file = await keptFile(join(store.folder(id), 'original'), original.main, chosenCharset(now))
      const learnt = await pool.learn({ file, part: original.part, rule, pick })
      const next = siteRuleSchema.parse({ ...rule, ...learnt.rule })
      const { record, page } = await readWith(next, id)
      const applies = page.extracted.rule === next.id
      return { rule: next, found: learnt.found, applies, after: await readingOf(record, page) }
    },
    pages,
    check: (rule, ids) => Promise.all(ids.map((id) => checkOne(rule, id))),
    async look(rule, id) {
      const { record, page } = await readWith(rule, id)
      const { title, byline, published, lang, dir, words } = record
      const before = { title, byline, published, lang, dir, words, html: await store.html(id) }
      return { before, after: await readingOf(record, page) }
    },
    apply(rule) {
      const checked = checkedRule(rule)
      return startExtract(engine, async () => pages(checked.host), checked.host, checked)
    },
    save: async (rule) =>
      apply(store, {
        name: 'site.save',
        subject: rule.host,
        library: { siteRules: withRule(store.library().siteRules, checkedRule(rule)) },
      }),
    async remove(id) {
      const { siteRules } = store.library()
      const gone = siteRules.find((rule) => rule.id === id)
      if (!gone) return undefined
      const left = siteRules.filter((rule) => rule !== gone)
      return apply(store, { name: 'site.delete', subject: gone.host, library: { siteRules: left } })
    },
    async add(rules) {
      const { siteRules } = store.library()
      const fresh = rules.map(checkedRule).filter((rule) => !siteRules.some((other) => isDeepStrictEqual(other, rule)))
      if (fresh.length === 0) return undefined
      const all = fresh.reduce(withRule, siteRules)
      return apply(store, { name: 'site.import', subject: String(fresh.length), library: { siteRules: all } })
    },
  }
}
