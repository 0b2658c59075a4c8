import { readAnswer } from '../shared/ipc/answer.ts'
import type { CallName, EventName } from '../shared/ipc/channels.ts'
import type { CallInput, CallOutput, Events } from '../shared/ipc/contract.ts'
import { ProblemError } from '../shared/model/problem.ts'

/** Calls the main process. Throws a ProblemError with the code of what went wrong. */
export async function call<N extends CallName>(
  name: N,
  ...input: undefined extends CallInput<N> ? [CallInput<N>?] : [CallInput<N>]
): Promise<CallOutput<N>> {
  // the tuple above only says that calls without input need none
  const answer = readAnswer(name, await window.keepleaf.call(name, plain(input[0]) as CallInput<N>))
  if (answer.ok) return answer.value
  throw new ProblemError(answer.problem.code, answer.problem.detail)
}

/** Listens to an event of the main process; returns how to stop. */
export function on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void {
  return window.keepleaf.on(name, listener)
}

/** The path of a dropped file, '' when it has none. */
export function pathOf(file: File): string {
  return window.keepleaf.pathOf(file)
}

/** Reactive proxies cannot cross the bridge; every input is JSON by contract. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
