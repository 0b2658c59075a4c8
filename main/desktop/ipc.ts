import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { answerText } from '../../shared/ipc/answer.ts'
import { CALL_CHANNEL, callNames, EVENT_CHANNEL, type CallName, type EventName } from '../../shared/ipc/channels.ts'
import { contract, events, type CallOutput, type CheckedInput, type Events } from '../../shared/ipc/contract.ts'
import { ProblemError, problemOf } from '../../shared/model/problem.ts'
import type { z } from 'zod'
import { log } from '../platform/log.ts'

export type Handlers = { [N in CallName]: (input: CheckedInput<N>) => Promise<CallOutput<N>> }
export type Send = <N extends EventName>(name: N, payload: Events[N]) => void

/** The contract as a table by name, so that a generic name finds its own schemas. */
const schemas: { [N in CallName]: { input: z.ZodType<CheckedInput<N>>; output: z.ZodType<CallOutput<N>> } } = contract
const eventSchemas: { [N in EventName]: z.ZodType<Events[N]> } = events

export interface IpcOptions {
  handlers: Handlers
  /** true for the main frame of our own window and nobody else */
  trusted(event: IpcMainInvokeEvent): boolean
  /** also check what the handlers return: in development and tests */
  checkOutput: boolean
}

/** Answers every call of the contract on its one channel: sender, name and input are checked, errors come back as data. */
export function answerCalls({ handlers, trusted, checkOutput }: IpcOptions): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown): Promise<string> => {
    try {
      if (!trusted(event)) throw new ProblemError('ipc.invalid', { reason: 'the sender is not the window' })
      if (!isCallName(name)) throw new ProblemError('ipc.invalid', { reason: `no such call: ${String(name)}` })
      return answerText({ ok: true, value: await answer(handlers, name, input, checkOutput) })
    } catch (error) {
      if (!(error instanceof ProblemError)) log.error(`call ${String(name)}`, error)
      return answerText({ ok: false, problem: problemOf(error) })
    }
  })
}

async function answer<N extends CallName>(
  handlers: Handlers,
  name: N,
  input: unknown,
  checkOutput: boolean,
): Promise<CallOutput<N>> {
  const checked = parse(schemas[name].input, input, `input of ${name}`)
  const value = await handlers[name](checked)
  return checkOutput ? parse(schemas[name].output, value, `output of ${name}`) : value
}

/** Tells the window something; in development and tests the payload is checked first. */
export function sender(contents: () => WebContents | undefined, checkOutput: boolean): Send {
  return (name, payload) => {
    const target = contents()
    if (!target || target.isDestroyed()) return
    target.send(EVENT_CHANNEL, name, checkOutput ? parse(eventSchemas[name], payload, `event ${name}`) : payload)
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const reason = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim()).join('; ')
  throw new ProblemError('ipc.invalid', { reason: `${what}: ${reason}` })
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && callNames.some((known) => known === name)
}
