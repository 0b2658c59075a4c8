import { type ChildNode, Element, isTag, isText, type ParentNode, Text } from 'domhandler'
import { existsOne, prepend, removeElement } from 'domutils'
import { NOT_IN_CELLS } from './cells.ts'

/** Stand-in for an address in the text that Markdown's escapes would change. */
export const BARE_ADDRESS = 'bare-address'

/** What readers of GFM make a link of by themselves (GFM 6.9), backslashes and all. */
const ADDRESS = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s<>]+/giu
/** What ends a sentence is no part of an address in it. */
const AFTER = /[?!.,:;*_~'"’”»]+$/
/** Signs that are escaped. */
const ESCAPED = /[\\*_~=[\]`&]/
/** In these the text is written as it is, or stands in a link already. */
const LEFT: ReadonlySet<string> = new Set(['a', 'code', 'pre', 'script', 'style'])

/** Turns addresses in the text that hold signs of Markdown into stand-ins. */
export function standInAddresses(root: ParentNode): void {
  const waiting: ChildNode[] = [...root.children]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isText(node)) splitAddresses(node)
    else if (isTag(node) && !LEFT.has(node.name) && !staysHtml(node)) waiting.push(...node.children)
  }
}

const staysHtml = ({ name, children }: Element): boolean =>
  name === 'table' && existsOne((inner) => NOT_IN_CELLS.includes(inner.name), children)

function splitAddresses(node: Text): void {
  let from = 0
  for (const { 0: found, index } of node.data.matchAll(ADDRESS)) {
    const address = (found.includes('(') ? found : found.replace(/\).*$/, '')).replace(AFTER, '')
    if (!ESCAPED.test(address)) continue
    if (index > from) prepend(node, new Text(node.data.slice(from, index)))
    prepend(node, new Element(BARE_ADDRESS, {}, [new Text(address)]))
    from = index + address.length
  }
  if (from === 0) return
  node.data = node.data.slice(from)
  if (node.data === '') removeElement(node)
}

/** The address between angle brackets, where nothing is escaped; one without a scheme as words, which are no link. */
export const addressAsMarkdown = (address: string, escape: (text: string) => string): string =>
  /^https?:/i.test(address) ? `<${address}>` : escape(address).replace(/^www\./i, 'www\\.')
