import type { ImportCounts, Outcome } from '../../../shared/model/job.ts'

interface Clause {
  outcome: Outcome
  count: number
}

/** A sentence tells what came of an import, and ends with what did not. */
const spoken = ['added', 'updated', 'joined', 'duplicate', 'skipped', 'failed'] as const satisfies Outcome[]
/** Where things are to be looked for, what a person has to look after comes first. */
const listed = ['failed', 'skipped', 'added', 'updated', 'joined', 'duplicate'] as const satisfies Outcome[]

const thereAre = (order: readonly Outcome[], counts: Partial<ImportCounts>): Clause[] =>
  order.map((outcome) => ({ outcome, count: counts[outcome] ?? 0 })).filter(({ count }) => count > 0)

/** What the sentence of a report names: outcomes that there are. */
export const reportClauses = (counts: Partial<ImportCounts>): Clause[] => thereAre(spoken, counts)
/** The outcomes that there are, as tabs and tallies show them. */
export const reportTally = (counts: Partial<ImportCounts>): Clause[] => thereAre(listed, counts)

/** The last steps of a path are enough to know a file by; the whole path is in its tooltip, and what a screen reader says. */
export function shortPath(path: string, steps = 3): string {
  return path.split(/[/\\]/).filter(Boolean).slice(-steps).join('/')
}
