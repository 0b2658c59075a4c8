import type { ImportCounts, Outcome } from '../../../shared/model/job.ts'

/** The order in which a report speaks of outcomes. */
export const reportOrder = ['added', 'updated', 'joined', 'duplicate', 'skipped', 'failed'] as const satisfies Outcome[]

/** What the sentence of a report names: outcomes that there are. */
export function reportClauses(counts: Partial<ImportCounts>): { outcome: Outcome; count: number }[] {
  return reportOrder.flatMap((outcome) => {
    const count = counts[outcome] ?? 0
    return count > 0 ? [{ outcome, count }] : []
  })
}

/** The last steps of a path are enough to know a file by; the whole path is in its tooltip, and what a screen reader says. */
export function shortPath(path: string, steps = 3): string {
  return path.split(/[/\\]/).filter(Boolean).slice(-steps).join('/')
}
