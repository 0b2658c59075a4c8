import { warning } from '../../../shared/model/warning.ts'
import { Marked, type Token, type TokenizerAndRendererExtension, type Tokens } from 'marked'
import { unescapeHtml } from '../signature.ts'
import { isInBounds } from './markdown-bounds.ts'
import { escapeHtml } from './markup.ts'

/** `==words==`, with a note of the mark behind it (`[^m1]`), as our own export writes it. */
const MARK = /^==(?=[^\s=])((?:[^=]|=(?!=))*[^\s=])==(?!=)(?:\[\^(m\d{1,6})\])?/
const REFERENCE = /^\[\^([^\]\s]{1,80})\]/
/** A note's first line, and those that are set in below it. */
const DEFINITION = /^\[\^([^\]\s]{1,80})\]:[ \t]*([^\n]*(?:\n(?: {2,}|\t)[^\n]*|\n(?=\n+(?: {2,}|\t)\S))*)(?:\n+|$)/
/** Names of the notes that belong to marks. */
const OF_MARK = /^m\d{1,6}$/

const setOut = (text: string): string => text.replace(/^(?: {1,4}|\t)/gm, '').trim()

/** The words of a note's markup, which `marked` has written: lines and paragraphs stay. */
const wordsIn = (html: string): string =>
  unescapeHtml(
    html
      .replace(/<br>\n?/g, '\n')
      .replace(/<\/p>\s*/g, '\n\n')
      .replace(/<[^>]*(?:>|$)/g, ''),
  ).trim()

/** A paragraph for each of the text's, its signs as they are. */
const plainParagraphs = (text: string): string =>
  text
    .split(/\n(?:[ \t]*\n)+/)
    .map((one) => `<p>${escapeHtml(one.trim())}</p>`)
    .join('\n')

/**
 * Markdown as HTML: GFM with footnotes, and `==marks==` as elements that `marksOf` knows. Notes of marks (`[^m1]: …`) are in them,
 * all others stand at the end. What is out of bounds stays plain text, with a warning.
 */
export function htmlOfMarkdown(text: string): { html: string; warnings: string[] } {
  if (!isInBounds(text)) return { html: plainParagraphs(text), warnings: [warning('markdownPlain')] }
  const notes = new Map<string, Token[]>()
  const numbers = new Map<string, number>()
  let marks = 0

  const numberOf = (label: string): number => {
    const number = numbers.get(label) ?? numbers.size + 1
    numbers.set(label, number)
    return number
  }
  const definition: TokenizerAndRendererExtension = {
    name: 'footnote',
    level: 'block',
    tokenizer(source) {
      const [raw, label = '', words = ''] = DEFINITION.exec(source) ?? []
      if (raw === undefined) return undefined
      notes.set(label, this.lexer.blockTokens(setOut(words)))
      return { type: 'footnote', raw }
    },
    renderer: () => '',
  }
  const reference: TokenizerAndRendererExtension = {
    name: 'footnoteReference',
    level: 'inline',
    start: (source) => source.indexOf('[^'),
    tokenizer(source) {
      const [raw, label = ''] = REFERENCE.exec(source) ?? []
      return raw !== undefined && notes.has(label) ? { type: 'footnoteReference', raw, label } : undefined
    },
    renderer({ label }: Tokens.Generic) {
      const number = String(numberOf(String(label)))
      return `<sup><a href="#fn-${number}" id="fnref-${number}">${number}</a></sup>`
    },
  }
  const mark: TokenizerAndRendererExtension = {
    name: 'mark',
    level: 'inline',
    start: (source) => source.indexOf('=='),
    tokenizer(source) {
      const [raw, words = '', label] = MARK.exec(source) ?? []
      return raw === undefined ? undefined : { type: 'mark', raw, label, tokens: this.lexer.inlineTokens(words) }
    },
    renderer({ tokens = [], label }: Tokens.Generic) {
      const note = wordsIn(this.parser.parse(notes.get(String(label)) ?? []))
      return `<span data-mark="${String(++marks)}" title="${escapeHtml(note)}">${this.parser.parseInline(tokens)}</span>`
    },
  }

  const marked = new Marked({ gfm: true, async: false })
  marked.use({ extensions: [definition, reference, mark] })
  const body = marked.parse(text, { async: false })
  const items = [...notes]
    .filter(([label]) => !OF_MARK.test(label))
    .map(([label, tokens]) => ({ number: numberOf(label), tokens }))
    .sort((a, b) => a.number - b.number)
    .map(({ number, tokens }) => `<li id="fn-${String(number)}">${marked.parser(tokens)}</li>`)
  const html = items.length === 0 ? body : `${body}<section><ol>${items.join('')}</ol></section>`
  return { html, warnings: [] }
}
