import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { readSiteRules, siteRulesText, type Archive } from '../archive.ts'
import { CHECK_LIMIT } from '../../shared/ipc/calls/sites.ts'
import { ProblemError, problemOf, sentence } from '../../shared/model/problem.ts'
import { siteOf } from '../../shared/model/address.ts'
import { siteRuleSchema, type SiteRule } from '../../shared/model/site-rule.ts'
import { runReading } from './check-job.ts'
import { jsonOption, libraryOption, UsageError, type Arguments, type Command } from './command.ts'
import { withLibrary } from './library.ts'
import type { Output } from './output.ts'
import { counted } from './report.ts'

const SELECTORS = ['article', 'drop', 'title', 'byline', 'published'] as const

export const sites: Command = {
  name: 'sites',
  summary: 'Say how the pages of a site are read, look at what that changes, and read them again.',
  usage: [
    'sites list --library DIR [--json]',
    'sites add HOST [--article CSS]... [--drop CSS]... [--title CSS] [--byline CSS] [--published CSS] --library DIR [--json]',
    'sites preview [RULE]... --library DIR [--json]',
    'sites apply [RULE]... --library DIR [--json]',
    'sites remove RULE... --library DIR [--json]',
    'sites import FILE --library DIR [--json]',
    'sites export [RULE]... [--out FILE] --library DIR',
  ],
  examples: [
    "sites add example.org --article main --drop '.newsletter' --library ~/Keepleaf",
    'sites apply example.org --library ~/Keepleaf',
  ],
  options: {
    ...libraryOption,
    article: { type: 'string', multiple: true, value: 'CSS', help: 'add: what is the article' },
    drop: { type: 'string', multiple: true, value: 'CSS', help: 'add: what is not, wherever it is' },
    title: { type: 'string', value: 'CSS', help: 'add: where the title is' },
    byline: { type: 'string', value: 'CSS', help: 'add: where the author is' },
    published: { type: 'string', value: 'CSS', help: 'add: where the date is' },
    out: { type: 'string', value: 'FILE', help: 'export: write there instead of to standard output' },
    ...jsonOption,
  },
  operands: [1, Infinity],
  async run(args, output) {
    const [action = '', ...names] = args.operands
    const work = works[action]
    if (!work) throw new UsageError(`“${action}” is none of ${Object.keys(works).join(', ')}.`)
    if (names.length < work.least || names.length > (work.most ?? Infinity)) {
      throw new UsageError(`sites ${action} takes ${work.takes}.`)
    }
    const readOnly = work.readOnly ?? false
    return withLibrary(args, output, { owner: 'keepleaf sites', readOnly }, (archive) =>
      work.run({ archive, names, args, output, json: args.flag('json') }),
    )
  },
}

interface Given {
  archive: Archive
  names: string[]
  args: Arguments
  output: Output
  json: boolean
}
interface Work {
  least: number
  most?: number
  takes: string
  readOnly?: true
  run(given: Given): Promise<number>
}

const NONE = 'There are no site rules. keepleaf sites --help tells how to add one.'

const works: Record<string, Work> = {
  list: {
    ...{ least: 0, most: 0, takes: 'nothing', readOnly: true },
    async run({ archive, output, json }) {
      const all = archive.sites.list()
      for (const rule of all) {
        if (json) await output.json(rule)
        else await output.write(`${rule.host}  ${wordsOf(rule)}  ${rule.id}\n`)
      }
      if (all.length === 0) output.say(NONE)
      return 0
    },
  },
  add: {
    ...{ least: 1, most: 1, takes: 'one host' },
    async run({ archive, names, args, output, json }) {
      const rule = ruleOf(names[0] ?? '', args)
      await archive.sites.save(rule)
      if (json) await output.json(rule)
      else {
        const pages = await archive.sites.pages(rule.host)
        output.say(`Rule ${rule.id} is kept, for what comes. In the library: ${counted(pages.length, 'page')}.`)
        if (pages.length > 0) output.say(`keepleaf sites apply ${rule.host} reads them again.`)
      }
      return 0
    },
  },
  preview: { ...{ least: 0, takes: 'rules', readOnly: true }, run: preview },
  apply: { ...{ least: 0, takes: 'rules' }, run: applyRules },
  remove: {
    ...{ least: 1, takes: 'rules' },
    async run({ archive, names, output, json }) {
      const gone = named(archive, names)
      for (const { id } of gone) await archive.sites.remove(id)
      if (json) await output.json({ removed: gone.map(({ id }) => id) })
      else output.say(`${counted(gone.length, 'rule')} removed. Reading views stay as they are.`)
      return 0
    },
  },
  import: {
    ...{ least: 1, most: 1, takes: 'one file' },
    async run({ archive, names, output, json }) {
      const rules = await readSiteRules(names[0] ?? '')
      const change = await archive.sites.add(rules)
      if (json) for (const rule of rules) await output.json(rule)
      else if (!change) output.say('Nothing new: the library has these rules already.')
      else
        output.say(`${counted(Number(change.subject), 'rule')} taken in. keepleaf sites apply reads their pages again.`)
      return 0
    },
  },
  export: {
    ...{ least: 0, takes: 'rules', readOnly: true },
    async run({ archive, names, args, output }) {
      const text = siteRulesText(named(archive, names))
      const out = args.string('out')
      if (out === undefined) await output.write(text)
      else
        await writeFile(out, text).catch((error: unknown) => {
          throw new ProblemError('disk.failed', { file: out, reason: sentence(problemOf(error)) }, { cause: error })
        })
      return 0
    },
  },
}

