import { warning } from '../../../shared/model/warning.ts'
import { markColours } from '../../../shared/model/mark.ts'
import type { MarkColour } from './colours.ts'
import { holdsSaverWord } from '../syntax/any-word.ts'
import { parseShallow } from '../syntax/open-elements.ts'
import { colourOf } from './colours.ts'
import type { Page } from '../page.ts'

type SavedMark = Page['marks'][number]

/** Characters of text kept before and after a mark, to find its place again (shared/model/mark.ts). */
const CONTEXT = 48
/** Most marks of one page that are taken: nobody makes more by hand. */
const MARKS = 2_000
/** Cheap test before the page is parsed once more. */
const HINT =
  /single-file-(?:highlight|note|comment)|data-scrapbook-elem|data-sb-obj|linemarker-marked-line|scrapbook-(?:inline|sticky)|data-mark=/

const SKIPPED: ReadonlySet<string> = new Set(['script', 'style', 'title', 'noscript', 'textarea'])

interface Open {
  name: string
  mark?: { start: number; colour: MarkColour; note: string; id: string }
  note?: { start: number; id: string }
  skipped: boolean
}

interface Piece {
  start: number
  end: number
  colour: MarkColour
  note: string
  id: string
}

/** A highlight of SingleFile's editor, WebScrapBook, the old ScrapBook or our own export; undefined for any other element. */
function markIn(attributes: Readonly<Record<string, string>>): Open['mark'] | undefined {
  const classes = attributes['class'] ?? ''
  const kind = attributes['data-scrapbook-elem'] ?? attributes['data-sb-obj'] ?? ''
  const singleFile = /(?:^|\s)single-file-highlight(?:-(\w+))?/.exec(classes)
  const scrapBook =
    /^(linemarker|inline)$/.test(kind) || /(?:^|\s)(?:linemarker-marked-line|scrapbook-inline)/.test(classes)
  const own = attributes['data-mark']
  if (!singleFile && !scrapBook && own === undefined) return undefined
  const named = /single-file-highlight-(\w+)/.exec(classes)?.[1]
  const ours = own === undefined ? undefined : markColours.find((colour) => colour === classes)
  return {
    start: 0,
    colour: ours ?? colourOf(named ?? attributes['style'] ?? ''),
    note: attributes['title'] ?? '',
    id: own ?? attributes['data-scrapbook-id'] ?? attributes['data-sb-id'] ?? '',
  }
}

const isNote = (name: string, attributes: Readonly<Record<string, string>>): boolean =>
  name === 'single-file-note' ||
  attributes['data-scrapbook-elem'] === 'sticky' ||
  /^(sticky|freenote|block-comment)$/.test(attributes['data-sb-obj'] ?? '') ||
  /(?:^|\s)scrapbook-(?:sticky|block-comment)(?:\s|$)/.test(attributes['class'] ?? '')

/**
 * Highlights and notes that the page's owner made with SingleFile's editor (`single-file-highlight…`, `<single-file-note>`), WebScrapBook
 * (`data-scrapbook-elem="linemarker"`, `"sticky"`), ScrapBook (`data-sb-obj`) or our export (`data-mark`). A note without a highlight is put on the text before it. `mayHave`: what
 * `holdsSaverWord` says of the page.
 */
export function marksOf(html: string, mayHave = holdsSaverWord(html)): Pick<Page, 'marks' | 'warnings'> {
  if (!mayHave || !HINT.test(html)) return { marks: [], warnings: [] }
  let text = ''
  let noteText = ''
  const pieces: Piece[] = []
  const open: Open[] = []
  /** whether an open element is a note: there are none inside it */
  let inNote = false
  let endsBlank = true
  const whole = parseShallow(html, {
    onopentag(name, attributes) {
      const skipped = (open.at(-1)?.skipped ?? false) || SKIPPED.has(name)
      const element: Open = { name, skipped: skipped && !inNote }
      if (!inNote && isNote(name, attributes)) {
        element.note = { start: text.length, id: '' }
        inNote = true
        noteText = ''
      } else if (!inNote) {
        const mark = markIn(attributes)
        if (mark) element.mark = { ...mark, start: text.length }
      }
      open.push(element)
    },
    ontext(data) {
      if (inNote) {
        if (!['style', 'script'].includes(open.at(-1)?.name ?? '')) noteText += data
        return
      }
      if (open.at(-1)?.skipped === true) return
      const plain = data.replace(/\s+/g, ' ')
      const added = endsBlank ? plain.replace(/^ /, '') : plain
      if (added === '') return
      text += added
      endsBlank = added.endsWith(' ')
    },
    onclosetag() {
      const element = open.pop()
      if (element?.mark && text.length > element.mark.start) pieces.push({ ...element.mark, end: text.length })
      if (element?.note) {
        inNote = false
        const note = noteText.replace(/\s+/g, ' ').trim()
        const before = text.slice(0, element.note.start).trimEnd()
        const near = before.slice(-CONTEXT)
        const start = before.length - near.length + near.lastIndexOf('. ', near.length - 2) + 1
        if (note !== '' && before.slice(start).trim() !== '')
          pieces.push({ start, end: before.length, colour: 'amber', note, id: '' })
      }
    },
  })
  const all = joined(pieces)
  const marks = all.slice(0, MARKS).flatMap(({ start, end, colour, note }): SavedMark[] => {
    const quote = text.slice(start, end).trim()
    const before = text.slice(Math.max(0, start - CONTEXT), start)
    return quote === '' ? [] : [{ quote, before, after: text.slice(end, end + CONTEXT), note, colour }]
  })
  return { marks, warnings: whole && all.length <= MARKS ? [] : [warning('marksLeft')] }
}

/** A highlight over several elements is several pieces: neighbours of one colour with one id, or with nothing between, are one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = []
  for (const piece of [...pieces].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1)
    const same =
      last !== undefined && last.colour === piece.colour && piece.start - last.end <= 1 && last.id === piece.id
    if (same) {
      last.end = Math.max(last.end, piece.end)
      last.note ||= piece.note
    } else all.push({ ...piece })
  }
  return all
}
