import { expect, test } from 'vitest'
import { utf8Locale } from '../../../scripts/locale.ts'

const mended = { LC_ALL: 'C.UTF-8' }

test('a machine without a locale, or with one that is not UTF-8, gets one', () => {
  expect(utf8Locale({}, 'linux')).toEqual(mended)
  expect(utf8Locale({ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, 'linux')).toEqual(mended)
})

test('a UTF-8 locale is left as it is, and other systems need none', () => {
  expect(utf8Locale({ LANG: 'ar_EG.utf8' }, 'linux')).toEqual({})
  expect(utf8Locale({ LC_CTYPE: 'ja_JP.UTF-8', LANG: 'C' }, 'linux')).toEqual({})
  expect(utf8Locale({}, 'darwin')).toEqual({})
})
