import type { Archive } from '../archive.ts'
import { jsonOption, libraryOption, UsageError, type Command } from './command.ts'
import { withLibrary } from './library.ts'
import type { Output } from './output.ts'

export const rules: Command = {
  name: 'rules',
  summary: 'List the rules, and run them over what is in the library.',
  usage: ['rules list --library DIR [--json]', 'rules run [RULE]... --library DIR [--preview] [--json]'],
  examples: ['rules run --preview --library ~/Keepleaf', "rules run 'Long reads' --library ~/Keepleaf"],
  options: {
    ...libraryOption,
    preview: { type: 'boolean', help: 'run: tell what would change, and change nothing' },
    ...jsonOption,
  },
  operands: [1, Infinity],
  async run(args, output) {
    const [action, ...names] = args.operands
    if (action !== 'list' && action !== 'run') throw new UsageError(`“${action ?? ''}” is neither list nor run.`)
    if (action === 'list' && names.length > 0) throw new UsageError('rules list takes nothing.')
    const readOnly = action === 'list' || args.flag('preview')
    return withLibrary(args, output, { owner: 'keepleaf rules', readOnly }, async (archive) => {
      if (action === 'list') return list(archive, output, args.flag('json'))
      const chosen = await named(archive, names)
      if (chosen.length === 0) output.say(await noRule(archive))
      if (args.flag('preview')) return preview(chosen, output, args.flag('json'))
      const change = await archive.rules.run(chosen.map(({ id }) => id))
      const articles = change?.count ?? 0
      if (args.flag('json')) await output.json({ rules: chosen.map(({ id }) => id), articles })
      else output.say(articles === 1 ? '1 article changed.' : `${String(articles)} articles changed.`)
      return 0
    })
  },
}

const NONE = 'There are no rules. They are written in the window, under Rules.'

/** Why there is nothing to run. */
const noRule = async (archive: Archive): Promise<string> =>
  (await archive.rules.list()).length === 0
    ? NONE
    : 'All rules are switched off; one that is named is run all the same.'

type Listed = Awaited<ReturnType<Archive['rules']['list']>>[number]

/** The rules with these names, queries or ids; all that are on when none is named. */
async function named(archive: Archive, names: string[]): Promise<Listed[]> {
  const all = await archive.rules.list()
  if (names.length === 0) return all.filter(({ on }) => on)
  return names.map((name) => {
    const found = all.find((rule) => [rule.id, rule.name, rule.query].includes(name))
    if (!found) throw new UsageError(`there is no rule “${name}”. keepleaf rules list names them.`)
    return found
  })
}

async function list(archive: Archive, output: Output, json: boolean): Promise<number> {
  const all = await archive.rules.list()
  for (const rule of all) {
    if (json) await output.json(rule)
    else await output.write(`${rule.on ? '' : '(off) '}${rule.name || rule.query}  ${doesOf(rule)}  ${rule.query}\n`)
  }
  if (all.length === 0) output.say(NONE)
  return 0
}

async function preview(chosen: readonly Listed[], output: Output, json: boolean): Promise<number> {
  for (const { id, name, query, matches, changes } of chosen) {
    if (json) await output.json({ id, name, query, matches, changes })
    else await output.write(`${name || query}: finds ${String(matches)}, would change ${String(changes)}\n`)
  }
  return 0
}

function doesOf({ tags, star, trash }: Listed): string {
  return [...tags.map((tag) => `tag ${tag}`), star && 'star', trash && 'trash']
    .filter((part) => part !== false)
    .join(', ')
}
