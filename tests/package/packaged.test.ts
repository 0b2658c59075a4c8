import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { commandLine, packaged, startPackaged, whenPacked } from './packaged-app.ts'

/** What samples/ holds: one article each. */
const SAMPLES = 6

whenPacked('the packaged app', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepleaf-packaged-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))

  it('carries its code in the archive and only the native module beside it', async () => {
    const resources = join(packaged, 'resources')
    expect(await readdir(resources)).toEqual(expect.arrayContaining(['app.asar', 'app.asar.unpacked', 'samples']))
    expect(await readdir(resources)).not.toContain('default_app.asar')
    const native = (await readdir(join(resources, 'app.asar.unpacked'), { recursive: true })).filter((path) =>
      path.endsWith('.node'),
    )
    expect(native).toHaveLength(1)
  })

  it('imports pages through its window: worker threads and the native module work from the archive', async () => {
    const app = await startPackaged(['--library', join(folder, 'library')], join(folder, 'data'))
    try {
      await app.page.evaluate(() => window.keepleaf.call('import.samples', undefined))
      await expect
        .poll(
          () =>
            app.page.evaluate(async () => {
              const answer = await window.keepleaf.call('articles.list', {
                query: '',
                sort: 'title-asc',
                offset: 0,
                limit: 100,
              })
              return answer.ok ? answer.value.total : answer.problem
            }),
          { timeout: 60_000 },
        )
        .toBe(SAMPLES)
    } finally {
      await app.quit()
    }
  })

  it('imports pages by its command line, which needs no display', async () => {
    const samples = join(packaged, 'resources', 'samples')
    const args = ['--library', join(folder, 'library'), '--json']
    const lines = await commandLine(['import', samples, ...args], join(folder, 'data'))
    expect(lines.at(-1)).toMatchObject({ summary: true, added: SAMPLES })
    expect(await commandLine(['search', 'harbour', ...args], join(folder, 'data'))).toHaveLength(1)
  })
})
