import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { readPages } from '../../../../main/formats/detect.ts'
import type { PageResult } from '../../../../main/formats/page.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-zip-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function zipOf(entries: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}

test('what is no page in a zip, or in a zip in a zip, is named with its place in it', async () => {
  const png = Buffer.from('\x89PNG\r\n\x1a\n and more', 'latin1')
  const inner = await zipOf({ 'pictures/mast.png': png, 'empty.html': '', 'page.html': '<h1>Masts</h1><p>Of fir.</p>' })
  const path = join(folder, 'export.zip')
  await writeFile(path, await zipOf({ 'part-1.zip': inner, 'sail.png': png }))
  const results: PageResult[] = []
  for await (const result of readPages({ path })) results.push(result)
  const said = results.flatMap((result) => (result.ok ? [] : [[result.part, result.problem.detail['file']]]))
  const parts = ['part-1.zip!empty.html', 'part-1.zip!pictures/mast.png', 'sail.png']
  expect(said.sort()).toEqual(parts.map((part) => [part, `${path}!${part}`]))
  expect(results.flatMap((result) => (result.ok ? [result.page.part] : []))).toEqual(['part-1.zip!page.html'])
})
