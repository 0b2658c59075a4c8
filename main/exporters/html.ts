import render from 'dom-serializer'
import { type Document, Element, Text } from 'domhandler'
import { appendChild, findAll, removeElement } from 'domutils'
import { parseDocument } from 'htmlparser2'
import type { ArticleRecord } from '../../shared/model/article.ts'
import type { Mark } from '../../shared/model/mark.ts'
import type { FileForm } from './article.ts'
import { assetsOf, dataUri } from './assets.ts'
import { HTML_STYLE } from './html-style.ts'
import { wrapMarks } from './marks.ts'

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
    if (options.marks) addMarks(document, article.record.marks)
    return { content: page(article.record, render(document, { encodeEntities: 'utf8' })), beside: [] }
  },
}

function addMarks(document: Document, marks: Mark[]): void {
  const lost = wrapMarks(document, marks)
  for (const mark of marks) {
    const pieces = findAll((element) => element.attribs['data-mark'] === mark.id, document.children)
    for (const piece of pieces) {
      piece.attribs.class = mark.colour
      if (mark.note !== '') piece.attribs.title = mark.note
    }
  }
  const listed = marks.filter((mark) => mark.note !== '' || lost.includes(mark))
  if (listed.length === 0) return
  const items = listed.map((mark) => {
    const quote = new Element('q', {}, [new Text(mark.quote)])
    return new Element('li', {}, mark.note === '' ? [quote] : [quote, new Element('p', {}, [new Text(mark.note)])])
  })
  appendChild(document, new Element('aside', { class: 'notes' }, [new Element('ol', {}, items)]))
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;')

function page(record: ArticleRecord, body: string): string {
  const web = record.url !== undefined && /^https?:/i.test(record.url) ? escaped(record.url) : undefined
  const title = escaped(record.title)
  const about = [record.byline, record.published?.slice(0, 10)].flatMap((text) => (text ? [escaped(text)] : []))
  const site = escaped(record.site ?? '')
  return `<!doctype html>
<html${record.lang ? ` lang="${escaped(record.lang)}"` : ''} dir="${record.dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="${ID_META}" content="${escaped(record.id)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${[
  web && `<link rel="canonical" href="${web}">`,
  record.byline && `<meta name="author" content="${escaped(record.byline)}">`,
  record.site && `<meta property="og:site_name" content="${site}">`,
  record.published && `<meta property="article:published_time" content="${escaped(record.published)}">`,
  ...record.tags.map((tag) => `<meta property="article:tag" content="${escaped(tag)}">`),
]
  .filter(Boolean)
  .join('\n')}
<style>${HTML_STYLE}</style>
</head>
<body>
<article>
<header>
${site || web ? `<p class="site">${web ? `<a href="${web}" rel="noreferrer">${site || web}</a>` : site}</p>` : ''}
<h1>${title}</h1>
${about.length > 0 ? `<p class="about">${about.join(' · ')}</p>` : ''}
</header>
${body}
</article>
</body>
</html>
`
}
