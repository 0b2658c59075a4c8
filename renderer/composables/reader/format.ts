import { useI18n } from 'vue-i18n'
import { spoken } from '../../../shared/model/phrase.ts'
import type { Problem } from '../../../shared/model/problem.ts'
import { useSettingsStore } from '../../stores/settings.ts'
import { dateOf, precisionOf } from '../../../shared/model/iso-date.ts'
import { dateFormat, daysBetween, writtenDate } from '../dates.ts'
import { knownLocale } from '../known-locale.ts'

/** Dates, numbers and durations as people write them, in the language of the window. */
export function useFormats() {
  const { locale, t, n } = useI18n()
  const settings = useSettingsStore()

  /** In another language than the window's when one is asked for: that of the article. */
  function date(iso: string, lang = settings.locale): string {
    const same = languageOf(lang) === languageOf(settings.locale)
    return writtenDate(iso, same ? settings.locale : lang, { dateStyle: 'long' })
  }

  const time = (when: Date): string => dateFormat(settings.locale, { timeStyle: 'short' }).format(when)

  /** today, 14:20 · Yesterday · 12 May 2025 */
  function moment(iso: string, now = new Date()): string {
    const then = dateOf(iso)
    const days = daysBetween(then, now)
    if (days === 0) return t('reader.todayAt', { time: time(then) })
    if (days === 1) return t('reader.yesterday')
    return dateFormat(settings.locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(then)
  }

  /** today · Yesterday · Sat · 12 May 2025 */
  function day(iso: string, now = new Date()): string {
    const then = dateOf(iso)
    const days = daysBetween(then, now)
    if (days === 0) return t('reader.today')
    if (days === 1) return t('reader.yesterday')
    if (days > 1 && days < 7) return dateFormat(settings.locale, { weekday: 'short' }).format(then)
    const sameYear = then.getFullYear() === now.getFullYear()
    return dateFormat(settings.locale, {
      day: 'numeric',
      month: 'short',
      ...(sameYear ? {} : { year: 'numeric' as const }),
    }).format(then)
  }

  /** What is only known to the day has no time, or midnight without a zone. */
  function dateTime(iso: string): string {
    if (precisionOf(iso) !== 'time' || (/T00:00(:00)?$/.test(iso) && !/Z|[+-]\d{2}:?\d{2}$/.test(iso))) return date(iso)
    return `${date(iso)}, ${time(dateOf(iso))}`
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

const languageOf = (locale: string): string => locale.toLowerCase().split(/[-_]/, 1)[0] ?? ''

function unitFormat(lang: string, unit: string): Intl.NumberFormat {
  return new Intl.NumberFormat(knownLocale(lang), { style: 'unit', unit, unitDisplay: 'short' })
}
