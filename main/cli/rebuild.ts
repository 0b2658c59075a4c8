import { runCheck } from './check-job.ts'
import { jsonOption, libraryOption, type Command } from './command.ts'
import { withLibrary } from './library.ts'

export const rebuild: Command = {
  name: 'rebuild',
  summary: 'Build the index of a library anew from its records.',
  usage: ['rebuild --library DIR [--json]'],
  examples: ['rebuild --library ~/Keepleaf'],
  options: { ...libraryOption, ...jsonOption },
  operands: [0, 0],
  run: (args, output) =>
    withLibrary(args, output, { owner: 'keepleaf rebuild' }, (archive) =>
      runCheck(archive, output, args.flag('json'), archive.rebuild()),
    ),
}
