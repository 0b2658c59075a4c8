import { Parser, type Handler, type ParserOptions } from 'htmlparser2'

/** Characters given to the parser at a time: only between two pieces can it be left. */
const PIECE = 16 * 1024
/** Most elements open at once: htmlparser2 moves all of them at each tag, and no real page comes near. */
const MOST_OPEN = 5_000

/** Parses markup up to where more than `most` elements are open at once; false when something was left out for that. */
export function parseShallow(
  html: string,
  handler: Partial<Handler>,
  { most = MOST_OPEN, ...options }: ParserOptions & { most?: number } = {},
): boolean {
  let open = 0
  let deepest = 0
  const parser = new Parser(
    {
      ...handler,
      onopentag(name, attributes, implied) {
        deepest = Math.max(deepest, ++open)
        handler.onopentag?.(name, attributes, implied)
      },
      onclosetag(name, implied) {
        open--
        handler.onclosetag?.(name, implied)
      },
    },
    options,
  )
  for (let at = 0; at < html.length && deepest <= most; at += PIECE) parser.write(html.slice(at, at + PIECE))
  parser.end()
  return deepest <= most
}
