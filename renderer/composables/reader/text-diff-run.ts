import { onScopeDispose, ref, shallowRef } from 'vue'
import type { TextDiff } from './text-diff.ts'
import DiffWorker from './text-diff-worker.ts?worker'

/** Compares texts in a thread of its own; another pair ends the one before. */
export function useTextDiff() {
  const diff = shallowRef<TextDiff>()
  const failed = ref(false)
  let worker: Worker | undefined

  function stop(): void {
    worker?.terminate()
    worker = undefined
  }

  function compare(before: string, after: string, lang: string | undefined): void {
    stop()
    diff.value = undefined
    failed.value = false
    worker = new DiffWorker()
    worker.onmessage = ({ data }: MessageEvent<TextDiff>) => {
      diff.value = data
      stop()
    }
    worker.onerror = () => {
      failed.value = true
      stop()
    }
    worker.postMessage({ before, after, lang })
  }

  onScopeDispose(stop)
  return { diff, failed, compare, stop }
}
