import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ranged, rendererFile } from '../../../../main/desktop/serving.ts'

const folder = resolve('/opt/keepleaf/renderer')

test('an address of the window is a file in its folder', () => {
  expect(rendererFile(folder, 'keepleaf://app/assets/a%20b.js')).toBe(join(folder, 'assets', 'a b.js'))
  expect(rendererFile(folder, 'keepleaf://app/')).toBe(join(folder, 'index.html'))
})

test.each([
  'keepleaf://other/index.html',
  'keepleaf://app/..%2fmain/index.js',
  'keepleaf://app/%2e%2e%2f%2e%2e%2fetc/passwd',
  'keepleaf://app/a%00.js',
  'keepleaf://app/%ff',
])('%s is no file of the window', (url) => {
  expect(rendererFile(folder, url)).toBeUndefined()
})

const bytes = new TextEncoder().encode('0123456789')

test.each([
  ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
  ['bytes=7-', 206, '789', 'bytes 7-9/10'],
  ['bytes=-3', 206, '789', 'bytes 7-9/10'],
  ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
  ['bytes=10-', 416, '', 'bytes */10'],
  ['bytes=-', 200, '0123456789', null],
  ['bytes=1-2,4-5', 200, '0123456789', null],
  [null, 200, '0123456789', null],
])('range %s', async (range, status, body, contentRange) => {
  const response = ranged(bytes, range, { 'Content-Type': 'video/mp4' })
  expect([response.status, await response.text(), response.headers.get('Content-Range')]).toEqual([
    status,
    body,
    contentRange,
  ])
})
