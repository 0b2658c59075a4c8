import { basename } from 'node:path'
import { markColours } from '../../shared/model/mark.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { problem } from '../../shared/model/problem.ts'
import { safeName, safePath } from '../platform/safe-names.ts'
import { companionFiles, leftOf, noCompanion, type CompanionFiles } from './companions/companion-files.ts'
import { mirrorFiles } from './companions/mirror.ts'
import { notebookTop } from './companions/notebook.ts'
import { splitLostMarks } from './marks/lost-marks.ts'
import { marksOf } from './marks/marks.ts'
import { ownTime } from './marks/own-times.ts'
import { decode } from './syntax/charset.ts'
import { splitFrontMatter, valuesOf, withoutLinks, type FrontMatter } from './syntax/front-matter.ts'
import { instantOf } from './instants.ts'
import { publishedOf } from './published.ts'
import { htmlOfMarkdown } from './syntax/markdown.ts'
import { escapeHtml, pageMarkup } from './syntax/markup.ts'
import { notionNote } from './notion/markdown.ts'
import { withoutLinksBeside } from './notion/properties.ts'
import type { Found, Page, Reader } from './page.ts'
import { placeIn, type Source } from './source.ts'
import { webAddress } from './signature.ts'

/** Under what clippers write when a page was saved, the surest first. */
const SAVED_KEYS = [
  ...['saved', 'saved at', 'clipped', 'date saved', 'date clipped', 'captured', 'retrieved', 'accessed', 'created'],
  ...['date created', 'created at', 'date added', 'added', 'date'],
]

const ADDRESS_KEYS = [
  'source',
  'url',
  'link',
  'source url',
  'original',
  'original url',
  'page url',
  'permalink',
  'href',
]

/** Ids of articles (docs/library-format.md). */
const ARTICLE_ID = /^[0-9a-hjkmnp-tv-z]{13}$/

const valueOf = (matter: FrontMatter, keys: readonly string[]): string | undefined =>
  valuesOf(matter, keys).join(', ') || undefined

/** The page's address: bare, or as a link of Markdown (`[title](address)`, `<address>`). */
function addressIn(matter: FrontMatter): string | undefined {
  for (const key of ADDRESS_KEYS) {
    for (const value of valuesOf(matter, [key])) {
      const url = webAddress(/\]\(\s*<?([^\s)>]+)/.exec(value)?.[1] ?? value.replace(/^<([^>]*)>$/, '$1'))
      if (url !== undefined) return url
    }
  }
  return undefined
}