/** The rules with these ids or hosts; all when none is named. */
function named(archive: Archive, names: readonly string[]): SiteRule[] {
  const all = archive.sites.list()
  if (names.length === 0) return all
  const chosen = names.flatMap((name) => {
    const site = hostIn(name)
    const found = all.filter(({ id, host }) => id === name || host === site)
    if (found.length === 0) throw new UsageError(`there is no site rule “${name}”. keepleaf sites list names them.`)
    return found
  })
  return [...new Set(chosen)]
}

/** The host that somebody names, as rules have it; undefined when more than a host is named. */
const hostIn = (name: string): string | undefined => (/[/?#@:\s]/.test(name) ? undefined : siteOf(`https://${name}`))

function ruleOf(name: string, args: Arguments): SiteRule {
  const { success, data } = siteRuleSchema.safeParse({
    id: randomUUID(),
    host: hostIn(name),
    created: new Date().toISOString(),
    ...Object.fromEntries(
      SELECTORS.map((kind) => [kind, kind === 'article' || kind === 'drop' ? args.strings(kind) : args.string(kind)]),
    ),
  })
  if (!success) {
    throw new UsageError(`“${name}” is not the host of a site, such as example.org.`)
  }
  return data
}

function wordsOf(rule: SiteRule): string {
  return SELECTORS.flatMap((kind) => [rule[kind] ?? []].flat().map((selector) => `${kind} ${selector}`)).join(', ')
}

async function preview({ archive, names, output, json }: Given): Promise<number> {
  let unread = 0
  const chosen = named(archive, names)
  if (chosen.length === 0) output.say(NONE)
  for (const rule of chosen) {
    const ids = await archive.sites.pages(rule.host)
    const counts = { pages: ids.length, applies: 0, changes: 0, failed: 0 }
    for (let at = 0; at < ids.length; at += CHECK_LIMIT) {
      for (const page of await archive.sites.check(rule, ids.slice(at, at + CHECK_LIMIT))) {
        if (page.applies) counts.applies++
        if (page.changed) counts.changes++
        if (page.failed) counts.failed++
        if (json) await output.json({ rule: rule.id, host: rule.host, ...page })
        else if (page.changed) await output.write(`${rule.host}  would change  ${page.title}\n`)
      }
      output.progress(`${rule.host}: ${String(Math.min(at + CHECK_LIMIT, ids.length))} of ${String(ids.length)}`)
    }
    unread += counts.failed
    if (json) await output.json({ summary: true, rule: rule.id, host: rule.host, ...counts })
    else
      output.say(
        `${rule.host}: applies to ${String(counts.applies)} of ${counted(ids.length, 'page')}, would change ` +
          `${String(counts.changes)}${counts.failed > 0 ? `, ${String(counts.failed)} could not be read` : ''}.`,
      )
  }
  return unread > 0 ? 1 : 0
}

/** A site's pages are read once, with all its rules. */
async function applyRules({ archive, names, output, json }: Given): Promise<number> {
  const perHost = new Map(named(archive, names).map((rule) => [rule.host, rule]))
  if (perHost.size === 0) output.say(NONE)
  let status = 0
  for (const rule of perHost.values()) {
    if (!json) output.say(`${rule.host}:`)
    status = Math.max(status, await runReading(archive, output, json, archive.sites.apply(rule)))
  }
  return status
}
