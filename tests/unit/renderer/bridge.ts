import { answerText } from '../../../shared/ipc/answer.ts'
import type { CallName, EventName } from '../../../shared/ipc/channels.ts'
import type { Bridge } from '../../../shared/ipc/contract.ts'
import type { Row } from '../../../shared/model/article.ts'
import { problem } from '../../../shared/model/problem.ts'

type Handler = (input: never) => unknown

/** A bridge for tests: answers calls from a table, keeps what was asked, and can send events. */
export function fakeBridge(handlers: Partial<Record<CallName, Handler>>) {
  const calls: { name: CallName; input: unknown }[] = []
  const listeners = new Map<EventName, ((payload: never) => void)[]>()
  const bridge = {
    async call(name: CallName, input: unknown) {
      calls.push({ name, input })
      const handler = handlers[name]
      if (!handler) return answerText({ ok: false, problem: problem('internal', { reason: `no ${name}` }) })
      const value: unknown = await handler(input as never)
      return answerText({ ok: true, value })
    },
    on(name: EventName, listener: (payload: never) => void) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
      return () => {
        listeners.set(
          name,
          (listeners.get(name) ?? []).filter((other) => other !== listener),
        )
      }
    },
    pathOf: (file: File) => file.name,
  }
  Object.defineProperty(window, 'keepleaf', { value: bridge as unknown as Bridge, configurable: true })
  const emit = (name: EventName, payload: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never)
  }
  return { calls, emit }
}

export function rowOf(id: string, values: Partial<Row> = {}): Row {
  return {
    id,
    title: `Title ${id}`,
    dir: 'ltr',
    added: '2026-01-01T00:00:00Z',
    format: 'html',
    words: 200,
    minutes: 1,
    tags: [],
    read: false,
    starred: false,
    progress: 0,
    marks: 0,
    ...values,
  }
}

/** `articles.list` over rows r0, r1 … */
export function listOf(total: number) {
  return ({ offset, limit }: { offset: number; limit: number }) => ({
    total,
    rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) =>
      rowOf(`r${String(offset + i)}`),
    ),
    understood: [],
    notes: [],
  })
}
