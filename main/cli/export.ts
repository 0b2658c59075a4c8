import { resolve } from 'node:path'
import { exportFormats } from '../../shared/ipc/contract.ts'
import { problem, sentence } from '../../shared/model/problem.ts'
import { jsonOption, libraryOption, UsageError, type Command } from './command.ts'
import { untilDone, withLibrary } from './library.ts'
import { soundQuery } from './query.ts'
import { counted, reasonOf } from './report.ts'

/** Setting a PDF takes a window, which nobody has here. */
const offered = exportFormats.filter((format) => format !== 'pdf')

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write articles to files of another form.',
  usage: ['export QUERY --format F --out PATH --library DIR [--json]'],
  examples: ['export tag:talks --format markdown --out talks/ --library ~/Keepleaf'],
  options: {
    ...libraryOption,
    format: { type: 'string', value: 'F', help: offered.join(', ') },
    out: { type: 'string', value: 'PATH', help: 'the file or folder to write' },
    ...jsonOption,
  },
  operands: [0, 1],
  async run(args, output) {
    const asked = args.required('format')
    if (asked === 'pdf') throw new UsageError(sentence(problem('export.needsWindow')))
    const format = offered.find((each) => each === asked || (each === 'markdown' && asked === 'md'))
    if (format === undefined) throw new UsageError(`--format ${asked} is none of ${offered.join(', ')}.`)
    const out = resolve(args.required('out'))
    const query = soundQuery(args.operands[0] ?? '', output)
    return withLibrary(args, output, { owner: 'keepleaf export', readOnly: true }, async (archive) => {
      const job = archive.export({ query }, { format, out, marks: true, images: true })
      const [ended = job] = await untilDone(archive, output, [job])
      const { state, counts, problem: reason } = ended
      for (const item of archive.jobs.allItems(job.id)) {
        const why = reasonOf(item)
        if (why !== undefined) output.say(`${item.file}: ${why}`)
      }
      if (reason) output.say(`keepleaf export: ${sentence(reason)}`)
      if (args.flag('json')) await output.json({ out, format, articles: counts.added, failed: counts.failed, state })
      else output.say(`${counted(counts.added, 'article')} written to ${out}.`)
      return state === 'done' && counts.failed === 0 ? 0 : 1
    })
  },
}
