import type { Archive } from '../archive.ts'
import type { Job } from '../../shared/model/job.ts'
import { sentence } from '../../shared/model/problem.ts'
import { untilDone } from './library.ts'
import type { Output } from './output.ts'
import { counted, printFailure, reasonOf } from './report.ts'

/** Runs a check of the whole library and prints a line a finding, and a last line with the counts. */
export async function runCheck(archive: Archive, output: Output, json: boolean, job: Job): Promise<number> {
  const [ended = job] = await untilDone(archive, output, [job])
  for (const item of archive.jobs.allItems(job.id)) {
    const reason = reasonOf(item)
    if (json) await output.json({ id: item.id, path: item.file, code: item.reason?.code, reason })
    else output.say(reason ?? item.file)
  }
  const { done: articles, counts, state, problem } = ended
  if (json) await output.json({ summary: true, articles, findings: counts.failed, state })
  else output.say(`${String(articles)} articles, ${String(counts.failed)} findings.`)
  if (problem) output.say(`keepleaf: ${sentence(problem)}`)
  return state === 'done' && counts.failed === 0 ? 0 : 1
}

/** Runs a reading of originals and prints, for programs, what became of each article that is different now, and a last line. */
export async function runReading(archive: Archive, output: Output, json: boolean, job: Job): Promise<number> {
  const [ended = job] = await untilDone(archive, output, [job])
  for (const item of archive.jobs.allItems(job.id)) await printFailure(output, json, item)
  const { done, counts, state, problem } = ended
  if (json) await output.json({ summary: true, articles: done, updated: counts.updated, failed: counts.failed, state })
  else
    output.say(
      `${counted(done, 'article')} read again, ${String(counts.updated)} different, ${String(counts.failed)} failed.`,
    )
  if (problem) output.say(`keepleaf: ${sentence(problem)}`)
  return state === 'done' && counts.failed === 0 ? 0 : 1
}
