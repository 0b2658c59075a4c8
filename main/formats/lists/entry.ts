import type { Phrase } from '../../../shared/model/phrase.ts'
import type { Found, Page } from '../page.ts'

/** One entry of a list of links, as its file tells it; nothing checked but the kinds of the values. */
export interface Entry {
  /** which one: `row 12`, `entry 12` */
  part: string
  /** why it is none that can be read, when it is none; `skip`: it is meant to be left out */
  fault?: { reason: Phrase; skip?: boolean }
  url?: string
  title?: string
  tags?: string[]
  saved?: Found[]
  state?: Page['state']
  quotes?: Page['quotes']
  /** words of the page about itself */
  description?: string
  /** words of the person about the page */
  note?: string
  author?: string
  site?: string
  published?: string
  modified?: string
  lang?: string
  /** the name of its files in the export */
  slug?: string
  /** pages that lie beside the list, the best first: names below its folder */
  attached?: string[]
  /** its title is the page's own, which the page beside says better */
  pageTitle?: true
  /** all files in this folder below the list's are captures of the page, of which the best one is read; '' for the list's own */
  snapshot?: string
  /** made anew with each export, of something without an address: its title and author say of what */
  grows?: true
  /** the article that our own export has it from */
  madeFrom?: string
  /** markup of the page's text, where the service kept it */
  content?: string
}

/** What a file of links holds. */
export interface LinkList {
  /** what it is, in words: `an export of Pocket` */
  what: Phrase
  /** the service that wrote it; undefined when any program can have */
  service?: string
  entries: Entry[]
}

/** The entries of a file's text; undefined when it is no list of links after all. */
export type ListReader = (text: string) => LinkList | undefined

const joinedWords = (...words: readonly (string | undefined)[]): string | undefined =>
  [...new Set(words.filter((one) => one !== undefined))].join('\n\n') || undefined

/** One entry out of two about the same page: the first is asked first, and nothing of the second is lost. */
export function joinedEntry(one: Entry, other: Entry): Entry {
  return {
    ...other,
    ...Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)),
    part: one.part,
    tags: [...(one.tags ?? []), ...(other.tags ?? [])],
    saved: [...(one.saved ?? []), ...(other.saved ?? [])],
    quotes: [...(one.quotes ?? []), ...(other.quotes ?? [])],
    note: joinedWords(one.note, other.note),
  }
}
