import { escapeHtml } from './markup.ts'

/** Quotes within quotes that are shown as such: more than people reply to, and few enough for any tree. */
const QUOTE_DEPTH = 20
/** The line before a signature (RFC 3676, 4.3): it ends in a blank and yet goes on nowhere. */
const SIGNATURE = '-- '

interface Line {
  depth: number
  text: string
}

/** Lines as they were before they were broken for the mail, a blank at the end of a line says that it goes on (RFC 3676, 4). */
function unbroken(text: string, blankIsAdded: boolean): Line[] {
  const lines: Line[] = []
  let open: { depth: number; pieces: string[] } | undefined
  const close = (): void => {
    if (open !== undefined) lines.push({ depth: open.depth, text: open.pieces.join('') })
    open = undefined
  }
  for (const raw of text.split(/\r?\n/)) {
    let depth = 0
    while (raw[depth] === '>') depth++
    // a blank that was put before a blank, a `>` or `From ` (4.4)
    const line = raw.slice(raw[depth] === ' ' ? depth + 1 : depth)
    if (open !== undefined && (open.depth !== depth || line === SIGNATURE)) close()
    open ??= { depth, pieces: [] }
    const goesOn = line.endsWith(' ') && line !== SIGNATURE
    open.pieces.push(goesOn && blankIsAdded ? line.slice(0, -1) : line)
    if (!goesOn) close()
  }
  close()
  return lines
}

/** Text of a mail with `format=flowed` (RFC 3676) as markup: paragraphs, and what is quoted as quotes. */
export function flowed(text: string, blankIsAdded: boolean): string {
  const out: string[] = []
  let depth = 0
  let paragraph: string[] = []
  const end = (): void => {
    if (paragraph.length > 0) out.push(`<p>${paragraph.join('<br>')}</p>`)
    paragraph = []
  }
  const quote = (to: number): void => {
    if (to === depth) return
    end()
    out.push(to > depth ? '<blockquote>'.repeat(to - depth) : '</blockquote>'.repeat(depth - to))
    depth = to
  }
  for (const line of unbroken(text, blankIsAdded)) {
    quote(Math.min(line.depth, QUOTE_DEPTH))
    const words = line.text.trim()
    if (words === '') end()
    else paragraph.push(escapeHtml(words))
  }
  end()
  quote(0)
  return out.join('')
}
