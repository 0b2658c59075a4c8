import type { ArticlePlace } from './article-place.ts'
import type { Moment } from './date.ts'

export interface DateContext extends ArticlePlace {
  url: string | undefined
  lang: string | undefined
  /** when the page was saved: nothing in it was published later */
  latest: Date
}

/** In a line with one of these a date is that of a change, not of the first print. */
export const CHANGED =
  /(?<!\p{L})(?:updated?|last (?:edited|modified|changed|updated?)|modified|aktualisiert|geändert|zuletzt|letzte änderung|bearbeitet|stand|mis à jour|mise à jour|modifié|actualizado|actualizada|atualizado|atualizada|aggiornato|ultimo aggiornamento|bijgewerkt|zaktualizowano|aktualizacja|обновлено)(?!\p{L})/iu
/** A line of a date is short; longer is a paragraph that mentions one. */
export const DATE_LINE = 160
/** A label stands right before its date. */
export const LABEL = 24
/** How far from the title or the text a date line can be. */
const NEAR = 8
/** An instant in UTC, as Moment writes it. */
export const UTC_INSTANT = /T(\d{2}):(\d{2}):(\d{2})(?:Z|\+00:00)$/
export const DAY_LENGTH = 'YYYY-MM-DD'.length
export const DAY_MS = 86_400_000

/** A day that a source names for the article. */
export interface Vote {
  moment: Moment
  source: string
  weight: number
}

/** 0 to 1: how close a block is to where date lines stand, around the title and at both ends of the text. */
export function closeness(at: number, { titleAt, start, end }: DateContext): number {
  const from = Math.min(titleAt ?? start, start)
  const to = Math.max(titleAt ?? start, start) + 2
  if (at >= from && at <= to) return 1
  if (at < from) return Math.max(0, 1 - (from - at) / NEAR)
  if (at < end) return Math.max(0.1, 0.8 - (at - to) / NEAR)
  return Math.max(0, 0.6 - (at - end) / (NEAR * 2))
}
