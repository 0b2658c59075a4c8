/** A run of text on a PDF page; lengths in points, `y` from the bottom. */
export interface Line {
  text: string
  x: number
  y: number
  width: number
  height: number
  /** the last run of its line */
  ends: boolean
}

/** A gap between lines of more than this many line heights starts a paragraph. */
const PARAGRAPH_GAP = 1.6
/** Runs further apart than this share of their height are words of their own. */
const WORD_GAP = 0.2
/** Lines that stand on more than half of the pages at the same height are headers and footers. */
const REPEATED = 0.5

interface Row {
  text: string
  y: number
  height: number
}

/** Runs with the same base line joined, in the order they were drawn. */
function rowsOf(lines: readonly Line[]): Row[] {
  const rows: Row[] = []
  let row: (Row & { end: number }) | undefined
  for (const line of lines) {
    if (line.text === '' && !line.ends) continue
    if (row !== undefined && Math.abs(row.y - line.y) < Math.max(1, row.height * 0.5)) {
      const gap = line.x - row.end
      const space = gap > row.height * WORD_GAP && !/\s$/.test(row.text) && !/^\s/.test(line.text)
      row.text += (space ? ' ' : '') + line.text
      row.end = line.x + line.width
      row.height = Math.max(row.height, line.height)
    } else {
      if (row !== undefined) rows.push(row)
      row = { text: line.text, y: line.y, height: line.height, end: line.x + line.width }
    }
    if (line.ends) {
      rows.push(row)
      row = undefined
    }
  }
  if (row !== undefined) rows.push(row)
  return rows
    .map(({ text, y, height }) => ({ text: text.replace(/\s+/g, ' ').trim(), y, height }))
    .filter((one) => one.text !== '')
}

/** Page numbers and times differ from page to page: digits do not count when margins are compared. */
const marginKey = (row: Row): string => `${String(Math.round(row.y / 4))} ${row.text.replace(/\d+/g, '#')}`

/**
 * The text of a PDF's pages in paragraphs, without what repeats in the margins (`margins`, first page's): lines close together and
 * of one size belong together, a word cut by a hyphen at the line's end is joined.
 */
export function paragraphsOf(pages: readonly (readonly Line[])[]): { paragraphs: string[]; margins: string[] } {
  const all = pages.map(rowsOf)
  const counts = new Map<string, number>()
  for (const rows of all) for (const key of new Set(rows.map(marginKey))) counts.set(key, (counts.get(key) ?? 0) + 1)
  const isMargin = (row: Row): boolean => all.length > 1 && (counts.get(marginKey(row)) ?? 0) > all.length * REPEATED
  const first = all[0] ?? []
  const margins = all.length > 1 ? first.filter(isMargin) : [...first.slice(0, 1), ...first.slice(-2)]
  const paragraphs: string[] = []
  let current = ''
  let before: Row | undefined
  const flush = (): void => {
    if (current !== '') paragraphs.push(current)
    current = ''
  }
  for (const rows of all) {
    let top = true
    for (const row of rows) {
      if (isMargin(row)) continue
      const gap = before === undefined ? 0 : before.y - row.y
      const height = Math.max(row.height, before?.height ?? 0, 1)
      const sameSize = before !== undefined && Math.abs(before.height - row.height) < height * 0.15
      // over a page break only an unfinished sentence goes on
      const together = top
        ? /[^.!?:”"]$/.test(current) && sameSize
        : sameSize && gap > 0 && gap < height * PARAGRAPH_GAP
      if (!together) flush()
      const hyphen = /\p{Ll}-$/u.test(current) && /^\p{Ll}/u.test(row.text)
      current = current === '' ? row.text : hyphen ? current.slice(0, -1) + row.text : `${current} ${row.text}`
      before = row
      top = false
    }
  }
  flush()
  return { paragraphs, margins: margins.map((row) => row.text) }
}
