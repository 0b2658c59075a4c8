import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { isCommandLine, startArguments } from '../../../../main/desktop/arguments.ts'

test('the library and watched folders are taken from where the app was started', () => {
  const cwd = resolve('/home/ann')
  expect(startArguments(['--library', 'L', '--watch', 'a', '--watch=b'], cwd)).toMatchObject({
    library: resolve(cwd, 'L'),
    watch: [resolve(cwd, 'a'), resolve(cwd, 'b')],
    files: [],
  })
})

test('files are pages to take in, and switches of Chromium are not', () => {
  const { files } = startArguments(['--inspect=0', '--no-sandbox', 'page.html', '--log-level=3'], resolve('/tmp'))
  expect(files).toEqual([resolve('/tmp/page.html')])
})

test('without --library the settings decide', () => {
  expect(startArguments([], '/').library).toBeUndefined()
})

test.each([
  [['import', 'a.html'], true],
  [['--no-sandbox', 'search', 'x'], true],
  [['/home/ann/import'], false],
  [[], false],
  [['page.html'], false],
])('%j is a command line: %s', (args, expected) => {
  expect(isCommandLine(args)).toBe(expected)
})
