/** The span the speed is averaged over, in ms: long enough to be calm, short enough to follow a change. */
const SPAN_MS = 10_000
/** Marks kept of that span. */
const MOST_MARKS = 100

export interface Meter {
  /** items done until now */
  mark(done: number): void
  /** items a second over the last seconds; undefined until there is something to average */
  perSecond(): number | undefined
}

/**
 * Speed as a moving average over the last ten seconds. `now` in ms. It begins with the first that is done: what goes before (looking for
 * files, working out what a change is) says nothing of the rest.
 */
export function createMeter(now: () => number = () => performance.now()): Meter {
  const marks: { at: number; done: number }[] = []
  let latest = 0
  return {
    mark(done) {
      latest = done
      if (done === 0) return
      const at = now()
      const last = marks.at(-1)
      if (last && at - last.at < SPAN_MS / MOST_MARKS) return
      marks.push({ at, done })
      while (marks.length > 2 && at - (marks[1]?.at ?? at) > SPAN_MS) marks.shift()
    },
    perSecond() {
      const first = marks[0]
      const span = now() - (first?.at ?? 0)
      if (!first || span <= 0 || latest <= first.done) return undefined
      return ((latest - first.done) * 1000) / span
    },
  }
}
