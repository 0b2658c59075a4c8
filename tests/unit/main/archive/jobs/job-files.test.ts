import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createJobFile, reopenJobFile } from '../../../../../main/archive/jobs/job-files.ts'
import { article, importAll, makePlace } from '../rooms.ts'

test('a report that cannot be begun says which file could not be written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepleaf-jobs-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const inTheWay = join(folder, 'jobs')
  await writeFile(inTheWay, '')
  const counts = { added: 0, updated: 0, duplicate: 0, joined: 0, skipped: 0, failed: 0 }
  const job = {
    id: 'one',
    kind: 'import' as const,
    name: 'pages',
    state: 'running' as const,
    done: 0,
    counts,
    created: '',
  }
  const refused = { problem: { code: 'disk.failed', detail: { file: join(inTheWay, 'one.ndjson') } } }
  await expect(createJobFile(inTheWay, { job, paths: [], tags: [] })).rejects.toMatchObject(refused)
  await expect(reopenJobFile(inTheWay, 'one')).rejects.toMatchObject(refused)
})

test('a report that cannot be read leaves the others, and the library opens', async () => {
  const place = await makePlace()
  onTestFinished(() => place.clear())
  const page = await place.put('one.html', article('One', 'The flood'))
  const first = await place.open()
  await importAll(first, [page])
  await first.close()
  await mkdir(join(place.library, 'jobs', 'broken.ndjson'))
  const archive = await place.open()
  expect(archive.jobs.list()).toMatchObject([{ kind: 'import', counts: { added: 1 } }])
})
