import render from 'dom-serializer'
import { Element, Text, type Document } from 'domhandler'
import { appendChild, findAll, removeElement } from 'domutils'
import { parseDocument } from 'htmlparser2'
import type TurndownService from 'turndown'
import type { Mark } from '../../shared/model/mark.ts'
import type { ExportArticle, FileForm, Rendered } from './article.ts'
import { assetsOf } from './assets.ts'
import { markFootnotes, noteText, reference } from './footnotes.ts'
import { frontMatter, idInFrontMatter } from './front-matter.ts'
import { markdownService } from './markdown-rules.ts'
import { wrapMarks } from './marks.ts'

let service: TurndownService | undefined

/** A Markdown file with YAML front matter; pictures in a folder beside it. */
export const markdown: FileForm = {
  extension: '.md',
  idIn: idInFrontMatter,
  async render(article, options): Promise<Rendered> {
    const document = parseDocument(article.html)
    markFootnotes(document)
    const lost = options.marks ? addMarks(document, article.record.marks) : []
    const beside = await pictures(document, article, options)
    service ??= markdownService()
    const body = service.turndown(render(document, { encodeEntities: 'utf8' }))
    const parts = [`# ${service.escape(article.record.title.replace(/\s+/g, ' '))}`, body, lostMarks(lost)]
    return {
      content: `${frontMatter(article.record)}\n${parts.filter((part) => part !== '').join('\n\n')}\n`,
      beside,
    }
  },
}

/** Marks in the text, their notes as footnotes `[^m1]`. */
function addMarks(document: Document, marks: Mark[]): Mark[] {
  const lost = wrapMarks(document, marks)
  const noted = marks.filter((mark) => mark.note !== '' && !lost.includes(mark))
  for (const [index, mark] of noted.entries()) {
    const label = `m${String(index + 1)}`
    const last = findAll((element) => element.attribs['data-mark'] === mark.id, document.children).at(-1)
    if (!last?.parent) continue
    const at = last.parent.children.indexOf(last)
    const ref = reference(label)
    ref.parent = last.parent
    last.parent.children.splice(at + 1, 0, ref)
    appendChild(document, noteText(label, [new Element('p', {}, [new Text(mark.note)])]))
  }
  return lost
}

function lostMarks(marks: Mark[]): string {
  const quoted = (text: string): string => text.trim().replace(/^/gm, '> ')
  return marks.map((mark) => [quoted(`==${mark.quote.trim()}==`), mark.note].filter(Boolean).join('\n\n')).join('\n\n')
}

async function pictures(
  document: Document,
  article: ExportArticle,
  options: { images: boolean; assets: string },
): Promise<Rendered['beside']> {
  const found = await assetsOf(document, article, options.images)
  for (const { element, name } of found) {
    if (name === undefined) removeElement(element)
    else
      element.attribs.src = `${encodeURIComponent(options.assets)}/${name.split('/').map(encodeURIComponent).join('/')}`
  }
  const byName = new Map(found.flatMap(({ name, bytes }) => (name !== undefined && bytes ? [[name, bytes]] : [])))
  return [...byName].map(([path, bytes]) => ({ path, bytes }))
}
