import { describe, expect, it } from 'vitest'
import { daysBetween } from '../../../../renderer/composables/dates.ts'
import { fullDate, rowDate } from '../../../../renderer/composables/list/row-date.ts'
import { dateOf } from '../../../../shared/model/iso-date.ts'

const now = new Date(2025, 2, 20, 12)
const shown = (iso: string, locale = 'en-GB'): string => rowDate(iso, now, locale, 'Yesterday')

describe('the date of a row', () => {
  it('is the time today, then Yesterday, the weekday, the day, the day with its year', () => {
    expect(shown(new Date(2025, 2, 20, 9, 5).toISOString())).toBe('09:05')
    expect(shown(new Date(2025, 2, 19, 23, 59).toISOString())).toBe('Yesterday')
    expect(shown(new Date(2025, 2, 15, 1).toISOString())).toBe('Sat')
    expect(shown(new Date(2025, 0, 2, 1).toISOString())).toBe('2 Jan')
    expect(shown(new Date(2024, 0, 2, 1).toISOString())).toBe('2 Jan 2024')
  })
  it('is written as people of the place do', () => {
    expect(shown(new Date(2025, 2, 20, 15, 5).toISOString(), 'en-US')).toMatch(/^3:05\sPM$/)
    expect(shown(new Date(2024, 0, 2, 1).toISOString(), 'de')).toBe('2. Jan. 2024')
    expect(shown(new Date(2024, 0, 2, 1).toISOString(), 'not a language')).not.toBe('')
  })
  it('is a year or a month where no more is known, also of this year', () => {
    expect(shown('1998')).toBe('1998')
    expect(shown('1998-05')).toBe('May 1998')
    expect(shown('2025')).toBe('2025')
    expect(shown('2025-03')).toBe('Mar 2025')
    expect(fullDate('1998', 'en')).toBe('1998')
    expect(fullDate('1998-05', 'en')).toBe('May 1998')
  })
  it('has a time in its title only when that is known', () => {
    expect(fullDate('1998-05-12', 'en-GB')).toMatch(/^Tuesday,? 12 May 1998$/)
    expect(fullDate(new Date(1998, 4, 12, 9, 5).toISOString(), 'en-GB')).toMatch(/12 May 1998.*09:05$/)
  })
  it('is nothing for what is no date', () => {
    expect(shown('soon')).toBe('')
    expect(fullDate('soon', 'en')).toBe('')
  })
})

describe('a date without a time', () => {
  it('is the same day in every place', () => {
    expect(dateOf('2025-03-14').getDate()).toBe(14)
    expect(dateOf('2025-03-14').getHours()).toBe(0)
    expect(daysBetween(dateOf('2025-03-14'), now)).toBe(6)
  })
})
