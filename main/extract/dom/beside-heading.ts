import { isElement, type ChildNode, type Element } from './node.ts'
import { lineOf, rawText, squeeze } from './walk.ts'

/** Signs that links of a heading to itself are made of. */
const HERE_SIGN = /^[#¶§∞🔗⚓]\uFE0F?$/u
/** Links beside a heading that edit it or lead to itself, as wikis, documentation and blogs name them. */
const BESIDE_HEADING =
  /(?:^|\s)(?:mw-editsection|headerlink|header-?link|header-?anchor|heading-?anchor|anchor-?link|anchorjs-link|hash-?link|permalink)(?:\s|$)/i

/** Whether it is a mark or a word beside a heading and not the heading itself. */
export function isBesideHeading(element: Element): boolean {
  const { name, parent } = element
  if (name !== 'a' && name !== 'span') return false
  if (!isElement(parent) || !/^h[1-6]$/.test(parent.name)) return false
  const { id } = parent.attribs
  const { href, class: cls } = element.attribs
  const words = rawText(element).trim()
  const leadsHere = id !== undefined && id !== '' && href?.endsWith(`#${id}`) === true
  const isSign = href !== undefined && HERE_SIGN.test(words)
  if (!leadsHere && !isSign && !BESIDE_HEADING.test(cls ?? '')) return false
  return parent.children.some((child) => child !== element && rawText(child).trim() !== '')
}

/** A heading's text on one line, without what stands beside it. */
export function lineOfHeading(heading: Element): string {
  const isBeside = (child: ChildNode): boolean => isElement(child) && isBesideHeading(child)
  if (!heading.children.some(isBeside)) return lineOf(heading)
  return squeeze(
    heading.children
      .filter((child) => !isBeside(child))
      .map((child) => (isElement(child) && child.name === 'br' ? ' ' : rawText(child)))
      .join(''),
  )
}
