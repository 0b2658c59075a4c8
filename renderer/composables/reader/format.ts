import { useI18n } from 'vue-i18n'
import { spoken } from '../../../shared/model/phrase.ts'
import type { Problem } from '../../../shared/model/problem.ts'

const DAY_MS = 86_400_000

/** Dates, numbers and durations as people write them, in the language of the window. */
export function useFormats() {
  const { locale, t, n } = useI18n()

  /** `published` values that are only known to the day have no time and no zone. */
  function date(iso: string, lang = locale.value): string {
    return dateFormat(lang, { dateStyle: 'long' }).format(localDate(iso))
  }

  /** today, 14:20 · Yesterday · 12 May 2025 */
  function moment(iso: string, now = new Date()): string {
    const then = localDate(iso)
    const time = dateFormat(locale.value, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(then)
    const days = Math.round((startOfDay(now) - startOfDay(then)) / DAY_MS)
    if (days === 0) return t('reader.todayAt', { time })
    if (days === 1) return t('reader.yesterday')
    return dateFormat(locale.value, { day: 'numeric', month: 'short', year: 'numeric' }).format(then)
  }

  /** today · Yesterday · Sat · 12 May 2025 */
  function day(iso: string, now = new Date()): string {
    const then = localDate(iso)
    const days = Math.round((startOfDay(now) - startOfDay(then)) / DAY_MS)
    if (days === 0) return t('reader.today')
    if (days === 1) return t('reader.yesterday')
    if (days > 1 && days < 7) return dateFormat(locale.value, { weekday: 'short' }).format(then)
    const sameYear = then.getFullYear() === now.getFullYear()
    return dateFormat(locale.value, {
      day: 'numeric',
      month: 'short',
      ...(sameYear ? {} : { year: 'numeric' as const }),
    }).format(then)
  }

  function dateTime(iso: string): string {
    if (!/T/.test(iso) || (/T00:00(:00)?$/.test(iso) && !/Z|[+-]\d{2}:?\d{2}$/.test(iso))) return date(iso)
    const time = dateFormat(locale.value, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    return `${date(iso)}, ${time.format(localDate(iso))}`
  }

  function minutes(count: number, lang = locale.value): string {
    return unitFormat(lang, 'minute').format(Math.max(1, count))
  }

  /** 6 min 24 s · 1 h 5 min · 3 s */
  function duration(ms: number): string {
    const seconds = Math.max(0, Math.round(ms / 1000))
    const hours = Math.floor(seconds / 3600)
    const rest = Math.floor((seconds % 3600) / 60)
    if (hours > 0) return [unit(hours, 'hour'), rest > 0 ? unit(rest, 'minute') : ''].filter(Boolean).join(' ')
    if (rest > 0)
      return [unit(rest, 'minute'), seconds % 60 > 0 ? unit(seconds % 60, 'second') : ''].filter(Boolean).join(' ')
    return unit(seconds, 'second')
  }

  /** Time left, in the largest unit: people plan with it, they do not measure. */
  function roughly(ms: number): string {
    const seconds = Math.ceil(ms / 1000)
    if (seconds < 60) return unit(seconds, 'second')
    if (seconds < 5400) return unit(Math.ceil(seconds / 60), 'minute')
    return unit(Math.round(seconds / 3600), 'hour')
  }

  const unit = (count: number, name: 'hour' | 'minute' | 'second'): string =>
    unitFormat(locale.value, name).format(count).replace('sec', 's').replace('hr', 'h')

  function bytes(count: number): string {
    const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
    const step = Math.min(steps.length - 1, count < 1000 ? 0 : Math.floor(Math.log10(count) / 3))
    const value = count / 1000 ** step
    return new Intl.NumberFormat(locale.value, {
      style: 'unit',
      unit: steps[step] ?? 'byte',
      maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
    }).format(value)
  }

  function language(lang: string): string {
    try {
      return new Intl.DisplayNames([locale.value], { type: 'language' }).of(lang) ?? lang
    } catch {
      // what a page calls its language need not be one
      return lang
    }
  }

  return {
    date,
    moment,
    day,
    dateTime,
    minutes,
    duration,
    roughly,
    bytes,
    language,
    number: (value: number) => n(value),
  }
}

/** The sentence of a problem in the language of the window. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useI18n()
  return ({ code, detail }) =>
    t(
      `problem.${code}`,
      spoken(
        detail,
        (phrase) => t(`phrase.${phrase}`, detail),
        (said) => t('app.said', { said }),
      ),
    )
}

/** A date without a zone is a day, and a day is the same everywhere. */
function localDate(iso: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(iso) ? `${iso}T00:00` : iso)
}

function startOfDay(when: Date): number {
  return new Date(when.getFullYear(), when.getMonth(), when.getDate()).getTime()
}

function dateFormat(lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(british(lang), options)
  } catch {
    return new Intl.DateTimeFormat(undefined, options)
  }
}

function unitFormat(lang: string, unit: string): Intl.NumberFormat {
  const options: Intl.NumberFormatOptions = { style: 'unit', unit, unitDisplay: 'short' }
  try {
    return new Intl.NumberFormat(lang, options)
  } catch {
    return new Intl.NumberFormat(undefined, options)
  }
}

/** Plain English writes the day first here, as the rest of the window does. */
function british(lang: string): string {
  return lang === 'en' ? 'en-GB' : lang
}
