import type { Archive } from '../archive.ts'
import type { ChangeSummary } from '../../shared/model/change.ts'
import { jsonOption, libraryOption, UsageError, type Command } from './command.ts'
import { withLibrary } from './library.ts'
import type { Output } from './output.ts'
import { soundQuery } from './query.ts'

export const tag: Command = {
  name: 'tag',
  summary: 'Put tags on articles and take them off; rename, merge and list tags.',
  usage: [
    'tag add QUERY TAG... --library DIR [--json]',
    'tag remove QUERY TAG... --library DIR [--json]',
    'tag rename FROM TO --library DIR [--json]',
    'tag merge FROM... TO --library DIR [--json]',
    'tag list --library DIR [--json]',
  ],
  examples: ["tag add 'site:example.org' reading/later --library ~/Keepleaf", 'tag list --library ~/Keepleaf'],
  options: { ...libraryOption, ...jsonOption },
  operands: [1, Infinity],
  async run(args, output) {
    const [action = '', ...names] = args.operands
    const work = works[action]
    if (!work) throw new UsageError(`“${action}” is none of add, remove, rename, merge, list.`)
    const [least, most] = work.operands
    if (names.length < least || names.length > most) {
      throw new UsageError(`tag ${action} takes ${work.takes}.`)
    }
    return withLibrary(args, output, { owner: 'keepleaf tag', readOnly: action === 'list' }, async (archive) =>
      work.run(archive, names, output, args.flag('json')),
    )
  },
}

interface Work {
  operands: [least: number, most: number]
  takes: string
  run(archive: Archive, names: string[], output: Output, json: boolean): Promise<number>
}

const works: Record<string, Work> = {
  add: {
    operands: [2, Infinity],
    takes: 'a query and at least one tag',
    run: async (archive, [query = '', ...tags], output, json) =>
      tell(output, json, await archive.tag({ query: soundQuery(query, output) }, { add: tags })),
  },
  remove: {
    operands: [2, Infinity],
    takes: 'a query and at least one tag',
    run: async (archive, [query = '', ...tags], output, json) =>
      tell(output, json, await archive.tag({ query: soundQuery(query, output) }, { remove: tags })),
  },
  rename: {
    operands: [2, 2],
    takes: 'the old name and the new one',
    run: async (archive, [from = '', to = ''], output, json) => tell(output, json, await archive.renameTag(from, to)),
  },
  merge: {
    operands: [2, Infinity],
    takes: 'the tags to merge, and last the one they become',
    run: async (archive, names, output, json) =>
      tell(output, json, await archive.mergeTags(names.slice(0, -1), names.at(-1) ?? '')),
  },
  list: {
    operands: [0, 0],
    takes: 'nothing',
    async run({ store }, _names, output, json) {
      for (const each of await store.tags()) {
        if (json) await output.json(each)
        else await output.write(`${each.tag}  ${String(each.count)}\n`)
      }
      return 0
    },
  },
}

async function tell(output: Output, json: boolean, change: ChangeSummary | undefined): Promise<number> {
  const articles = change?.count ?? 0
  if (json) await output.json({ articles, change: change?.name })
  else output.say(articles === 1 ? '1 article changed.' : `${String(articles)} articles changed.`)
  return 0
}
