import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Phrase } from '../../shared/model/phrase.ts'
import { problem, ProblemError } from '../../shared/model/problem.ts'
import { warning } from '../../shared/model/warning.ts'
import { PAGES } from '../platform/limits.ts'
import { essenceOf, OPAQUE } from '../platform/media-types.ts'
import { safeName } from '../platform/safe-names.ts'
import { withCodeBlocks } from './enex/code-blocks.ts'
import { decode } from './syntax/charset.ts'
import { instantOfDigits } from './instants.ts'
import { pageMarkup } from './syntax/markup.ts'
import { readXml } from './syntax/xml.ts'
import type { Found, Page, PageResult, Reader, Resource } from './page.ts'
import { webAddress } from './signature.ts'
import { limitProblem, partIn, placeIn, type Source } from './source.ts'

interface Note {
  title: string
  content: string
  created: string
  updated: string
  url: string
  author: string
  /** where it comes from: `web.clip7`, `desktop.mac`, `mobile.ios` … */
  source: string
  tags: string[]
  resources: { data: string; mime: string }[]
}

const emptyNote = (): Note => ({
  title: '',
  content: '',
  created: '',
  url: '',
  author: '',
  source: '',
  updated: '',
  tags: [],
  resources: [],
})

/** The notes of an export. Entities are not expanded (`export4.dtd` declares none that matter). */
function notesOf(xml: string, file: string): { notes: Note[]; producer?: string; closed: boolean } {
  const notes: Note[] = []
  let producer: string | undefined
  let note = emptyNote()
  let resource = { data: '', mime: '' }
  let closed = false
  const open: string[] = []
  let resources = 0
  readXml(xml, {
    open(name, attributes) {
      open.push(name)
      if (name === 'en-export')
        producer = [attributes['application'], attributes['version']].filter((one) => one !== undefined).join(' ')
      if (name === 'note') note = emptyNote()
      if (name === 'tag') note.tags.push('')
      if (name === 'resource') {
        resources++
        resource = { data: '', mime: '' }
      }
    },
    text(text) {
      const name = open.at(-1)
      if (name === 'data') resource.data += text
      else if (name === 'mime') resource.mime += text
      else if (resources > 0) return
      else if (name === 'title') note.title += text
      else if (name === 'content') note.content += text
      else if (name === 'created') note.created += text
      else if (name === 'updated') note.updated += text
      else if (name === 'tag') note.tags[note.tags.length - 1] += text
      else if (name === 'source-url') note.url += text
      else if (name === 'author') note.author += text
      else if (name === 'source') note.source += text
    },
    close(name, implied) {
      open.pop()
      if (name === 'resource') resources--
      if (implied) return
      if (name === 'resource') note.resources.push(resource)
      if (name === 'note' && notes.push(note) > PAGES) throw limitProblem(file, 'limit.notes', { most: PAGES })
      if (name === 'en-export') closed = true
    },
  })
  return { notes, producer, closed }
}

/** Text that only Evernote can read, with its password. */
const ENCRYPTED = /<en-crypt\b[^>]*>[^<]*(?:<\/en-crypt\s*>|$)/gi

/** ENML -> HTML: what Evernote names its own way, pictures by the MD5 of their bytes (enml2.dtd). */
function markupOf(content: string): string {
  return (
    withCodeBlocks(content)
      .replace(/^\s*(<\?xml[^>]*\?>)?\s*(<!DOCTYPE[^[>]*(\[[^\]]*\])?\s*>)?/i, '')
      // a tag that nobody closed ends with the note, so that each character is looked at once
      .replace(/<\/?en-note\b[^>]*(?:>|$)/gi, '')
      .replace(ENCRYPTED, '')
      .replace(/<en-media\b([^>]*)(?:>(?:\s*<\/en-media>)?|$)/gi, (_whole, attributes: string) => {
        const hash = /\bhash\s*=\s*["']([0-9a-f]{32})["']/i.exec(attributes)?.[1]?.toLowerCase() ?? ''
        return /\btype\s*=\s*["']image\//i.test(attributes) ? `<img src="cid:${hash}" alt="">` : ''
      })
      .replace(/<en-todo\b([^>]*)(?:>|$)/gi, (_whole, attributes: string) =>
        /checked\s*=\s*["']true/i.test(attributes) ? '☑ ' : '☐ ',
      )
      .replace(/<\/en-todo>/gi, '')
  )
}

function pageOf(source: Source, note: Note, producer: string | undefined, part: string | undefined): Page {
  const files = new Map<string, Resource>()
  for (const { data, mime } of note.resources) {
    const bytes = Buffer.from(data, 'base64')
    const hash = createHash('md5').update(bytes).digest('hex')
    files.set(`cid:${hash}`, { type: essenceOf(mime) ?? OPAQUE, read: () => Promise.resolve(bytes) })
  }
  const found = (value: string | undefined, from: string): Found[] =>
    value === undefined ? [] : [{ value, source: from }]
  const title = note.title.trim()
  const instant = (digits: string): string | undefined => instantOfDigits(digits.replace(/[TZ]/g, ''), true)
  return {
    format: 'enex',
    part,
    producer,
    producerSource: 'en-export',
    charset: 'utf-8',
    charsetSource: 'kind of file',
    html: pageMarkup({ title, meta: { author: note.author.trim() }, body: markupOf(note.content) }),
    kind: 'html',
    // a clipping can have the menus of its page around it, what somebody wrote has none
    whole: !/^web\.clip/i.test(note.source.trim()),
    url: found(webAddress(note.url), 'Evernote source-url'),
    saved: [
      ...found(instant(note.created), 'Evernote created'),
      ...found(instant(note.updated), 'Evernote updated'),
      ...source.changed,
    ],
    title: found(title === '' ? undefined : title, 'Evernote title'),
    resource: (href) => files.get(href.toLowerCase()),
    files: [{ path: source.path, as: safeName(basename(source.path)) }],
    tags: note.tags,
    marks: [],
    warnings: note.content.search(ENCRYPTED) < 0 ? [] : [warning('encrypted')],
  }
}

/** Evernote's export (evernote-export4.dtd): one page a note. */
export const read: Reader = async function* (source) {
  const { text } = decode(await source.bytes())
  const { notes, producer, closed } = notesOf(text, source.path)
  for (const [index, note] of notes.entries()) {
    const number = `note ${String(index + 1)}`
    const part = notes.length === 1 ? source.part : partIn(source, number)
    if (source.only !== undefined && source.only !== part) continue
    const page = pageOf(source, note, producer, part)
    const empty =
      note.content.replace(/<[^>]*(?:>|$)/g, '').trim() === '' && note.resources.length === 0 && page.url.length === 0
    const reason: Phrase = 'enex.emptyNote'
    const result: PageResult = empty
      ? {
          ok: false,
          part,
          status: 'skipped',
          problem: problem('format.noPage', { file: placeIn(source), reason, note: note.title.trim() }),
        }
      : { ok: true, page }
    yield result
  }
  if (!closed && source.only === undefined)
    throw new ProblemError('format.truncated', { file: placeIn(source), reason: 'enex.cut' satisfies Phrase })
  if (notes.length === 0)
    throw new ProblemError('format.noPage', { file: placeIn(source), reason: 'enex.noNotes' satisfies Phrase })
}
