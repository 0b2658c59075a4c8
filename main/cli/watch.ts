import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { jsonOption, libraryOption, UsageError, type Command } from './command.ts'
import { withLibrary } from './library.ts'
import { countsText, printItem } from './report.ts'
import type { ImportCounts } from '../../shared/model/job.ts'

export const watch: Command = {
  name: 'watch',
  summary: 'Take in what is in folders, and what comes there, until stopped.',
  usage: ['watch DIR... --library DIR [--once] [--json]'],
  examples: ['watch ~/Downloads --library ~/Keepleaf'],
  options: {
    ...libraryOption,
    once: { type: 'boolean', help: 'only what is there now' },
    ...jsonOption,
  },
  operands: [1, Infinity],
  async run(args, output) {
    const folders = args.operands.map((path) => resolve(path))
    for (const path of folders) {
      const info = await stat(path).catch(() => undefined)
      if (!info?.isDirectory()) throw new UsageError(`${path} is no folder.`)
    }
    return withLibrary(args, output, { owner: 'keepleaf watch', create: true }, async (archive) => {
      output.carryOn()
      const json = args.flag('json')
      const once = args.flag('once')
      const counts: ImportCounts = { added: 0, updated: 0, duplicate: 0, joined: 0, skipped: 0, failed: 0 }
      let printed: Promise<void> = Promise.resolve()
      const stopped = new Promise<void>((stop) => {
        process.once('SIGINT', () => stop())
        process.once('SIGTERM', () => stop())
      })
      if (!once) output.say(`keepleaf: watching ${folders.join(', ')}. Ctrl+C ends it.`)
      const watching = archive.watch({
        folders: folders.map((path) => ({ path, tags: [], paused: false })),
        once,
        onItem(item) {
          counts[item.status]++
          printed = printed.then(() => printItem(output, json, item))
        },
      })
      // with nobody to tell of it, what is there is taken in and the watching ends
      const ended = watching.then(() => (once ? undefined : Promise.race([stopped, output.unread])))
      await Promise.race([stopped, ended])
      await printed
      if (json) await output.json({ summary: true, ...counts })
      else output.say(`${countsText(counts)}.`)
      return counts.failed > 0 ? 1 : 0
    })
  },
}
