import TurndownService from 'turndown'
import { addressAsMarkdown, BARE_ADDRESS } from './bare-addresses.ts'
import { NOT_IN_CELLS } from './cells.ts'
import { NOTE, NOTE_REFERENCE } from './footnotes.ts'
import { CODE_WITH_MORE } from './inline-code.ts'
import { emphasis, marked } from './inline-rules.ts'

type Node = TurndownService.Node

const IN_ROWS = NOT_IN_CELLS.map((name) => `tr ${name}`).join()

const attribute = (node: Node, name: string): string => ('getAttribute' in node ? (node.getAttribute(name) ?? '') : '')
const named = (...names: string[]) => {
  const upper = names.map((name) => name.toUpperCase())
  return (node: Node): boolean => upper.includes(node.nodeName)
}
const isSimpleTable = (node: Node): boolean => node.nodeName === 'TABLE' && !node.querySelector(IN_ROWS)

/** HTML to Markdown: CommonMark with GFM tables and strike-through, fenced code with its language, `==marks==`, footnotes. */
export function markdownService(): TurndownService {
  const service = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
    emDelimiter: '*',
    hr: '---',
    keepReplacement: (_, node) => `\n\n${withoutBlankLines('outerHTML' in node ? node.outerHTML : '')}\n\n`,
  })
  const escape = service.escape.bind(service)
  service.escape = (text) =>
    escape(text)
      // turndown has escaped the first sign of such a line, and what follows would escape its backslash
      .replace(/^\\(?===|~~)/, '')
      .replace(/==/g, '\\=\\=')
      .replace(/~~/g, '\\~\\~')
      .replace(/</g, '\\<')
      .replace(/&(?=#?\w+;)/g, '\\&')
      .replace(/^(\s*\d+)\)/, '$1\\)')
  service.remove(['script', 'style', 'noscript', 'template'])
  service.addRule('struck', { filter: named('del', 's', 'strike'), replacement: (content) => `~~${content}~~` })
  service.addRule('strong', { filter: named('strong', 'b'), replacement: emphasis('**', 'strong') })
  service.addRule('emphasis', { filter: named('em', 'i'), replacement: emphasis('*', 'em') })
  service.addRule('marked', { filter: named('mark'), replacement: marked })
  service.addRule('code with more', {
    filter: named(CODE_WITH_MORE),
    replacement: (content) => `<code>${content}</code>`,
  })
  service.addRule('bare address', {
    filter: named(BARE_ADDRESS),
    replacement: (_, node) => addressAsMarkdown(node.textContent ?? '', (text) => service.escape(text)),
  })
  service.addRule('raised', { filter: named('sub', 'sup', 'kbd'), replacement: asHtml })
  service.addRule('code block', { filter: named('pre'), replacement: (_, node) => codeBlock(node) })
  service.addRule('link inside the page', {
    filter: (node) => node.nodeName === 'A' && attribute(node, 'href').startsWith('#'),
    replacement: (content) => content,
  })
  service.addRule('note reference', {
    filter: named(NOTE_REFERENCE),
    replacement: (_, node) => `[^${node.textContent ?? ''}]`,
  })
  service.addRule('note', {
    filter: named(NOTE),
    replacement: (content, node) =>
      `\n\n[^${attribute(node, 'label')}]: ${content.trim().replace(/\n(?=[^\n])/g, '\n    ')}\n\n`,
  })
  service.addRule('caption', {
    filter: named('figcaption'),
    // below its picture, in one paragraph with it: so it can be told from words that follow
    replacement: (content, node) => `${isBelowPicture(node) ? '\\\n' : '\n\n'}*${content.trim()}*\n\n`,
  })
  addTables(service)
  return service
}

function isBelowPicture(caption: Node): boolean {
  let before = caption.previousSibling
  while (before?.nodeName === '#text' && before.textContent?.trim() === '') before = before.previousSibling
  const alone = before?.nodeName === 'A' && before.childNodes.length === 1 ? before.firstChild : before
  return alone?.nodeName === 'IMG'
}

/** A blank line ends HTML that stands in Markdown (CommonMark 4.6, kind 6): what follows would be read as Markdown. */
const withoutBlankLines = (html: string): string => html.replace(/\n(?=[ \t]*\n)/g, '&#10;')

function asHtml(content: string, node: Node): string {
  const name = node.nodeName.toLowerCase()
  return content.trim() === '' ? content : `<${name}>${content}</${name}>`
}

function codeBlock(node: Node): string {
  const code = node.firstChild?.nodeName === 'CODE' ? node.firstChild : undefined
  const names = `${attribute(node, 'class')} ${code && 'getAttribute' in code ? attribute(node.querySelector('code') ?? node, 'class') : ''}`
  const language = /\b(?:language|lang|highlight-source)-([\w+#-]+)/.exec(names)?.[1] ?? ''
  const text = (node.textContent ?? '').replace(/\n+$/, '')
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `\n\n${fence}${language}\n${text}\n${fence}\n\n`
}

function addTables(service: TurndownService): void {
  service.keep((node) => node.nodeName === 'TABLE' && !isSimpleTable(node))
  service.addRule('cell', {
    filter: named('td', 'th'),
    replacement: (content, node) => {
      const text = content
        .trim()
        .replace(/\|/g, '\\|')
        .replace(/\s*\n\s*/g, '<br>')
      const span = Math.min(Number(attribute(node, 'colspan')) || 1, 1000)
      return `| ${text} ${'| '.repeat(span - 1)}`
    },
  })
  service.addRule('row', {
    filter: named('tr'),
    replacement: (content, node) => `${content}|${heads(node) ? `\n${line(content)}` : ''}\n`,
  })
  service.addRule('rows', { filter: named('thead', 'tbody', 'tfoot'), replacement: (content) => content })
  service.addRule('table caption', { filter: named('caption'), replacement: (content) => `${content.trim()}\n\n` })
  service.addRule('table', {
    filter: isSimpleTable,
    replacement: (content, node) => {
      const first = node.querySelector('tr')
      if (!first) return `\n\n${content}\n\n`
      const at = content.indexOf('|')
      const rows = content.slice(at)
      // GFM tables need a head: an empty one where the page has none
      const head = heads(first) ? '' : `${emptyHead(rows)}\n`
      return `\n\n${content.slice(0, at)}${head}${rows.trim()}\n\n`
    },
  })
}

/** True for the first row of a table when it holds the heads of the columns. */
function heads(row: Node): boolean {
  const table = 'closest' in row ? row.closest('table') : null
  if (table?.querySelector('tr') !== row) return false
  const cells = [...row.childNodes].filter((cell) => cell.nodeName === 'TD' || cell.nodeName === 'TH')
  return row.parentNode?.nodeName === 'THEAD' || (cells.length > 0 && cells.every((cell) => cell.nodeName === 'TH'))
}

const columns = (row: string): number => (row.match(/(?<!\\)\|/g) ?? []).length
const line = (row: string): string => '| --- '.repeat(columns(row)) + '|'
function emptyHead(rows: string): string {
  const first = rows.slice(0, rows.indexOf('\n')).replace(/\|$/, '')
  return `${'|  '.repeat(columns(first))}|\n${line(first)}`
}
