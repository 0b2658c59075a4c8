import { expect, test } from 'vitest'
import { createJobBoard } from '../../../../../main/archive/jobs/jobs.ts'
import type { Outcome } from '../../../../../shared/model/job.ts'

test('a report lists what failed first, then what was left alone, then the rest as it came', async () => {
  const board = createJobBoard({
    storedItems: () => [],
    retry: (job) => job,
    goOn: () => undefined,
    dismissed: () => undefined,
  })
  const came: Outcome[] = ['added', 'skipped', 'failed', 'joined', 'added', 'failed', 'skipped']
  const { id } = board.start({ kind: 'import', name: 'Pages' }, async (run) => {
    for (const [at, status] of came.entries()) run.item({ file: String(at), status, ms: 0 })
  })
  await board.finished(id)
  const files = (offset: number, limit: number): string[] =>
    board.items({ id, find: '', offset, limit }).items.map(({ file }) => file)
  expect(files(0, 10)).toEqual(['2', '5', '1', '6', '0', '3', '4'])
  expect(files(1, 3)).toEqual(['5', '1', '6'])
})
