import { expect, test } from 'vitest'
import { installCommand, notFound } from '../../../scripts/system-libraries.ts'

test('libraries that ldd did not find are named once', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibc.so.6 => /lib/libc.so.6 (0x00007f)',
    '\tlibnss3.so => not found',
    '\tlibnss3.so => not found',
  ].join('\n')
  expect(notFound(output)).toEqual(['libgtk-3.so.0', 'libnss3.so'])
})

test('the command to type works for the person who reads it', () => {
  expect(installCommand('apt-get', ['xvfb'], false)).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb',
  )
  expect(installCommand('dnf', ['gtk3'], true)).toBe('dnf install -y gtk3')
})
