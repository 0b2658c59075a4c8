import { randomUUID } from 'node:crypto'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import type { ChangeName, ChangeSummary } from '../../../shared/model/change.ts'
import type { RuleTally } from '../../../shared/model/job.ts'
import type { Rule } from '../../../shared/model/library.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { gainedTags } from '../../../shared/model/tag.ts'
import { namedIn } from '../../../shared/query/notes.ts'
import { parseQuery } from '../../../shared/query/parse.ts'
import type { Rules } from '../../archive.ts'
import type { Run, Store } from '../../store/store.ts'
import { apply, recordsOf, type Patches } from '../changes.ts'
import { checkedTags } from './checked-tags.ts'
import { inOrderOf, put } from '../library-lists.ts'
import { spelling } from './spelling.ts'

/** Articles that a preview shows. */
const SHOWN = 20

/** What all rules together do to one article. */
interface Effect {
  /** tag -> the first rule that gives it */
  tags: Map<string, string>
  star: boolean
  trash: boolean
}

const nameOf = (rule: Rule): string => rule.name || rule.query

/**
 * What rules do, by article. Each looks at the articles as they are before any of them: what one gives, another does not
 * find. The order says which one a tag is put down to.
 */
async function effectsOf(
  store: Store,
  rules: readonly Rule[],
  among?: readonly string[],
): Promise<Map<string, Effect>> {
  const effects = new Map<string, Effect>()
  for (const rule of rules) {
    for (const id of await store.rules.matches(rule.query, among)) {
      const effect = effects.get(id) ?? { tags: new Map<string, string>(), star: false, trash: false }
      for (const tag of rule.tags) if (!effect.tags.has(tag)) effect.tags.set(tag, rule.id)
      effect.star ||= rule.star
      effect.trash ||= rule.trash
      effects.set(id, effect)
    }
  }
  return effects
}

/** The new values of an article; undefined when the rules change nothing in it. */
function patchOf(
  record: Pick<ArticleRecord, 'tags' | 'tagRules' | 'starred'>,
  effect: Effect,
): Partial<ArticleRecord> | undefined {
  const gained = new Set(gainedTags(record.tags, [...effect.tags.keys()]))
  const fresh = [...effect.tags].filter(([tag]) => gained.has(tag))
  const after: Partial<ArticleRecord> = {}
  if (fresh.length > 0) {
    after.tags = [...record.tags, ...fresh.map(([tag]) => tag)]
    after.tagRules = { ...record.tagRules, ...Object.fromEntries(fresh) }
  }
  if (effect.star && !record.starred) after.starred = true
  return Object.keys(after).length > 0 ? after : undefined
}

/** Adds what the rules do with newly taken in articles to what an import changes anyway. */
export async function applyRules(
  store: Store,
  fresh: readonly string[],
  patches: Patches,
): Promise<{ articles: Patches; trashed: Set<string>; did: RuleTally | undefined }> {
  const rules = store.library().rules.filter(({ on }) => on)
  const trashed = new Set<string>()
  if (rules.length === 0 || fresh.length === 0) return { articles: patches, trashed, did: undefined }
  const did: RuleTally = { tags: {}, starred: 0, trashed: 0 }
  const byId = new Map(patches.map(({ id, after }) => [id, after]))
  const effects = await effectsOf(store, rules, fresh)
  for await (const record of recordsOf(store, [...effects.keys()])) {
    const effect = effects.get(record.id)
    if (!effect) continue
    const before = byId.get(record.id) ?? {}
    const now = { ...record, ...before }
    const after = patchOf(now, effect)
    if (after) byId.set(record.id, { ...before, ...after })
    for (const tag of after?.tags?.slice(now.tags.length) ?? [])
      did.tags[tag] = (Object.hasOwn(did.tags, tag) ? (did.tags[tag] ?? 0) : 0) + 1
    if (after?.starred) did.starred++
    if (effect.trash) trashed.add(record.id)
  }
  did.trashed = trashed.size
  const idle = Object.keys(did.tags).length + did.starred + did.trashed === 0
  return { articles: [...byId].map(([id, after]) => ({ id, after })), trashed, did: idle ? undefined : did }
}

/** Throws when a rule's query does not say exactly which articles it means: what is left out of it would mean all of them. */
async function checkedRule(store: Store, rule: Rule): Promise<Rule> {
  const query = rule.query.trim()
  const { tree, notes } = parseQuery(`${query} `)
  const wrong = notes.find(({ message }) => message !== 'query.corrected')
  if (wrong) throw new ProblemError('query.invalid', { query, reason: wrong.message, ...namedIn(wrong, query) })
  if (!tree) throw new ProblemError('query.invalid', { query, reason: 'rule.everything' satisfies Phrase })
  if (rule.tags.length === 0 && !rule.star && !rule.trash) {
    throw new ProblemError('usage', { reason: 'rule.idle' satisfies Phrase })
  }
  return { ...rule, id: rule.id === '' ? randomUUID() : rule.id, query, tags: await spelling(store)(rule.tags) }
}