/** The tags of the front matter: a list, or words in a line; Obsidian writes some with a `#`. Our own export has them as they are. */
function tagsIn(matter: FrontMatter, isOwn: boolean): string[] {
  const values = valuesOf(matter, ['tags', 'keywords', 'tag'])
  if (isOwn) return values
  const [first = ''] = values
  const many = values.length > 1 ? values : first.split(first.includes(',') ? ',' : /\s+/)
  return many.map((one) => one.replace(/^#/, '').trim()).filter((tag) => tag !== '')
}

/** What a person had done with the page, as our own export says it. */
function stateIn(matter: FrontMatter): Page['state'] {
  return {
    ...(matter.get('read') === true && { read: true }),
    ...(matter.get('starred') === true && { starred: true }),
  }
}

/** What our own export says of its article. */
function ownId(matter: FrontMatter): Pick<Page, 'madeFrom' | 'stated'> {
  const id = valueOf(matter, ['id'])
  if (id === undefined || !ARTICLE_ID.test(id)) return {}
  return {
    madeFrom: id,
    stated: { by: 'Keepleaf export', title: valueOf(matter, ['title']), byline: valueOf(matter, ['author']) },
  }
}

/** A date in figures, year first: in words the reader of pages knows more languages. */
const IN_FIGURES = /^\d{4}(?!\d)[-\d:.TZ+ ]*$/

/** When the page was saved and came out: of our own export to the letter; the second also where no page of the web can be from. */
function timesIn(
  matter: FrontMatter,
  isOwn: boolean,
): Required<Pick<Page, 'saved' | 'published'>> & { words?: string } {
  const found = (value: string | undefined): Found[] => (value === undefined ? [] : [{ value, source: 'front matter' }])
  const saved = valueOf(matter, SAVED_KEYS)
  const words = valueOf(matter, ['published', 'publishdate', 'pubdate', 'date published'])
  const instant = words === undefined ? undefined : instantOf(words)
  const stated = instant === undefined && words !== undefined && IN_FIGURES.test(words) ? publishedOf(words) : undefined
  return {
    saved: found((isOwn ? ownTime('saved', saved) : undefined) ?? instantOf(saved ?? '')),
    published: found((isOwn ? ownTime('published', words) : undefined) ?? stated),
    words: instant ?? words,
  }
}

/** Marks of our own export as its front matter lists them: the colour of each piece in the text, or that it goes on with the one above; then of those not in it. */
function coloured(
  html: string,
  quotes: NonNullable<Page['quotes']>,
  matter: FrontMatter,
): { html: string; quotes: NonNullable<Page['quotes']> } {
  const names = valuesOf(matter, ['marks'])
  const colours = names.map((name) => markColours.find((colour) => colour === name))
  const inText = colours.length - quotes.length
  // marks that were made or taken away in the file since: none is sure of its colour
  if (colours.length === 0 || html.split(PIECE).length - 1 !== inText) return { html, quotes }
  let at = 0
  // a number of its own has each piece
  let [first, colour] = ['', '']
  return {
    html: html.replace(PIECES, (_, id: string) => {
      if (names[at] !== GOES_ON) [first, colour] = [id, colours[at] ?? '']
      at++
      return `<span class="${colour}" data-mark="${first}"`
    }),
    quotes: quotes.map((quote, index) => {
      const colour = colours[inText + index]
      return { ...quote, ...(colour && { colour }) }
    }),
  }
}

/** How a piece of a mark begins in the markup of Markdown. */
const PIECE = '<span data-mark="'
const PIECES = /<span data-mark="(\d+)"/g
/** What our own export says of a piece that belongs to the mark above it. */
const GOES_ON = 'continued'

/** The pictures that lie beside the file: in its folder (`X.assets`), or wherever below its own, or at the top of Joplin's export, it says. */
async function picturesOf(source: Source, html: string): Promise<CompanionFiles> {
  if (source.beside !== undefined) return { get: source.beside([]), files: [] }
  if (source.companion !== undefined) return companionFiles(source.path, source.companion)
  return source.onDisk ? mirrorFiles(source.path, html, source.within ?? notebookTop(source.path, html)) : noCompanion
}

/** What our own export writes of an article that is only a link: its title, and below it the address. */
const ONLY_LINK = /^\s*#[^\n]*\n+\[[^\n]*\]\(\S*\)\s*$/

/** The title at the top of our own export. */
const OWN_TITLE = /^\s*#\s[^\n]*(?:\n|$)/

/** A picture and its caption, as our own export writes them, and what they are. */
const OWN_CAPTION = /<p>((?:<a [^>]*>)?<img [^>]*>(?:<\/a>)?)<br>\s*<em>((?:(?!<\/?p>)[^])*)<\/em><\/p>/g
const OWN_FIGURE = '<figure>$1<figcaption>$2</figcaption></figure>'

/** A clipping in Markdown (Obsidian Web Clipper, MarkDownload, Joplin and the like) with its YAML front matter. */
export const read: Reader = async function* (source) {
  const { text, charset, source: charsetSource } = decode(await source.bytes(), { plain: true, chosen: source.charset })
  const { matter, body, warning } = splitFrontMatter(text)
  const found = (value: string | undefined): Found[] => (value === undefined ? [] : [{ value, source: 'front matter' }])
  const url = addressIn(matter)
  if (body.trim() === '' && url === undefined) {
    const reason: Phrase = 'content.none'
    yield {
      ok: false,
      part: source.part,
      status: 'failed',
      problem: problem('format.noPage', { file: placeIn(source), reason }),
    }
    return
  }
  const title = valueOf(matter, ['title', 'name', 'page title'])
  const lang = valueOf(matter, ['lang', 'language'])
  const { text: words, quotes: lost } = splitLostMarks(body)
  const own = ownId(matter)
  const { saved, published, words: dated } = timesIn(matter, own.madeFrom !== undefined)
  const link = own.madeFrom !== undefined && ONLY_LINK.test(words) ? url : undefined
  const notion = matter.size === 0 ? notionNote(source.name, words) : undefined
  // our own export begins with the title
  const content = own.madeFrom === undefined ? (notion?.markdown ?? words) : words.replace(OWN_TITLE, '')
  const { html: laid, warnings } = htmlOfMarkdown(withoutLinks(content))
  const linked = notion === undefined || notion.url.length === 0 ? laid : withoutLinksBeside(laid)
  const plain = own.madeFrom === undefined ? linked : laid.replace(OWN_CAPTION, OWN_FIGURE)
  const { html, quotes } = own.madeFrom === undefined ? { html: plain, quotes: lost } : coloured(plain, lost, matter)
  const marked = marksOf(html, true)
  const pictures = await picturesOf(source, html)
  const note = valueOf(matter, ['note', 'notes'])
  if (note !== undefined) quotes.push({ quote: title ?? source.name, note, about: 'article' })
  yield {
    ok: true,
    page: {
      format: link === undefined ? 'markdown' : 'link',
      part: source.part,
      charset,
      charsetSource,
      ...(notion !== undefined && {
        ...{ producer: 'Notion', producerSource: 'signature in the page' },
        original: () =>
          Promise.resolve({
            html: pageMarkup({ body: `<article>${htmlOfMarkdown(withoutLinks(words)).html}</article>` }),
          }),
      }),
      html: pageMarkup({
        lang,
        title,
        meta: {
          author: valueOf(matter, ['author', 'authors', 'creator', 'byline']),
          'article:published_time': dated,
          'article:modified_time': own.madeFrom === undefined ? undefined : valueOf(matter, ['modified']),
          description: valueOf(matter, ['description', 'excerpt', 'summary']),
          'og:site_name': valueOf(matter, ['site', 'website', 'publisher', 'domain']),
        },
        body:
          link === undefined
            ? `<article>${html}</article>`
            : `<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`,
      }),
      kind: 'html',
      whole: true,
      bare: own.madeFrom !== undefined,
      url: notion?.url ?? found(url),
      saved: [...(notion?.saved ?? saved), ...source.changed],
      published,
      title: found(title),
      resource: (href) => pictures.get(href),
      files: [
        { path: source.path, as: (pictures.main && safePath(pictures.main)) ?? safeName(basename(source.path)) },
        ...pictures.files.map((file) => ({
          path: file.path,
          as: safePath(file.below) ?? safeName(basename(file.path)),
        })),
      ],
      tags: notion?.tags ?? tagsIn(matter, own.madeFrom !== undefined),
      state: stateIn(matter),
      ...(quotes.length > 0 && { quotes }),
      ...own,
      ...(notion !== undefined && { stated: notion.stated }),
      marks: marked.marks,
      warnings: [...(warning === undefined ? [] : [warning]), ...warnings, ...marked.warnings, ...leftOf(pictures)],
    },
  }
}
