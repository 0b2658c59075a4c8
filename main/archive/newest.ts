import { standingOf, type ChangeSummary } from '../../shared/model/change.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { ProblemError } from '../../shared/model/problem.ts'

/** Throws `undo.conflict` when something else was changed after the change that is to be taken back. */
export function assertNewest(store: { history(): ChangeSummary[] }, id: string): void {
  const history = store.history()
  if (standingOf(history).done.at(-1)?.id !== id) throw later('undo.conflict', history, id)
}

/** Throws `redo.conflict` when the change that this undo took back can no longer be made again. */
export function assertRedoable(store: { history(): ChangeSummary[] }, id: string): void {
  const history = store.history()
  if (standingOf(history).undone.at(-1)?.id !== id) throw later('redo.conflict', history, id)
}

function later(code: 'undo.conflict' | 'redo.conflict', history: readonly ChangeSummary[], id: string): ProblemError {
  const { name, subject, of } = history.find((change) => change.id === id) ?? { name: id, subject: '' }
  return new ProblemError(code, { name: subject || (of ?? name), reason: 'undo.later' satisfies Phrase })
}
