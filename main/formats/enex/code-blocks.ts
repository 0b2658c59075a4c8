/** The boxes of a note, one of which a code block is in every version of Evernote. */
const BOX = /<(\/?)(?:div|en-codeblock)\b([^>]*)(?:>|$)/gi
/** `-en-codeblock:true` among the styles of a box, since version 10 with two dashes; an element of its own in some. */
const CODE = /^<en-codeblock\b|-en-codeblock\s*:\s*true/i
const LANGUAGE = /-en-(?:syntaxLanguage|codeblockLanguage)\s*:\s*([\w+#.-]{1,30})/i
/** What Evernote indents with. */
const NO_BREAK_SPACE = /\u00a0|&nbsp;|&#160;|&#xa0;/gi
/** What stands between two boxes, where a line break is none of the code. */
const BETWEEN = /(^|>)\s+(?=<\/?div\b)/gi

/** The code of a block with its lines as they are, each in a box of its own. */
function listingOf(box: string, lines: string): string {
  const language = LANGUAGE.exec(box)?.[1]
  const code = lines
    .replace(NO_BREAK_SPACE, ' ')
    .replace(BETWEEN, (whole, before: string) => (whole.includes('\n') ? before : whole))
  return `<pre${language === undefined ? '' : ` data-language="${language}"`}>${code}</pre>`
}

/** The content of a note with its blocks of code as `<pre>`: Evernote has them as boxes that only their style tells from others. */
export function withCodeBlocks(content: string): string {
  const pieces: string[] = []
  let kept = 0
  let code: { start: number; lines: number; depth: number } | undefined
  let depth = 0
  for (const { 0: box, 1: slash, 2: attributes = '', index } of content.matchAll(BOX)) {
    if (slash === '/') {
      if (code?.depth === depth) {
        const lines = content.slice(code.lines, index)
        // a block with a picture is more than its code
        if (!/<en-media\b/i.test(lines)) {
          pieces.push(content.slice(kept, code.start), listingOf(content.slice(code.start, code.lines), lines))
          kept = index + box.length
        }
        code = undefined
      }
      depth--
    } else if (!attributes.endsWith('/')) {
      depth++
      if (code === undefined && CODE.test(box)) code = { start: index, lines: index + box.length, depth }
    }
  }
  pieces.push(content.slice(kept))
  return pieces.join('')
}
