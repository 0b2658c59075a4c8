import type { ArticleRecord } from '../../../shared/model/article.ts'
import { escaped, webAddress } from '../article-head.ts'
import { hrefOf } from '../assets.ts'
import { xmlText } from './xhtml.ts'

/** Everything but the articles of a book (EPUB 3.3; the NCX is for readers of EPUB 2). Paths are below the package's folder. */

export interface BookFile {
  path: string
  type: string
}

export interface Chapter {
  path: string
  title: string
  /** MathML or SVG in it, which a package has to name (EPUB 3.3, D.6.2.2) */
  properties: string[]
}

export interface Book {
  /** a URN */
  id: string
  title: string
  lang: string
  dir: ArticleRecord['dir']
  made: Date
  /** the article, when the book is one */
  only?: ArticleRecord
  chapters: Chapter[]
  /** paths of pages that stand for articles which links lead to and which are not in it */
  absent: string[]
  pictures: BookFile[]
}

export const PACKAGE_FOLDER = 'EPUB'
export const PACKAGE_PATH = `${PACKAGE_FOLDER}/package.opf`
/** Stands uncompressed near the beginning of the file, and says that it is an export that may be replaced. */
export const OWN_MARK = '<!-- written by Keepleaf -->'

const XML = '<?xml version="1.0" encoding="UTF-8"?>'
const text = (value: string): string => escaped(xmlText(value))

export const container = `${XML}
${OWN_MARK}
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="${PACKAGE_PATH}" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

/** A page of the book; `body` is XHTML. */
export function bookPage(page: { title: string; lang?: string; dir: string; style: string; body: string }): string {
  const lang = page.lang === undefined ? '' : ` lang="${text(page.lang)}" xml:lang="${text(page.lang)}"`
  return `${XML}
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"${lang} dir="${page.dir}">
<head>
<title>${text(page.title)}</title>
<link rel="stylesheet" type="text/css" href="${page.style}"/>
</head>
<body>
${page.body}
</body>
</html>
`
}

/** The title page of several articles: the book's name and the day it was made. */
export const titlePage = ({ title, lang, dir, made }: Book): string =>
  bookPage({
    ...{ title, lang, dir, style: 'style.css' },
    body: `<section class="cover" epub:type="titlepage"><h1>${text(title)}</h1><p>${made.toISOString().slice(0, 10)}</p></section>`,
  })

/** What stands in the place of an article that is not in the book: the way to its page. */
export const absentPage = (href: string): string =>
  bookPage({
    ...{ title: href, dir: 'ltr', style: '../style.css' },
    body: `<p><a href="${text(href)}">${text(href)}</a></p>`,
  })

export function contents({ title, lang, dir, chapters }: Book): string {
  const items = chapters.map((chapter) => `<li><a href="${hrefOf(chapter.path)}">${text(chapter.title)}</a></li>`)
  const body = `<nav epub:type="toc"><h1>${text(title)}</h1>\n<ol>\n${items.join('\n')}\n</ol></nav>`
  return bookPage({ title, lang, dir, style: 'style.css', body })
}

export function ncx({ id, title, chapters }: Book): string {
  const points = chapters.map(
    (chapter, index) =>
      `<navPoint id="n${String(index + 1)}" playOrder="${String(index + 1)}"><navLabel><text>${text(chapter.title)}</text></navLabel><content src="${hrefOf(chapter.path)}"/></navPoint>`,
  )
  return `${XML}
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="${id}"/></head>
<docTitle><text>${text(title)}</text></docTitle>
<navMap>
${points.join('\n')}
</navMap>
</ncx>
`
}

export function packageFile(book: Book): string {
  const { only, chapters, absent, pictures } = book
  const chapterId = (index: number): string => `a${String(index + 1)}`
  const web = only && webAddress(only)
  const metadata = [
    `<dc:identifier id="book">${book.id}</dc:identifier>`,
    `<dc:title>${text(book.title)}</dc:title>`,
    `<dc:language>${text(book.lang)}</dc:language>`,
    // EPUB 3.3, 5.5.5: to the second, in UTC
    `<meta property="dcterms:modified">${book.made.toISOString().slice(0, 19)}Z</meta>`,
    only?.byline && `<dc:creator>${text(only.byline)}</dc:creator>`,
    only?.site && `<dc:publisher>${text(only.site)}</dc:publisher>`,
    only?.published && `<dc:date>${text(only.published)}</dc:date>`,
    only?.excerpt && `<dc:description>${text(only.excerpt)}</dc:description>`,
    web && `<dc:source>${text(web)}</dc:source>`,
    ...(only?.tags ?? []).map((tag) => `<dc:subject>${text(tag)}</dc:subject>`),
    '<meta name="generator" content="Keepleaf"/>',
  ]
  const manifest = [
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
    '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    '<item id="style" href="style.css" media-type="text/css"/>',
    only ? '' : '<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>',
    ...chapters.map(({ path, properties }, index) => {
      const also = properties.length > 0 ? ` properties="${properties.join(' ')}"` : ''
      return `<item id="${chapterId(index)}" href="${hrefOf(path)}" media-type="application/xhtml+xml"${also}/>`
    }),
    ...absent.map(
      (path, index) => `<item id="x${String(index + 1)}" href="${hrefOf(path)}" media-type="application/xhtml+xml"/>`,
    ),
    ...pictures.map(
      ({ path, type }, index) => `<item id="p${String(index + 1)}" href="${hrefOf(path)}" media-type="${type}"/>`,
    ),
  ]
  const spine = [
    only ? '' : '<itemref idref="title"/>\n<itemref idref="nav"/>',
    ...chapters.map((_, index) => `<itemref idref="${chapterId(index)}"/>`),
    ...absent.map((_, index) => `<itemref idref="x${String(index + 1)}" linear="no"/>`),
  ]
  return `${XML}
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book" xml:lang="${text(book.lang)}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
${metadata.filter(Boolean).join('\n')}
</metadata>
<manifest>
${manifest.filter(Boolean).join('\n')}
</manifest>
<spine toc="ncx"${book.dir === 'rtl' ? ' page-progression-direction="rtl"' : ''}>
${spine.filter(Boolean).join('\n')}
</spine>
</package>
`
}

/** Sizes and colours are left to the e-reader; this is what an article needs beyond that. */
export const BOOK_STYLE = `
h1, h2, h3, h4 { line-height: 1.2; text-align: start; page-break-after: avoid; break-after: avoid }
header { margin-bottom: 1.5em }
.site, .about, figcaption, .notes { font-size: .85em }
.cover { text-align: center; margin-top: 30% }
img, video { max-width: 100%; height: auto }
figure { margin: 1.5em 0; page-break-inside: avoid; break-inside: avoid }
pre { white-space: pre-wrap; overflow-wrap: break-word; font-size: .85em }
blockquote { margin: 1em 1.5em }
table { border-collapse: collapse; font-size: .9em }
th, td { border: 1px solid; padding: .2em .4em; text-align: start }
mark { background: #fbe7a8; color: #26241f }
mark.leaf { background: #d5e8cc }
mark.sky { background: #d3e5f3 }
mark.rose { background: #f6d6d6 }
.notes { border-top: 1px solid; margin-top: 2em }
`
