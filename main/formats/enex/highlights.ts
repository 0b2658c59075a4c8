import { colourOf, type MarkColour } from '../marks/colours.ts'

const STYLED = /<(?:span|font)\b[^<>]*>/gi
const STYLE = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/i
/** Since version 10 with its colour; before with a colour of the background only. */
const HIGHLIGHT = /-en-highlight\s*:\s*([a-z]+)/i
const OLD_HIGHLIGHT = /-evernote-highlight\s*:\s*true/i
const BACKGROUND = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;]+)/i
/** By how much the strongest part of a highlight's colour goes beyond the weakest, of 255. Less is the grey or white of a page that was pasted. */
const STRENGTH = 40

function isColoured(background: string): boolean {
  const hex = /#([0-9a-f]{6}|[0-9a-f]{3})\b/i.exec(background)?.[1]
  const parts =
    hex === undefined
      ? background
          .match(/\d+(?:\.\d+)?/g)
          ?.slice(0, 3)
          .map(Number)
      : hex
          .match(hex.length === 3 ? /./g : /../g)
          ?.map((part) => Number.parseInt(part.length === 1 ? part + part : part, 16))
  if (parts?.length !== 3) return /^\s*(?:yellow|orange|lime|aqua|cyan|pink|magenta|fuchsia)\s*$/i.test(background)
  return Math.max(...parts) - Math.min(...parts) >= STRENGTH
}

/** The colour of a highlight by the style of its element; undefined when it is none. */
function highlightIn(style: string, own: boolean): MarkColour | undefined {
  const background = BACKGROUND.exec(style)?.[1]
  const colour = HIGHLIGHT.exec(style)?.[1]?.toLowerCase()
  if (colour !== undefined && colour !== 'false' && colour !== 'none') return colourOf(colour)
  if (background === undefined) return undefined
  return OLD_HIGHLIGHT.test(style) || (own && isColoured(background)) ? colourOf(background) : undefined
}

/**
 * The content of a note with its highlights marked as those of our own export are. Where somebody wrote it (`own`) a coloured
 * background is a highlight, too; in a clipping it is the page's.
 */
export const withHighlights = (content: string, own: boolean): string =>
  content.replace(STYLED, (element) => {
    const [, double, single] = STYLE.exec(element) ?? []
    const colour = highlightIn(double ?? single ?? '', own)
    return colour === undefined ? element : element.replace(/^<\w+/, `$& data-mark="" class="${colour}"`)
  })
