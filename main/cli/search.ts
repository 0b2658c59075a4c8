import { LIST_LIMIT, type Sort } from '../../shared/ipc/contract.ts'
import { noteSentence } from '../../shared/query/notes.ts'
import { jsonOption, libraryOption, UsageError, type Command } from './command.ts'
import { withLibrary } from './library.ts'
import { readableQuery } from './query.ts'

/** Rows printed without --limit. */
const ROWS = 50

export const search: Command = {
  name: 'search',
  summary: 'Find articles.',
  usage: ['search QUERY --library DIR [--limit N] [--json]'],
  examples: [
    "search 'flood tag:politics -is:read' --library ~/Keepleaf",
    "search '' --library ~/Keepleaf --limit 0 --json",
  ],
  options: {
    ...libraryOption,
    limit: { type: 'string', value: 'N', help: `at most so many, ${String(ROWS)} when left out; 0 is all` },
    ...jsonOption,
  },
  operands: [0, 1],
  async run(args, output) {
    const asked = args.string('limit') ?? String(ROWS)
    if (!/^\d+$/.test(asked)) throw new UsageError(`--limit ${asked} is no number.`)
    const most = Number(asked) || Infinity
    const query = args.operands[0] ?? ''
    // what can be read otherwise is told with what it found
    readableQuery(query)
    return withLibrary(args, output, { owner: 'keepleaf search', readOnly: true }, async ({ store }) => {
      const sort: Sort = query.trim() === '' ? 'saved-desc' : 'relevance'
      let printed = 0
      for (;;) {
        const limit = Math.min(LIST_LIMIT, most - printed)
        const { total, rows, notes } = await store.list({ query, sort, offset: printed, limit })
        if (printed === 0) for (const note of notes) output.say(`keepleaf: ${noteSentence(note, query)}`)
        for (const row of rows) {
          if (args.flag('json')) await output.json(row)
          else await output.write(`${row.id}  ${row.title}${row.host === undefined ? '' : `  (${row.host})`}\n`)
        }
        printed += rows.length
        if (rows.length === 0 || printed >= Math.min(total, most)) {
          output.progress('')
          if (!args.flag('json')) output.say(`${String(printed)} of ${String(total)}`)
          return 0
        }
      }
    })
  },
}
