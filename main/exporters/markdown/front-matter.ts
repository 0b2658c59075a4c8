import { Scalar, stringify } from 'yaml'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import type { Mark } from '../../../shared/model/mark.ts'

const FENCE = '---'
/** The colour of marks of which nothing is said. */
const USUAL_COLOUR: Mark['colour'] = 'amber'
/** In place of a colour: the piece belongs to the mark above it, over several paragraphs; `formats/markdown.ts` reads it. */
export const GOES_ON = 'continued'

/** A line as YAML: one with tabs in quotation marks, as some readers take no tab without them. */
function line(text: string | undefined): string | Scalar | undefined {
  if (text === undefined || !text.includes('\t') || text.includes('\n')) return text
  const quoted = new Scalar(text)
  quoted.type = Scalar.QUOTE_DOUBLE
  return quoted
}

/**
 * The record as YAML front matter (docs/exports.md names the fields), with a note to the article and the colours of its marks as they come
 * in the file; what is not known is left out.
 */
export function frontMatter(
  record: ArticleRecord,
  note: string | undefined,
  colours: readonly (Mark['colour'] | typeof GOES_ON)[] = [],
): string {
  const fields = {
    // first, so that it is found however long a note is
    id: record.id,
    title: line(record.title),
    author: line(record.byline),
    site: line(record.site),
    url: record.url,
    published: record.published,
    modified: record.modified,
    saved: record.saved,
    added: record.added,
    lang: record.lang,
    dir: record.dir === 'rtl' ? record.dir : undefined,
    description: line(record.excerpt),
    note: line(note),
    tags: record.tags,
    // all of the usual colour need no word
    marks: colours.some((colour) => colour !== USUAL_COLOUR) ? [...colours] : undefined,
    read: record.read,
    starred: record.starred,
    words: record.words,
  }
  // readers of YAML 1.1 take an unquoted `no` for false and 12:30 for a number
  return `${FENCE}\n${stringify(fields, { compat: 'yaml-1.1', lineWidth: 0, keepUndefined: false })}${FENCE}\n`
}

/** The id in the front matter that a file begins with. */
export function idInFrontMatter(beginning: string): string | undefined {
  if (!beginning.startsWith(`${FENCE}\n`)) return undefined
  const end = beginning.indexOf(`\n${FENCE}\n`)
  return /^id: "?([\w-]+)"?$/m.exec(beginning.slice(0, end < 0 ? undefined : end))?.[1]
}
