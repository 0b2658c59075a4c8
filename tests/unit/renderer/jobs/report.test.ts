import { describe, expect, it } from 'vitest'
import { reportClauses, reportTally, shortPath } from '../../../../renderer/components/jobs/report.ts'

describe('the sentence of a report', () => {
  it('names only what there is, failures last', () => {
    const counts = { failed: 12, added: 8193, updated: 0, joined: 391, duplicate: 0, skipped: 0 }
    expect(reportClauses(counts)).toEqual([
      { outcome: 'added', count: 8193 },
      { outcome: 'joined', count: 391 },
      { outcome: 'failed', count: 12 },
    ])
  })
})

describe('the outcomes of a report', () => {
  it('begin with what failed, then what was left alone', () => {
    const counts = { failed: 12, added: 8193, updated: 0, joined: 391, duplicate: 2, skipped: 3 }
    expect(reportTally(counts).map(({ outcome }) => outcome)).toEqual([
      'failed',
      'skipped',
      'added',
      'joined',
      'duplicate',
    ])
  })
})

describe('a path in a report', () => {
  it.each([
    ['/home/me/Saved/2016/disk/tide.html', '2016/disk/tide.html'],
    ['C:\\Saved\\tide.html', 'C:/Saved/tide.html'],
    ['tide.html', 'tide.html'],
  ])('%s is %s', (path, short) => {
    expect(shortPath(path)).toBe(short)
  })
})
