import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { readPages } from '../../../../main/formats/detect.ts'

/** More than a dozen pieces of a file, as they are read. */
const LARGE_BYTES = 4 * 1024 * 1024

const record = (uri: string, type: string, block: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(
      `WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: ${uri}\r\nWARC-Date: 2024-05-02T08:00:00Z\r\n` +
        `WARC-Record-ID: <urn:uuid:${uri}>\r\nContent-Type: ${type}\r\nContent-Length: ${String(block.length)}\r\n\r\n`,
    ),
    block,
    Buffer.from('\r\n\r\n'),
  ])

test('an archive packed as one piece is read, whatever its size, without a warning of too many listeners', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepleaf-warc-'))
  const warnings: Error[] = []
  const note = (warning: Error): number => warnings.push(warning)
  process.on('warning', note)
  onTestFinished(async () => {
    process.off('warning', note)
    await rm(folder, { recursive: true })
  })
  const picture = randomBytes(LARGE_BYTES)
  const html = Buffer.from('<title>Quay</title><p>Stone <img src="large.png">')
  const path = join(folder, 'one.warc.gz')
  const records = [record('https://quay.example/large.png', 'image/png', picture)]
  await writeFile(path, gzipSync(Buffer.concat([...records, record('https://quay.example/', 'text/html', html)])))
  const results = []
  for await (const result of readPages({ path })) results.push(result)
  expect(results).toMatchObject([{ ok: true, page: { url: [{ value: 'https://quay.example/' }] } }])
  const [page] = results
  const bytes = page?.ok === true ? await page.page.resource('large.png')?.read() : undefined
  expect(bytes?.length).toBe(LARGE_BYTES)
  await setImmediate()
  expect(warnings).toEqual([])
})
