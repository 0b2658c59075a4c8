import type { Page } from './page.ts'

type SavedMark = Page['marks'][number]

/** Marks that users of SingleFile and the ScrapBooks made in a page. Filled in with the reader of those. */
export function marksOf(_html: string): SavedMark[] {
  return []
}
