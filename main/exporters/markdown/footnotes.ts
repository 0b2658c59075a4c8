import { Element, isTag, type ParentNode, Text } from 'domhandler'
import { appendChild, findAll, removeElement, replaceElement, textContent } from 'domutils'

/** Stand-ins that the Markdown rules turn into `[^1]` and `[^1]: …`. */
export const NOTE_REFERENCE = 'note-reference'
export const NOTE = 'note-text'

/** The longest text of a reference: `[12]`, `*`, `note 3`. */
const REFERENCE_LENGTH = 8
/** Elements that hold one note. */
const NOTE_HOLDERS: ReadonlySet<string> = new Set(['li', 'p', 'div', 'aside', 'dd', 'section'])

/** Turns references to notes inside the article, and the notes, into stand-ins; the notes move to the end. */
export function markFootnotes(root: ParentNode): void {
  const ids = new Map(
    findAll((element) => element.attribs.id !== undefined, root.children).map((e) => [e.attribs.id, e]),
  )
  const labels = new Map<Element, string>()
  for (const link of findAll(isReference, root.children)) {
    const target = ids.get(decode(link.attribs.href?.slice(1) ?? ''))
    const note = target && holder(target)
    if (!note || contains(note, link)) continue
    const label = labels.get(note) ?? String(labels.size + 1)
    labels.set(note, label)
    replaceElement(standing(link), reference(label))
  }
  for (const [note, label] of labels) moveNote(root, note, label)
}

export function reference(label: string): Element {
  return new Element(NOTE_REFERENCE, {}, [new Text(label)])
}

export function noteText(label: string, children: Element['children']): Element {
  return new Element(NOTE, { label }, children)
}

function isReference(element: Element): boolean {
  const { href = '', role = '', class: names = '' } = element.attribs
  if (element.name !== 'a' || !/^#./.test(href)) return false
  if (textContent(element).trim().length > REFERENCE_LENGTH) return false
  return (
    role === 'doc-noteref' ||
    /\b(footnote-?ref|noteref|fnref)\b/i.test(names) ||
    standing(element) !== element ||
    hasSup(element)
  )
}

const hasSup = (element: Element): boolean => element.children.some((child) => isTag(child) && child.name === 'sup')

/** The <sup> that holds nothing but the link, or the link. */
function standing(link: Element): Element {
  const { parent } = link
  const alone =
    parent && isTag(parent) && parent.name === 'sup' && textContent(parent).trim() === textContent(link).trim()
  return alone ? parent : link
}

function holder(target: Element): Element | undefined {
  for (let element: ParentNode | null = target; element && isTag(element); element = element.parent) {
    if (NOTE_HOLDERS.has(element.name)) return element
  }
  return undefined
}

function contains(outer: Element, inner: Element): boolean {
  for (let element: ParentNode | null = inner; element; element = element.parent) if (element === outer) return true
  return false
}

function moveNote(root: ParentNode, note: Element, label: string): void {
  for (const back of findAll((e) => e.name === 'a' && /^#/.test(e.attribs.href ?? ''), note.children)) {
    if (!/[\p{L}\p{N}]{2}/u.test(textContent(back))) removeElement(standing(back))
  }
  const list = note.parent
  removeElement(note)
  if (list && isTag(list) && textContent(list).trim() === '') removeElement(list)
  const children = [...note.children]
  for (const child of children) removeElement(child)
  appendChild(root, noteText(label, children))
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    // a stray % is part of the id
    return fragment
  }
}
