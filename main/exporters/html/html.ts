import render from 'dom-serializer'
import { findAll, removeElement } from 'domutils'
import { parseDocument } from 'htmlparser2'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import type { FileForm } from '../article.ts'
import { articleHead, escaped, webAddress } from '../article-head.ts'
import { assetsOf, dataUri } from '../assets.ts'
import { addMarks } from './html-marks.ts'
import { HTML_STYLE } from './html-style.ts'
import { wrapStrays } from '../stray-items.ts'

/** Nothing of an exported page runs or loads; pictures are inside. */
const POLICY = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'"

const ID_META = 'keepleaf-id'

/** One HTML file with everything inside: pictures as data: URIs, a style sheet, no script. */
export const html: FileForm = {
  extension: '.html',
  idIn: (beginning) => new RegExp(`<meta name="${ID_META}" content="([\\w-]+)">`).exec(beginning)?.[1],
  async render(article, options) {
    const document = parseDocument(article.html)
    for (const { element, bytes } of await assetsOf(document, article, options.images)) {
      if (bytes) element.attribs.src = dataUri(bytes)
      else removeElement(element)
    }
    findAll(() => true, document.children).forEach(wrapStrays)
    if (options.marks) addMarks(document, article.record.marks)
    return { content: page(article.record, render(document, { encodeEntities: 'utf8' })), beside: [] }
  },
}

/** What is known of the article in single words; `formats/marks/own-export.ts` reads them. */
const states = ({ read, starred, format }: ArticleRecord): string =>
  [read && 'read', starred && 'starred', format === 'link' && 'link'].filter(Boolean).join(' ')

function page(record: ArticleRecord, body: string): string {
  const web = webAddress(record)
  return `<!doctype html>
<html${record.lang ? ` lang="${escaped(record.lang)}"` : ''} dir="${record.dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="${ID_META}" content="${escaped(record.id)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(record.title)}</title>
${[
  web && `<link rel="canonical" href="${escaped(web)}">`,
  record.excerpt && `<meta name="description" content="${escaped(record.excerpt)}">`,
  record.byline && `<meta name="author" content="${escaped(record.byline)}">`,
  record.site && `<meta property="og:site_name" content="${escaped(record.site)}">`,
  record.published && `<meta property="article:published_time" content="${escaped(record.published)}">`,
  record.modified && `<meta property="article:modified_time" content="${escaped(record.modified)}">`,
  record.saved && `<meta name="keepleaf-saved" content="${escaped(record.saved)}">`,
  states(record) !== '' && `<meta name="keepleaf-state" content="${states(record)}">`,
  ...record.tags.map((tag) => `<meta property="article:tag" content="${escaped(tag)}">`),
]
  .filter(Boolean)
  .join('\n')}
<style>${HTML_STYLE}</style>
</head>
<body>
<article>
${articleHead(record)}
${body}
</article>
</body>
</html>
`
}
