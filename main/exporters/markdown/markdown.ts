import render from 'dom-serializer'
import { Element, hasChildren, Text, type Document } from 'domhandler'
import { appendChild, findAll, prepend, removeElement } from 'domutils'
import { parseDocument } from 'htmlparser2'
import type TurndownService from 'turndown'
import type { Note } from '../../../shared/model/job.ts'
import type { Mark } from '../../../shared/model/mark.ts'
import type { ExportArticle, FileForm, Rendered } from '../article.ts'
import { assetsOf, hrefOf } from '../assets.ts'
import { standInAddresses } from './bare-addresses.ts'
import { markFootnotes, noteText, reference } from './footnotes.ts'
import { frontMatter, GOES_ON, idInFrontMatter } from './front-matter.ts'
import { isInCodeBlock, settleInlineCode } from './inline-code.ts'
import { markdownService } from './markdown-rules.ts'
import { wrapMarks } from '../marks.ts'

let service: TurndownService | undefined

/**
 * Elements inside each other beyond which the article is written as plain text: turndown and the serialiser call themselves
 * for each level, and some 2,000 fill the stack. Articles that people wrote have less than 60.
 */
const MOST_LEVELS = 500
const TOO_DEEP: Note = {
  code: 'note',
  text: 'Its elements are nested too deeply for Markdown, so it was written as plain text, without pictures.',
  remark: 'tooDeep',
}

/** Above the marks whose words are no longer in the article, or in a block of its code; `formats/marks/lost-marks.ts` reads it. */
const LOST_MARKS = '<!-- marks whose words are not in the text -->'

/** True when elements stand inside each other more than MOST_LEVELS deep. */
function isTooDeep(document: Document): boolean {
  let level = document.children.filter(hasChildren)
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return true
    level = level.flatMap((node) => node.children.filter(hasChildren))
  }
  return false
}

/** The words alone; a paragraph a line of the text. */
function plain({ record, text }: ExportArticle, marks: Mark[], escape: (text: string) => string): Rendered {
  const quotes = marks.filter(({ about }) => about !== 'article')
  const body = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(escape)
  const parts = [
    `# ${escape(record.title.replace(/\s+/g, ' '))}`,
    `*${TOO_DEEP.text}*`,
    ...body,
    lostMarks(quotes, escape),
  ]
  const content = `${frontMatter(record, articleNote(marks))}\n${parts.filter((part) => part !== '').join('\n\n')}\n`
  return { content, beside: [], note: TOO_DEEP }
}

/** A Markdown file with YAML front matter; pictures in a folder beside it. */
export const markdown: FileForm = {
  extension: '.md',
  idIn: idInFrontMatter,
  async render(article, options): Promise<Rendered> {
    const document = parseDocument(article.html)
    service ??= markdownService()
    const { escape } = service
    const marks = options.marks ? article.record.marks : []
    if (isTooDeep(document)) return plain(article, marks, escape)
    markFootnotes(document)
    const lost = addMarks(document, marks)
    settleInlineCode(document)
    standInAddresses(document)
    const beside = await pictures(document, article, options)
    const body = service.turndown(render(document, { encodeEntities: 'utf8' }))
    const parts = [`# ${escape(article.record.title.replace(/\s+/g, ' '))}`, body, lostMarks(lost, escape)]
    return {
      content: `${frontMatter(article.record, articleNote(marks), coloursOf(document, marks, lost))}\n${parts.filter((part) => part !== '').join('\n\n')}\n`,
      beside,
    }
  },
}

/** What a person has written about the whole article. */
function articleNote(marks: Mark[]): string | undefined {
  const notes = marks.filter(({ about }) => about === 'article').map(({ note }) => note.trim())
  return notes.length === 0 ? undefined : notes.join('\n\n')
}

/** The colours of marks as they come in the file: of each piece in the text, or that it goes on with the one above; then of those that are not in it. */
function coloursOf(document: Document, marks: Mark[], lost: Mark[]): (Mark['colour'] | typeof GOES_ON)[] {
  const byId = new Map(marks.map(({ id, colour }) => [id, colour]))
  const pieces = findAll((element) => element.attribs['data-mark'] !== undefined, document.children).map(
    (element) => element.attribs['data-mark'] ?? '',
  )
  return [
    ...pieces.flatMap((id, at) => (id === pieces[at - 1] ? GOES_ON : (byId.get(id) ?? []))),
    ...lost.map(({ colour }) => colour),
  ]
}

/** Marks in the text, their notes as footnotes `[^m1]`; returns those that stand at the end. */
function addMarks(document: Document, marks: Mark[]): Mark[] {
  const lost = wrapMarks(document, marks)
  const noted: Mark[] = []
  for (const mark of marks) {
    const pieces = findAll((element) => element.attribs['data-mark'] === mark.id, document.children)
    if (pieces.some(isInCodeBlock)) {
      // a block of code holds words alone
      lost.push(mark)
      pieces.forEach(unwrap)
    } else if (mark.note !== '' && pieces.length > 0) noted.push(mark)
  }
  for (const [index, mark] of noted.entries()) {
    const label = `m${String(index + 1)}`
    const last = findAll((element) => element.attribs['data-mark'] === mark.id, document.children).at(-1)
    if (!last?.parent) continue
    const at = last.parent.children.indexOf(last)
    const ref = reference(label)
    ref.parent = last.parent
    last.parent.children.splice(at + 1, 0, ref)
    appendChild(document, noteText(label, paragraphs(mark.note)))
  }
  return lost
}

function unwrap(element: Element): void {
  for (const child of [...element.children]) {
    removeElement(child)
    prepend(element, child)
  }
  removeElement(element)
}

/** Plain words as paragraphs with their lines. */
const paragraphs = (words: string): Element[] =>
  words.split(/\n\s*\n/).map((block) => {
    const lines = block.split('\n').flatMap((line) => [new Element('br', {}), new Text(line)])
    return new Element('p', {}, lines.slice(1))
  })

/** Quotations behind a comment that says what they are, each with its note below it: words, which are no Markdown of their own. */
function lostMarks(marks: Mark[], escape: (text: string) => string): string {
  const words = (text: string): string => text.trim().split('\n').map(escape).join('\n')
  const quoted = (text: string): string => text.replace(/^/gm, '> ')
  const quotes = marks.map(({ quote, note }) =>
    [quoted(`==${words(quote)}==`), words(note)].filter(Boolean).join('\n\n'),
  )
  return quotes.length === 0 ? '' : [LOST_MARKS, ...quotes].join('\n\n')
}

async function pictures(
  document: Document,
  article: ExportArticle,
  options: { images: boolean; assets: string },
): Promise<Rendered['beside']> {
  const found = await assetsOf(document, article, options.images)
  for (const { element, name } of found) {
    if (name === undefined) removeElement(element)
    else element.attribs.src = hrefOf(`${options.assets}/${name}`)
  }
  const byName = new Map(found.flatMap(({ name, bytes }) => (name !== undefined && bytes ? [[name, bytes]] : [])))
  return [...byName].map(([path, bytes]) => ({ path, bytes }))
}
