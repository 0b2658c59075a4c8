import type { Job } from '../../shared/model/job.ts'
import type { Archive } from '../archive.ts'
import type { Send } from './ipc.ts'

/** How often the window hears of running work: often enough to look live, seldom enough to leave it free. */
const EVERY_MS = 100
/** More changed articles than this are told as "read everything again". */
const IDS_TOLD = 200

type LibraryEvent = Parameters<Parameters<Archive['store']['onChange']>[0]>[0]

/** Hands the archive's events on to the window, joined while they come fast. Returns how to stop. */
export function forwardEvents(archive: Archive, send: Send): () => void {
  const jobs = joined<Job[]>(
    (_before, now) => now,
    (now) => {
      send('jobs.changed', now)
    },
  )
  const library = joined<LibraryEvent>(joinEvents, (event) => {
    const { findings, ...rest } = event
    send('library.changed', findings?.length ? { ...rest, found: true } : rest)
  })
  const stops = [archive.jobs.onChange(jobs.push), archive.store.onChange(library.push)]
  return () => {
    for (const stop of stops) stop()
    jobs.stop()
    library.stop()
  }
}

/** Two events as one: everything that either changed, and the later change, which is the one to offer an undo for. */
export function joinEvents(before: LibraryEvent, now: LibraryEvent): LibraryEvent {
  const ids = before.ids && now.ids ? [...new Set([...before.ids, ...now.ids])] : undefined
  const findings = [...(before.findings ?? []), ...(now.findings ?? [])]
  return {
    ids: ids && ids.length <= IDS_TOLD ? ids : undefined,
    change: now.change ?? before.change,
    listChanged: before.listChanged || now.listChanged,
    ...(findings.length > 0 && { findings }),
  }
}

/** The first value goes out at once, those that follow within `EVERY_MS` go out together. */
function joined<T>(join: (before: T, now: T) => T, out: (value: T) => void): { push(value: T): void; stop(): void } {
  let held: { value: T } | undefined
  let timer: NodeJS.Timeout | undefined
  const tick = (): void => {
    timer = undefined
    if (!held) return
    const { value } = held
    held = undefined
    out(value)
    timer = setTimeout(tick, EVERY_MS)
  }
  return {
    push(value) {
      held = { value: held ? join(held.value, value) : value }
      if (!timer) tick()
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
      held = undefined
    },
  }
}
