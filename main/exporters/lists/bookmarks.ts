import type { ExportArticle } from '../article.ts'
import { escaped, webAddress } from '../article-head.ts'

/**
 * Bookmarks as all browsers read and write them (the Netscape form). `TAGS` is Firefox's, `TOREAD` Pinboard's and
 * linkding's; both are passed over by others.
 */
export const bookmarksHead = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- written by Keepleaf -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
`
export const bookmarksFoot = '</DL><p>\n'

/** The entry of one article; undefined when it has no address on the web. */
export function bookmarkLine({ record }: ExportArticle): string | undefined {
  const web = webAddress(record)
  if (web === undefined) return undefined
  const seconds = (time: string): string => String(Math.floor(Date.parse(time) / 1000))
  const attributes = [
    `HREF="${escaped(web)}"`,
    `ADD_DATE="${seconds(record.saved ?? record.added)}"`,
    ...(record.tags.length > 0 ? [`TAGS="${escaped(record.tags.join(','))}"`] : []),
    ...(record.read ? [] : ['TOREAD="1"']),
  ]
  const about = record.excerpt === undefined ? '' : `<DD>${oneLine(record.excerpt)}\n`
  return `    <DT><A ${attributes.join(' ')}>${oneLine(record.title)}</A>\n${about}`
}

const oneLine = (text: string): string => escaped(text.replace(/\s+/g, ' ').trim())
