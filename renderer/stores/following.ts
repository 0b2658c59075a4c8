import { on } from '../api.ts'

/** Does something after the library has changed, once for changes that come within `quiet` ms (an import); returns how to stop. */
export function afterChanges(quiet: number, act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = on('library.changed', () => {
    timer ??= setTimeout(() => {
      timer = undefined
      act()
    }, quiet)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
