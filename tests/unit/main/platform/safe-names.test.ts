import { describe, expect, it } from 'vitest'
import { foldName, safeName, safePath, uniqueName } from '../../../../main/platform/safe-names.ts'

const bytes = (text: string): number => Buffer.byteLength(text)

describe('safeName', () => {
  it.each([
    ['Plain name.html', 'Plain name.html'],
    ['a<b>c:d"e/f\\g|h?i*j.txt', 'a_b_c_d_e_f_g_h_i_j.txt'],
    ['tab\tbell\u0007nul\u0000.html', 'tab_bell_nul_.html'],
    ['con', '_con'],
    ['NUL.tar.gz', '_NUL.tar.gz'],
    ['aux .html', '_aux .html'],
    ['COM¹.txt', '_COM¹.txt'],
    ['console.html', 'console.html'],
    ['trailing. . .', 'trailing'],
    ['  blanks  ', 'blanks'],
    ['.hidden', '_hidden'],
    ['..', '__'],
    ['', 'unnamed'],
    [' . ', '_'],
    ['cafe\u0301.html', 'caf\u00e9.html'],
    ['invoice\u202Efdp.exe', 'invoice_fdp.exe'],
    ['lone \ud800 surrogate', 'lone _ surrogate'],
    ['記事 🌿.html', '記事 🌿.html'],
  ])('makes %j %j', (given, safe) => {
    expect(safeName(given)).toBe(safe)
  })

  it.each([
    ['ascii', `${'x'.repeat(400)}.mhtml`, '.mhtml'],
    ['three bytes a character', `${'記'.repeat(200)}.html`, '.html'],
    ['families of emoji', `${'👩‍👩‍👧‍👦'.repeat(40)}.html.gz`, '.html.gz'],
    ['no extension but a full stop', `${'x'.repeat(100)}. ${'y'.repeat(300)}`, 'y'],
  ])('cuts a long name (%s) to 255 bytes and keeps its extension', (_, given, end) => {
    const name = safeName(given)
    expect(bytes(name)).toBeLessThanOrEqual(255)
    expect(bytes(name)).toBeGreaterThan(225)
    expect(name.endsWith(end)).toBe(true)
    expect(name).not.toMatch(/\u200d\./)
  })

  it('leaves a safe name as it is', () => {
    for (const given of ['..con', ' nul.', `${'é. '.repeat(120)}.x`, 'a/b', '.', '\u0000', `${'x'.repeat(254)}. .y`]) {
      const once = safeName(given)
      expect(safeName(once)).toBe(once)
    }
  })
})

describe('safePath', () => {
  it.each([
    ['a/b.png', 'a/b.png'],
    ['a\\b.png', 'a/b.png'],
    ['./a//b', 'a/b'],
    ['page_files/aux.css', 'page_files/_aux.css'],
  ])('makes %j %j', (given, safe) => {
    expect(safePath(given)).toBe(safe)
  })

  it.each([
    '/etc/passwd',
    '\\\\server\\share',
    'C:\\x',
    'c:x',
    '../x',
    'a/../../x',
    'a\\..\\x',
    'a/.. /x',
    '',
    '.',
    '//',
  ])('refuses %j', (given) => {
    expect(safePath(given)).toBeUndefined()
  })
})

describe('uniqueName', () => {
  it('counts up whatever the case, before the extension', () => {
    const taken = new Set([foldName('Notes.md')])
    expect(uniqueName('notes.md', taken)).toBe('notes (2).md')
    expect(uniqueName('NOTES.md', taken)).toBe('NOTES (3).md')
    expect(uniqueName('other.md', taken)).toBe('other.md')
  })

  it('keeps a long name within 255 bytes', () => {
    const name = `${'x'.repeat(252)}.md`
    const second = uniqueName(name, new Set([name]))
    expect(second).toMatch(/x \(2\)\.md$/)
    expect(bytes(second)).toBe(255)
  })
})
