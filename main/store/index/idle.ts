/** Does work in steps while nobody asks for anything else. */
export interface Idle {
  /** something was asked for: the work waits */
  asked(): void
  /** there is something to do */
  begin(): void
  end(): void
}

/** `step` does a little and resolves to whether there is more; one that fails ends the work until `begin` is called again. */
export function whenIdle(step: () => Promise<boolean>, idleMs: number, everyMs: number): Idle {
  let lastAsked = performance.now()
  let timer: NodeJS.Timeout | undefined
  let ended = false
  let again = false

  function wait(ms: number): void {
    if (!ended) timer = setTimeout(() => void go(), ms).unref()
  }

  async function go(): Promise<void> {
    const left = lastAsked + idleMs - performance.now()
    if (left > 0) {
      wait(left)
      return
    }
    again = false
    const more = await step().catch(() => false)
    timer = undefined
    if (more || again) wait(everyMs)
  }

  return {
    asked() {
      lastAsked = performance.now()
    },
    begin() {
      again = true
      if (timer === undefined) wait(idleMs)
    },
    end() {
      ended = true
      clearTimeout(timer)
    },
  }
}
