import render from 'dom-serializer'
import { type Document, type Element, isTag } from 'domhandler'
import { findAll, findOne, removeElement, textContent } from 'domutils'
import { parseDocument } from 'htmlparser2'
import { markColours } from '../../../shared/model/mark.ts'
import type { Page } from '../page.ts'
import { parseShallow } from '../syntax/open-elements.ts'
import { marksOf } from './marks.ts'
import { ownTime } from './own-times.ts'

/** How a page says that we have written it; it stands among the first elements. */
const ID = /<meta name="keepleaf-id" content="([0-9a-hjkmnp-tv-z]{13})">/
const HEAD_LENGTH = 4096
/** Deeper than any article of ours; what goes through the tree calls itself at each level. */
const MOST_LEVELS = 1_000

interface OwnExport extends Required<
  Pick<Page, 'madeFrom' | 'stated' | 'html' | 'original' | 'tags' | 'marks' | 'quotes' | 'warnings'>
> {
  state: NonNullable<Page['state']>
  saved?: string
  published?: string
  /** only the link was kept */
  isLink: boolean
}

const metaOf = (document: Document, name: string): string[] =>
  findAll(
    (one) => one.name === 'meta' && (one.attribs['name'] ?? one.attribs['property']) === name,
    document.children,
  ).flatMap((one) => one.attribs['content'] ?? [])

/** A line of the list at the end: a note to the article, or a quote with what was written to it. */
function quoteOf(item: Element, title: string): NonNullable<Page['quotes']> {
  const [first, second] = item.children.filter(isTag)
  if (first?.name === 'q') {
    const note = second === undefined ? '' : textContent(second)
    const colour = markColours.find((one) => one === first.attribs['class'])
    return [{ quote: textContent(first), ...(note !== '' && { note }), ...(colour && { colour }) }]
  }
  return first === undefined ? [] : [{ quote: title, note: textContent(first), about: 'article' }]
}

/** Without blanks: the list has them between paragraphs, the text has none. */
const bare = (words: string): string => words.replace(/\s+/g, '')

/** Whether an element is the first of an article, as the one with title and names is. */
const isAtTop = ({ parent, previousSibling: before }: Element): boolean =>
  parent !== null &&
  isTag(parent) &&
  parent.name === 'article' &&
  (before === null || textContent(before).trim() === '')

/** What our own HTML export says of its article, and its markup without marks and notes; undefined for any other page. */
export function ownExport(html: string): OwnExport | undefined {
  const id = ID.exec(html.slice(0, HEAD_LENGTH))?.[1]
  if (id === undefined || !parseShallow(html, {}, { most: MOST_LEVELS })) return undefined
  const document = parseDocument(html)
  const titled = findOne((one) => one.name === 'title', document.children)
  const list = findAll((one) => one.name === 'aside' && one.attribs['class'] === 'notes', document.children).at(-1)
  const items = list === undefined ? [] : findAll((one) => one.name === 'li', list.children)
  const title = titled === null ? '' : textContent(titled)
  const listed = items.flatMap((item) => quoteOf(item, title))
  if (list !== undefined) removeElement(list)
  // the marks become the article's own: the page itself has none
  for (const mark of findAll((one) => one.name === 'mark' && one.attribs['data-mark'] !== undefined, document.children))
    mark.name = 'span'
  const original = render(document, { encodeEntities: 'utf8' })
  const head = findOne((one) => one.name === 'header' && isAtTop(one), document.children)
  if (head !== null) removeElement(head)
  const plain = render(document, { encodeEntities: 'utf8' })
  const { marks, warnings } = marksOf(plain, true)
  const [byline] = metaOf(document, 'author')
  const saved = ownTime('saved', metaOf(document, 'keepleaf-saved')[0])
  const published = ownTime('published', metaOf(document, 'article:published_time')[0])
  const states = metaOf(document, 'keepleaf-state').join(' ')
  return {
    madeFrom: id,
    stated: { by: 'Keepleaf export', title, byline },
    html: plain,
    original: () => Promise.resolve({ html: original }),
    tags: metaOf(document, 'article:tag'),
    marks,
    warnings,
    quotes: listed.filter(
      ({ quote, note = '' }) => !marks.some((one) => bare(one.quote) === bare(quote) && one.note === note),
    ),
    state: { ...(/\bread\b/.test(states) && { read: true }), ...(/\bstarred\b/.test(states) && { starred: true }) },
    isLink: /\blink\b/.test(states),
    ...(saved !== undefined && { saved }),
    ...(published !== undefined && { published }),
  }
}
