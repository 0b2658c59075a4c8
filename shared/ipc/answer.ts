import type { CallName } from './channels.ts'
import type { CallAnswer, CallOutput } from './contract.ts'

/*
 * Answers cross the bridge as JSON: copied value by value, once by the system between the processes and once by the bridge, a screen
 * of rows took a millisecond more and a page of them four.
 */

/** An answer as the window gets it. */
export const answerText = (answer: CallAnswer<unknown>): string => JSON.stringify(answer)

/** The answer to a call, as the main process wrote it. Throws a SyntaxError for what is none. */
export function readAnswer<N extends CallName>(name: N, text: string): CallAnswer<CallOutput<N>> {
  const answer: unknown = JSON.parse(text)
  if (!isAnswer(name, answer)) throw new SyntaxError(`no answer to ${name}`)
  return answer
}

/** What is in it was checked, or made, where it was written. */
function isAnswer<N extends CallName>(_name: N, value: unknown): value is CallAnswer<CallOutput<N>> {
  return typeof value === 'object' && value !== null && 'ok' in value
}
