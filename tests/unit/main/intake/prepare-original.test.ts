import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import type { PreparedOriginal } from '../../../../main/intake/messages.ts'
import { prepareOriginal } from '../../../../main/intake/prepare-original.ts'
import { warning } from '../../../../shared/model/warning.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-prepare-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Bytes in front of a file in a zip, with a name of five letters. */
const LOCAL_HEADER = 30 + 5

/** A page in a zip with two pictures, whose bytes stand there as they are. */
async function prepared(change: (zip: Buffer) => void): Promise<PreparedOriginal> {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from('<p>Kelp</p><img src="a.png"><img src="b.png">'), 'index.html')
  zip.addBuffer(Buffer.from('picture a'), 'a.png', { compress: false })
  zip.addBuffer(Buffer.from('picture b'), 'b.png', { compress: false })
  zip.end()
  const bytes = await buffer(zip.outputStream)
  change(bytes)
  await writeFile(join(folder, 'page.htz'), bytes)
  const file = { path: join(folder, 'page.htz') }
  return prepareOriginal({ kind: 'original', file, format: 'htz', dir: folder, main: 'page.htz' })
}

test('a picture that cannot be read is left out of the original, which is told', async () => {
  const whole = await prepared(() => undefined)
  expect(whole.files).toHaveLength(2)
  expect(whole.warnings).toEqual([])
  const damaged = await prepared(
    (zip) => void zip.fill(0, zip.indexOf('picture a') - LOCAL_HEADER, zip.indexOf('picture a')),
  )
  expect(damaged.html).toContain('Kelp')
  expect(damaged.files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['picture b'])
  expect(damaged.warnings).toEqual([warning('originalUnread')])
})
