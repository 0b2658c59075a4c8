import type { Alternatives, Metadata, Sources } from '../../shared/model/article.ts'
import type { SiteRule } from '../../shared/model/site-rule.ts'
import type { Mark } from '../../shared/model/mark.ts'

/** What the extractor is given: a page without its files. Structurally a `Page` of the formats room. */
export interface PageInput {
  html: string
  kind: 'html' | 'text'
  url: { value: string; source: string }[]
  saved: { value: string; source: string }[]
  title: { value: string; source: string }[]
  /** what the format says goes before every date in the page */
  published?: { value: string; source: string }[]
  /** name of the file, without folder; the last resort for a title */
  fileName: string
  /** rules of sites; the page's own is found by its address */
  rules?: readonly SiteRule[]
  resource(href: string): { type: string; read(): Promise<Uint8Array> } | undefined
  /** nothing but the article stands on it, as in a book */
  whole?: boolean
  /** no line of it repeats its title, its authors or its day */
  bare?: boolean
  /** address of a picture that stands above the article, whatever its text */
  opening?: string
}

export interface Asset {
  /** `assets/…`, as `article.html` refers to it */
  path: string
  type: string
  bytes: Uint8Array
}

/** What an article is made of. `html` is sanitised and refers to pictures only by `assets/…` or not at all. */
export interface Extracted extends Metadata {
  html: string
  /** the body as plain text, blocks on lines of their own: `textOfHtml(html)` of platform/html-text.ts */
  text: string
  words: number
  minutes: number
  sources: Sources
  alternatives: Alternatives
  warnings: string[]
  assets: Asset[]
  /** id of the site rule that had a say */
  rule?: string
  marks: Mark[]
}
