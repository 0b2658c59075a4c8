import { isElement, isText, setChildren, type ChildNode, type Element } from './node.ts'
import { isBlank } from './walk.ts'

/** The standard's attribute, that of its first browsers, and SingleFile's before there was one. */
const MODES = ['shadowrootmode', 'shadowroot', 'shadowmode'] as const

/** Whether a template is what its parent shows in place of its own children. */
export const isShadow = ({ name, attribs }: Element): boolean =>
  name === 'template' && MODES.some((mode) => /^(?:open|closed)$/i.test(attribs[mode] ?? ''))

/**
 * Gives an element with a declarative shadow root the children that browsers show: those of the template, with its slots filled from the
 * element's own (DOM 4.2.2). What no slot takes is not shown.
 */
export function showShadow(host: Element): void {
  const template = host.children.find((child): child is Element => isElement(child) && isShadow(child))
  if (!template) return
  const slotted = new Map<string, ChildNode[]>()
  for (const child of host.children) {
    if (isElement(child) ? isShadow(child) : !isText(child)) continue
    const slot = isElement(child) ? (child.attribs.slot ?? '') : ''
    const those = slotted.get(slot)
    if (those) those.push(child)
    else slotted.set(slot, [child])
  }
  const own = slotted.get('')
  // blanks between elements for other slots leave the first slot what it shows by itself
  if (own?.every((child) => isText(child) && isBlank(child.data))) slotted.delete('')
  setChildren(host, filled(template.children, slotted))
}

/** Nodes with each slot replaced by what is given to the first of its name, or by what it shows by itself. */
function filled(nodes: readonly ChildNode[], slotted: Map<string, ChildNode[]>): ChildNode[] {
  return nodes.flatMap((node) => {
    if (!isElement(node)) return [node]
    if (node.name === 'slot') {
      const name = node.attribs.name ?? ''
      const given = slotted.get(name)
      slotted.delete(name)
      return given ?? filled(node.children, slotted)
    }
    setChildren(node, filled(node.children, slotted))
    return [node]
  })
}