function ruleOf(store: Store, id: string): Rule {
  const rule = store.library().rules.find((each) => each.id === id)
  if (!rule) throw new ProblemError('rule.missing', { id })
  return rule
}

const othersOf = (store: Store, id: string): Rule[] => store.library().rules.filter((rule) => rule.on && rule.id !== id)

/** Takes off what only this rule gave; what another rule gives as well is put down to that one. */
async function patchesBack(store: Store, id: string, next?: Rule): Promise<Patches> {
  const gone = new Map<string, Set<string>>()
  const kept = new Map<string, Map<string, string>>()
  for (const { tag, loses, keeps } of await store.rules.takeBack(id, next, othersOf(store, id))) {
    for (const article of loses) gone.set(article, (gone.get(article) ?? new Set()).add(tag))
    for (const { rule, ids } of keeps) {
      for (const article of ids) kept.set(article, (kept.get(article) ?? new Map<string, string>()).set(tag, rule))
    }
  }
  const patches: Patches = []
  for await (const record of recordsOf(store, [...new Set([...gone.keys(), ...kept.keys()])])) {
    const off = gone.get(record.id) ?? new Set()
    const rules = Object.entries(record.tagRules).filter(([tag]) => !off.has(tag))
    const tagRules = { ...Object.fromEntries(rules), ...Object.fromEntries(kept.get(record.id) ?? []) }
    patches.push({ id: record.id, after: { tags: record.tags.filter((tag) => !off.has(tag)), tagRules } })
  }
  return patches
}

async function save(store: Store, asked: Rule, takeBack: boolean) {
  const rule = await checkedRule(store, asked)
  const articles = takeBack && asked.id !== '' ? await patchesBack(store, rule.id, rule) : []
  const { list, changed } = put(store.library().rules, rule, ({ id }) => id === rule.id)
  const name = changed ? 'rule.edit' : 'rule.save'
  const change = await apply(store, { name, subject: nameOf(rule), articles, library: { rules: list } })
  return { id: rule.id, change }
}

async function remove(store: Store, id: string, takeBack: boolean): Promise<ChangeSummary | undefined> {
  const rule = ruleOf(store, id)
  const articles = takeBack ? await patchesBack(store, id) : []
  const rules = store.library().rules.filter((each) => each !== rule)
  return apply(store, { name: 'rule.delete', subject: nameOf(rule), articles, library: { rules } })
}

async function order(store: Store, ids: readonly string[]): Promise<ChangeSummary | undefined> {
  const rules = inOrderOf(store.library().rules, ids)
  return rules && apply(store, { name: 'rule.order', library: { rules } })
}

async function run(store: Store, rules: readonly Rule[], run: Run): Promise<ChangeSummary | undefined> {
  const effects = await effectsOf(store, rules)
  const edit = (record: ArticleRecord): Partial<ArticleRecord> | undefined => {
    const effect = effects.get(record.id)
    return effect && patchOf(record, effect)
  }
  const moved = [...effects].filter(([, { trash }]) => trash).map(([id]) => ({ id, to: 'trash' as const }))
  const subject = rules.map(nameOf).join(', ')
  return apply(store, { name: 'rule.run', subject, each: { ids: [...effects.keys()], edit }, moved }, run)
}

/** What can be done with rules; `inOrder` makes one change after the other, `long` shows one that takes its time. */
export function rulesOf(
  store: Store,
  inOrder: <T>(change: () => Promise<T>) => Promise<T>,
  long: (
    about: { change: ChangeName; name: string },
    work: (run: Run) => Promise<ChangeSummary | undefined>,
  ) => Promise<ChangeSummary | undefined>,
): Rules {
  return {
    async list() {
      const { rules } = store.library()
      return Promise.all(rules.map(async (rule) => ({ ...rule, ...(await store.rules.counts(rule)) })))
    },
    async preview(rule) {
      const { query, tags = [], star = false, trash = false } = rule
      const { understood, notes } = parseQuery(`${query} `)
      const ids = await store.rules.matches(query)
      const counts = await store.rules.counts({ query, tags: checkedTags(tags), star, trash, id: rule.id })
      return { ...counts, understood, notes, rows: await store.rows(ids.slice(-SHOWN).reverse()) }
    },
    async takesBack(id, next) {
      const given = await store.rules.takeBack(id, next, othersOf(store, id))
      const lost = given.filter(({ loses }) => loses.length > 0)
      return { tags: lost.map(({ tag }) => tag), articles: new Set(lost.flatMap(({ loses }) => loses)).size }
    },
    save: (rule, takeBack = false) => inOrder(() => save(store, rule, takeBack)),
    remove: (id, takeBack = false) => inOrder(() => remove(store, id, takeBack)),
    order: (ids) => inOrder(() => order(store, ids)),
    async run(ids) {
      const rules = ids ? ids.map((id) => ruleOf(store, id)) : store.library().rules.filter(({ on }) => on)
      return long({ change: 'rule.run', name: rules.map(nameOf).join(', ') }, (shown) => run(store, rules, shown))
    },
  }
}
