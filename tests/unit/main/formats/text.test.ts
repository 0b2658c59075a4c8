import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readPages } from '../../../../main/formats/detect.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-text-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** The page that a file of these bytes is, or why it is none. */
async function read(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(join(folder, name), bytes)
  const pages: string[] = []
  for await (const result of readPages({ path: join(folder, name) }))
    pages.push(result.ok ? `${result.page.charset ?? ''} ${result.page.html}` : result.problem.code)
  return pages.join()
}

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le')
/** Bytes without an order, the same each time. */
const noise = Buffer.from(Uint8Array.from({ length: 4000 }, (_, at) => (((at * 7919) ^ (at * at * 31)) % 255) + 1))

test('U+FFFD that stands in the file is a character like others', async () => {
  const lost = 'Der K\uFFFDrper h\uFFFDlt die W\uFFFDrme. '
  expect(await read('a.txt', Buffer.from(lost))).toBe(`utf-8 ${lost}`)
  expect(await read('b.txt', Buffer.from('\uFFFD\uFFFD\uFFFD'))).toBe('utf-8 \uFFFD\uFFFD\uFFFD')
  expect(await read('c.txt', utf16(lost))).toBe(`utf-16le ${lost}`)
  expect(await read('d.txt', utf16(lost).swap16())).toBe(`utf-16be ${lost}`)
  expect(await read('e.md', Buffer.from(`---\ntitle: Heat\n---\n${lost}`))).toContain(lost.trim())
})

test('bytes that the encoding of a text does not know are none of its characters', async () => {
  const broken = Buffer.from('\xef\xbb\xbfDer K\xfferper h\xffelt die W\xfferme. ', 'latin1')
  expect(await read('a.txt', broken)).toBe('format.unknown')
  expect(await read('b.txt', Buffer.concat([broken, Buffer.from('\uFFFD')]))).toBe('format.unknown')
  const lone = Buffer.concat([utf16('a lone surrogate '), Buffer.from([0, 0xd8, 0x20, 0, 0, 0xd8, 0x20, 0])])
  expect(await read('c.txt', lone)).toBe('format.unknown')
})

test('a binary file is no text, also when a program has written it as UTF-8', async () => {
  expect(await read('a.txt', noise)).toBe('format.unknown')
  expect(await read('b.txt', Buffer.from(noise.toString()))).toBe('format.unknown')
})

test.each(['', 'a', 'ab'])('a long text is one wherever its first part ends, after %j', async (start) => {
  const text = start + '我们今天去看海，水很冷，天很蓝。'.repeat(4000)
  expect(await read('a.txt', Buffer.from(text))).toBe(`utf-8 ${text}`)
})
