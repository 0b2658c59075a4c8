import { Tokenizer } from 'htmlparser2'

export interface TagHandler {
  open(name: string, attributes: Record<string, string>): void
  close(name: string): void
  text(text: string): void
}

/**
 * Tags and text of markup one after the other, with no account of what lies in what: a tag costs the same however many elements are
 * open. Names of HTML come in lower case; an empty element of XML (`<a/>`) is opened and closed.
 */
export function eachTag(markup: string, { open, close, text }: TagHandler, { xml = false } = {}): void {
  let name = ''
  let attributes: Record<string, string> = {}
  let attribute = ''
  let value = ''
  const between = (start: number, end: number): string => markup.slice(start, end)
  const named = (start: number, end: number): string => (xml ? between(start, end) : between(start, end).toLowerCase())
  const nothing = (): void => undefined
  const tokenizer = new Tokenizer(
    { xmlMode: xml, decodeEntities: true },
    {
      onopentagname(start, end) {
        name = named(start, end)
        attributes = {}
      },
      onattribname(start, end) {
        attribute = named(start, end)
        value = ''
      },
      onattribdata(start, end) {
        value += between(start, end)
      },
      onattribentity(code) {
        value += String.fromCodePoint(code)
      },
      onattribend() {
        if (!Object.hasOwn(attributes, attribute)) attributes[attribute] = value
      },
      onopentagend() {
        open(name, attributes)
      },
      onselfclosingtag() {
        open(name, attributes)
        if (xml) close(name)
      },
      onclosetag(start, end) {
        close(named(start, end))
      },
      ontext(start, end) {
        text(between(start, end))
      },
      ontextentity(code) {
        text(String.fromCodePoint(code))
      },
      oncdata(start, end, behind) {
        if (xml) text(between(start, end - behind))
      },
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onprocessinginstruction: nothing,
    },
  )
  tokenizer.write(markup)
  tokenizer.end()
}
