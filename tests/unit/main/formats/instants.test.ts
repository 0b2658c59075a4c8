import { describe, expect, it } from 'vitest'
import { instantOf, instantOfDigits, instantOfNumber } from '../../../../main/formats/instants.ts'

describe('an instant in words', () => {
  it.each([
    ['Mon, 17 Dec 2018 11:14:59 -0000', '2018-12-17T11:14:59Z'],
    ['Thu Sep 13 2018 11:30:54 GMT+0200 (Central European Summer Time)', '2018-09-13T11:30:54+02:00'],
    ['Wed, May 18 2011 15:20:34 GMT-0700', '2011-05-18T15:20:34-07:00'],
    ['Sat, 4 Apr 2026 16:06:00 +0200', '2026-04-04T16:06:00+02:00'],
    ['Fri, 12 Jun 2015 08:33:11 GMT', '2015-06-12T08:33:11Z'],
    ['Tue, 1 Jul 2003 10:52:37 EST', '2003-07-01T10:52:37-05:00'],
    ['2021-01-02T03:04:05.678Z', '2021-01-02T03:04:05Z'],
    ['2021-01-02 03:04:05 +01:00', '2021-01-02T03:04:05+01:00'],
    ['2021-01-02', '2021-01-02'],
  ])('%s is %s', (text, instant) => {
    expect(instantOf(text)).toBe(instant)
  })
  it.each([
    '',
    'yesterday',
    'Invalid Date',
    '2021-02-30',
    '1800-01-01',
    'Mon, 45 Dec 2018 11:14:59 GMT',
    '2021-01-02T25:00:00Z',
  ])('%s is none', (text) => {
    expect(instantOf(text)).toBeUndefined()
  })
})

describe('an instant in digits', () => {
  it('is UTC with milliseconds (WebScrapBook) and local time without (ScrapBook)', () => {
    expect(instantOfDigits('20200917132306821')).toBe('2020-09-17T13:23:06Z')
    expect(instantOfDigits('20100102030405')).toBe('2010-01-02T03:04:05')
    expect(instantOfDigits('20101302030405')).toBeUndefined()
  })
})

describe('an instant as a number since 1970', () => {
  it.each([
    [1_700_000_000, '2023-11-14T22:13:20Z'],
    [1_700_000_000_123, '2023-11-14T22:13:20Z'],
    [1_700_000_000_123_456, '2023-11-14T22:13:20Z'],
    [0, undefined],
    [123, undefined],
    [Number.NaN, undefined],
    [1e20, undefined],
  ])('%s', (value, want) => {
    expect(instantOfNumber(value)).toBe(want)
  })
})
