import { describe, expect, it } from 'vitest'
import { companionOf, companionsAmong } from '../../../../main/formats/companions/companions.ts'

describe('the folder that belongs to a page', () => {
  it.each([
    ['A page.html', 'A page_files'],
    ['A page.htm', 'A page.files'],
    ['A page.html', 'A page-Dateien'],
    ['A page.html', 'A page_fichiers'],
    ['A page.html', 'A page_archivos'],
    ['A page.html', 'A page-filer'],
    ['A page.html', 'A page Files'],
    ['a page.HTML', 'A Page_Files'],
    ['Caf\u00e9.html', 'Cafe\u0301_files'],
    ['Страница.html', 'Страница_файлы'],
    ['A note.md', 'A note.assets'],
  ])('of %s is %s', (file, folder) => {
    expect(companionOf(`/some/where/${file}`, ['other', file, folder])).toBe(folder)
    expect(companionsAmong(['other', file, folder]).has(folder)).toBe(true)
  })
  it.each([
    ['A page.html', 'A page (copy)_files'],
    ['A page.html', 'A page_notes'],
    ['A page.html', 'files'],
    ['A page.html', 'A pagefiles'],
    ['A page.mhtml', 'A page_files'],
    ['A page.html', 'A page.assets'],
    ['A note.md', 'A note_files'],
  ])('of %s is not %s', (file, folder) => {
    expect(companionOf(file, [file, folder])).toBeUndefined()
    expect(companionsAmong([file, folder]).has(folder)).toBe(false)
  })
})
