import { expect, test } from 'vitest'
import { reportCsv } from '../../../../main/desktop/report.ts'

test('the report names every file, what became of it, and why', () => {
  const csv = reportCsv([
    { file: '/a "quoted".html', status: 'added', id: 'x1', title: 'Tides, and more', format: 'html', ms: 12.4 },
    { file: '/empty.html', status: 'failed', reason: { code: 'file.empty', detail: { file: '/empty.html' } }, ms: 1 },
  ])
  const lines = csv.replace('\uFEFF', '').trimEnd().split('\r\n')
  expect(lines[1]).toBe('"/a ""quoted"".html","","added","Tides, and more","html","","x1","12"')
  expect(lines[2]).toContain('"failed"')
  expect(lines[2]).toContain('/empty.html is empty')
})

test('a title cannot become a formula in a spreadsheet', () => {
  expect(reportCsv([{ file: 'a', status: 'added', title: '=HYPERLINK("x")', ms: 0 }])).toContain(`"'=HYPERLINK(""x"")"`)
})
