import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { openZip } from '../../../../main/platform/archives.ts'

test('links in a zip are no files of it', async () => {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from('<p>one'), 'one.html', { mode: 0o100644 })
  zip.addBuffer(Buffer.from('../../etc/passwd'), 'two.html', { mode: 0o120777 })
  zip.end()
  const { entries, get } = await openZip({ bytes: await buffer(zip.outputStream) }, 'a.zip')
  expect(entries.map(({ name }) => name)).toEqual(['one.html'])
  expect(get('two.html')).toBeUndefined()
})
