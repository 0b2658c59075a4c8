import { jsonOption, libraryOption, type Command } from './command.ts'
import { withLibrary } from './library.ts'

export const stats: Command = {
  name: 'stats',
  summary: 'Count what is in a library.',
  usage: ['stats --library DIR [--json]'],
  options: { ...libraryOption, ...jsonOption },
  operands: [0, 0],
  run: (args, output) =>
    withLibrary(args, output, { owner: 'keepleaf stats', readOnly: true }, async ({ store }) => {
      const counts = await store.stats()
      if (args.flag('json')) await output.json(counts)
      else {
        for (const [name, value] of Object.entries(counts)) {
          const shown = typeof value === 'object' ? JSON.stringify(value) : String(value)
          await output.write(`${name.padEnd(16)}${shown}\n`)
        }
      }
      return 0
    }),
}
