import { runCheck } from './check-job.ts'
import { jsonOption, libraryOption, type Command } from './command.ts'
import { withLibrary } from './library.ts'

export const verify: Command = {
  name: 'verify',
  summary: 'Look whether every file of a library is there and unchanged.',
  usage: ['verify --library DIR [--json]'],
  examples: ['verify --library ~/Keepleaf'],
  options: { ...libraryOption, ...jsonOption },
  operands: [0, 0],
  run: (args, output) =>
    withLibrary(args, output, { owner: 'keepleaf verify', readOnly: true }, (archive) =>
      runCheck(archive, output, args.flag('json'), archive.verify()),
    ),
}
