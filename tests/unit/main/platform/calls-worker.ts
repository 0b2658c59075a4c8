import { setTimeout } from 'node:timers/promises'
import { ProblemError } from '../../../../shared/model/problem.ts'
import { serve, Transfer, type CallContext } from '../../../../main/platform/worker-calls.ts'

const handlers = {
  double: (value: number): number => value * 2,
  fail(file: string): never {
    throw new ProblemError('file.empty', { file })
  },
  foreign(_: undefined): never {
    throw new RangeError('too far')
  },
  async count(to: number, { signal, progress }: CallContext): Promise<number> {
    for (let at = 0; at < to; at++) {
      if (signal.aborted) return at
      progress(at)
      await setTimeout(1)
    }
    return to
  },
  bytes(_: undefined): Transfer<ArrayBuffer> {
    const { buffer } = new Uint8Array([1, 2, 3])
    return new Transfer(buffer, [buffer])
  },
  die(_: undefined): never {
    process.exit(3)
  },
}
export type TestHandlers = typeof handlers

serve(handlers, (error) => (error instanceof RangeError ? new ProblemError('usage', { reason: error.message }) : error))
