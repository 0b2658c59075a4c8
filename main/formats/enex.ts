import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Phrase } from '../../shared/model/phrase.ts'
import { problem, ProblemError } from '../../shared/model/problem.ts'
import { warning } from '../../shared/model/warning.ts'
import { essenceOf, OPAQUE } from '../platform/media-types.ts'
import { safeName } from '../platform/safe-names.ts'
import { ENCRYPTED, markupOf } from './enex/markup.ts'
import { type Note, notesOf } from './enex/notes.ts'
import { decode } from './syntax/charset.ts'
import { instantOfDigits } from './instants.ts'
import { pageMarkup } from './syntax/markup.ts'
import { marksOf } from './marks/marks.ts'
import type { Found, Page, PageResult, Reader, Resource } from './page.ts'
import { webAddress } from './signature.ts'
import { partIn, placeIn, type Source } from './source.ts'

function pageOf(source: Source, note: Note, producer: string | undefined, part: string | undefined): Page {
  const files = new Map<string, Resource>()
  const attached = new Map<string, string>()
  for (const { data, mime, name } of note.resources) {
    const bytes = Buffer.from(data, 'base64')
    const hash = createHash('md5').update(bytes).digest('hex')
    const type = essenceOf(mime) ?? OPAQUE
    files.set(`cid:${hash}`, { type, read: () => Promise.resolve(bytes) })
    if (!type.startsWith('image/')) attached.set(hash, name.trim() || type)
  }
  // a clipping can have the menus of its page around it, what somebody wrote has none
  const own = !/^web\.clip/i.test(note.source.trim())
  const body = markupOf({ content: note.content, tasks: note.tasks, own, nameOf: (hash) => attached.get(hash) })
  const { marks, warnings } = marksOf(body, true)
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
    html: pageMarkup({ title, meta: { author: note.author.trim() }, body }),
    kind: 'html',
    whole: own,
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
    marks,
    warnings: [
      ...(note.content.search(ENCRYPTED) < 0 ? [] : [warning('encrypted')]),
      ...(attached.size === 0 ? [] : [warning('attachments', { files: [...attached.values()].join(', ') })]),
      ...warnings,
    ],
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
      note.content.replace(/<[^>]*(?:>|$)/g, '').trim() === '' &&
      note.resources.length === 0 &&
      note.tasks.length === 0 &&
      page.url.length === 0
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
