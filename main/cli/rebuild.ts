import { runCheck, runReading } from './check-job.ts'
import { jsonOption, libraryOption, UsageError, type Command } from './command.ts'
import { withLibrary } from './library.ts'
import { soundQuery } from './query.ts'

export const rebuild: Command = {
  name: 'rebuild',
  summary: 'Build the index of a library anew, or its reading views from the originals.',
  usage: ['rebuild --library DIR [--json]', 'rebuild --extract [QUERY] --library DIR [--json]'],
  examples: ['rebuild --library ~/Keepleaf', 'rebuild --extract site:example.org --library ~/Keepleaf'],
  options: {
    ...libraryOption,
    extract: {
      type: 'boolean',
      help: 'read the originals again, of all articles or of those that QUERY finds; what was set by hand stays',
    },
    ...jsonOption,
  },
  operands: [0, 1],
  run(args, output) {
    const [query = ''] = args.operands
    const extract = args.flag('extract')
    if (args.operands.length > 0 && !extract) throw new UsageError(`“${query}” is one argument too many.`)
    const json = args.flag('json')
    const asked = soundQuery(query, output)
    return withLibrary(args, output, { owner: 'keepleaf rebuild' }, (archive) =>
      extract
        ? runReading(archive, output, json, archive.extract({ query: asked }))
        : runCheck(archive, output, json, archive.rebuild()),
    )
  },
}
