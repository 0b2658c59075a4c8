import { expect, test } from 'vitest'
import { printable } from '../../../../main/cli/output.ts'

test('what a terminal would obey is shown as a sign, lines and tabs stay', () => {
  expect(printable('a\u001B[31mb\u0007\u009B2J\u007F\rc\td\ne \u00E9\u6587')).toBe('a�[31mb��2J��c\td\ne é文')
})
