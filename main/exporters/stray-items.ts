import { Element, isTag } from 'domhandler'
import { appendChild, replaceElement } from 'domutils'

/** Nothing but items stands in a list (HTML 4.4.5); parsers let all pass. */
export function wrapStrays(list: Element): void {
  if (list.name !== 'ul' && list.name !== 'ol') return
  for (const child of list.children.filter(isTag)) {
    if (child.name === 'li') continue
    const item = new Element('li', {})
    replaceElement(child, item)
    // replaceElement leaves them, and appendChild would take the child out of its old place once more
    child.prev = child.next = child.parent = null
    appendChild(item, child)
  }
}
