import { unseenChanges, type ChangeSummary } from '../../shared/model/change.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { ProblemError } from '../../shared/model/problem.ts'

/** Taking back always takes the newest, so each `undo` in the history cancels the last change before it. */
function newest(history: readonly ChangeSummary[]): ChangeSummary | undefined {
  const standing: ChangeSummary[] = []
  for (const change of history) {
    if (change.name === 'undo') standing.pop()
    else if (!unseenChanges.has(change.name)) standing.push(change)
  }
  return standing.at(-1)
}

/** Throws `undo.conflict` when something else was changed after the change that is to be taken back. */
export function assertNewest(store: { history(): ChangeSummary[] }, id: string): void {
  const history = store.history()
  if (newest(history)?.id === id) return
  const { name, subject } = history.find((change) => change.id === id) ?? { name: id, subject: '' }
  throw new ProblemError('undo.conflict', { name: subject || name, reason: 'undo.later' satisfies Phrase })
}
