import type { Archive } from '../archive.ts'
import type { Job } from '../../shared/model/job.ts'
import { sentence } from '../../shared/model/problem.ts'
import { jsonOption, libraryOption, type Command } from './command.ts'
import { untilDone, withLibrary } from './library.ts'
import type { Output } from './output.ts'
import { countsText, duration, libraryText, printFailure, rulesText } from './report.ts'

export const importCommand: Command = {
  name: 'import',
  summary: 'Take saved pages into a library: files, folders to any depth.',
  usage: ['import PATH... --library DIR [--tag T]... [--json]'],
  examples: [
    'import ~/Downloads --library ~/Keepleaf',
    'import page.html talks.warc.gz --library ~/Keepleaf --tag talks --tag 2026',
  ],
  options: {
    ...libraryOption,
    tag: { type: 'string', multiple: true, value: 'T', help: 'a tag for every page; may be given several times' },
    ...jsonOption,
  },
  operands: [1, Infinity],
  run: (args, output) =>
    withLibrary(
      args,
      output,
      { owner: 'keepleaf import', create: true, resume: true, importing: true },
      async (archive) => {
        await finishEarlier(archive, output)
        const json = args.flag('json')
        const started = performance.now()
        let printed: Promise<void> = Promise.resolve()
        const job = archive.import({
          paths: args.operands,
          tags: args.strings('tag'),
          onItem: (item) => (printed = printed.then(() => printFailure(output, json, item))),
        })
        const [ended = job] = await untilDone(archive, output, [job])
        await printed
        await summary(output, json, ended, performance.now() - started)
        return statusOf(ended)
      },
    ),
}

/** An import that was broken off goes on first, so that the lines of this one are about this one. */
async function finishEarlier(archive: Archive, output: Output): Promise<void> {
  const earlier = archive.jobs.list().filter(({ ended, kind }) => ended === undefined && kind === 'import')
  if (earlier.length === 0) return
  output.say(`keepleaf: going on with ${earlier.map(({ name }) => `“${name}”`).join(', ')}, which was not finished.`)
  for (const job of await untilDone(archive, output, earlier)) output.say(`“${job.name}”: ${countsText(job.counts)}.`)
}

async function summary(output: Output, json: boolean, job: Job, ms: number): Promise<void> {
  if (json) {
    const { state, counts, problem } = job
    const pages = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const why = problem && sentence(problem)
    const { rules, library } = job
    await output.json({ summary: true, ...counts, pages, rules, library, state, reason: why, ms: Math.round(ms) })
  } else {
    output.say(`${countsText(job.counts)}${speed(job, ms)}.`)
    if (job.rules) output.say(`By rules: ${rulesText(job.rules)}.`)
    if (job.library) output.say(`From the other library itself: ${libraryText(job.library)}.`)
  }
  if (job.problem) output.say(`keepleaf import: ${sentence(job.problem)}`)
  if (job.state === 'cancelled') output.say('keepleaf import: cancelled. What was taken in stays.')
}

/** ` in 12 s, 98 pages a second`; nothing for what was done at once. */
function speed({ done }: Job, ms: number): string {
  const perSecond = (done * 1000) / ms
  return ms < 1000 || done < 2 ? '' : ` in ${duration(ms)}, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)} files a second`
}

/** 1 when a file failed, or when some were not read because the import ended early. */
function statusOf({ state, counts }: Job): number {
  return state === 'done' && counts.failed === 0 ? 0 : 1
}
