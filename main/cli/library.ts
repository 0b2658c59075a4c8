import { resolve } from 'node:path'
import { openArchive, type Archive, type ArchiveOptions } from '../archive.ts'
import type { Job } from '../../shared/model/job.ts'
import { sentence } from '../../shared/model/problem.ts'
import type { Arguments } from './command.ts'
import type { Output } from './output.ts'
import { duration } from './report.ts'

/** Opens the library of `--library`, does the work, and closes it whatever happens. */
export async function withLibrary(
  args: Arguments,
  output: Output,
  options: Partial<ArchiveOptions> & Pick<ArchiveOptions, 'owner'>,
  work: (archive: Archive) => Promise<number>,
): Promise<number> {
  const archive = await openArchive(resolve(args.required('library')), {
    resume: false,
    onProgress: ({ done, total }) => output.progress(`building the index: ${outOf(done, total)}`),
    ...options,
  })
  try {
    if (archive.store.problem) output.say(`keepleaf: ${sentence(archive.store.problem)}`)
    return await work(archive)
  } finally {
    await archive.close()
  }
}

function outOf(done: number, total: number | undefined): string {
  const shown = done.toLocaleString('en')
  return total === undefined ? shown : `${shown} of ${total.toLocaleString('en')}`
}

/** `1,234 of 2,000, 98 a second, 8 s left  name.html`. */
function progressOf({ done, total, perSecond, msLeft, current }: Job): string {
  const speed = perSecond === undefined ? '' : `, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)} a second`
  const left = msLeft === undefined ? '' : `, ${duration(msLeft)} left`
  return `${outOf(done, total)}${speed}${left}${current === undefined ? '' : `  ${current}`}`
}

/** Waits for jobs with a progress line; Ctrl+C cancels them cleanly. */
export async function untilDone(archive: Archive, output: Output, jobs: readonly Job[]): Promise<Job[]> {
  output.carryOn()
  const stop = archive.jobs.onChange((all) => {
    const running = all.find((job) => jobs.some(({ id }) => id === job.id) && job.ended === undefined)
    if (running) output.progress(progressOf(running))
  })
  const cancel = (): void => {
    for (const { id } of jobs) archive.jobs.cancel(id)
  }
  process.once('SIGINT', cancel)
  process.once('SIGTERM', cancel)
  try {
    return await Promise.all(jobs.map(({ id }) => archive.jobs.finished(id)))
  } finally {
    stop()
    process.off('SIGINT', cancel)
    process.off('SIGTERM', cancel)
  }
}
