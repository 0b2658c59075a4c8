import { Tokenizer } from 'htmlparser2'
import type { Document, Element } from '../dom/node.ts'
import { NUMBER_ATTRIBUTE } from '../../../shared/model/picking.ts'
import { walkElements } from '../dom/walk.ts'

/** Elements that nobody can point at. */
const UNSEEN = /^(?:html|head|meta|link|script|style|title|base|template|noscript)$/i

/**
 * A page whose start tags are numbered in their order, as the first attribute of each, which wins over one of that name in the
 * page. The prepared original and the extractor's own tree keep the number, so that what is pointed at in one is known in the other.
 */
export function numbered(html: string): string {
  const places: number[] = []
  const nothing = (): void => undefined
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ...{ onattribdata: nothing, onattribentity: nothing, onattribend: nothing, onattribname: nothing },
      ...{ oncdata: nothing, onclosetag: nothing, oncomment: nothing, ondeclaration: nothing, onend: nothing },
      ...{ onopentagend: nothing, onprocessinginstruction: nothing, onselfclosingtag: nothing },
      ...{ ontext: nothing, ontextentity: nothing },
      onopentagname(start, end) {
        if (!UNSEEN.test(html.slice(start, end))) places.push(end)
      },
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  const out: string[] = []
  let from = 0
  places.forEach((at, number) => {
    out.push(html.slice(from, at), ` ${NUMBER_ATTRIBUTE}="${String(number)}"`)
    from = at
  })
  out.push(html.slice(from))
  return out.join('')
}

const numberOf = (element: Element): number => Number(element.attribs[NUMBER_ATTRIBUTE] ?? Number.NaN)

export function elementNumbered(document: Document, number: number): Element | undefined {
  let found: Element | undefined
  walkElements(document, (element) => {
    if (numberOf(element) === number) found ??= element
    return found === undefined
  })
  return found
}

/** The numbers of elements; one that its page does not have has none. */
export const numbersOf = (elements: Iterable<Element>): number[] =>
  [...elements].map(numberOf).filter((number) => Number.isInteger(number))
