import { eachTag } from './tags.ts'

/** An element of a small XML file (index.rdf, container.xml, content.opf): names without prefix, lower case. */
export interface XmlElement {
  name: string
  /** by name without prefix, lower case */
  attributes: Readonly<Record<string, string>>
  /** text directly in it and in its children */
  text: string
}

const local = (name: string): string => name.replace(/^.*:/, '').toLowerCase()

const named = (attributes: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), value]))

interface XmlHandler {
  open(name: string, attributes: Record<string, string>): void
  /** `implied`: nobody closed it but the one around it, or the end */
  close(name: string, implied: boolean): void
  text(text: string): void
}

/**
 * Elements of an XML text as they begin and end. Entities other than XML's own five are left as they stand and no declaration is
 * followed, so that neither files nor exponential text can come in by them.
 */
export function readXml(xml: string, { open, close, text }: XmlHandler): void {
  const names: string[] = []
  // how many of a name are open: what ends none of them is passed over without looking through all
  const counts = new Map<string, number>()
  const end = (implied: boolean): void => {
    const name = names.pop() ?? ''
    counts.set(name, (counts.get(name) ?? 1) - 1)
    close(name, implied)
  }
  eachTag(
    xml,
    {
      open(name, attributes) {
        names.push(name)
        counts.set(name, (counts.get(name) ?? 0) + 1)
        open(name, attributes)
      },
      close(name) {
        if ((counts.get(name) ?? 0) === 0) return
        while (names.at(-1) !== name) end(true)
        end(false)
      },
      text,
    },
    { xml: true },
  )
  while (names.length > 0) end(true)
}

/** All elements of an XML text in the order they start. */
export function xmlElements(xml: string): XmlElement[] {
  const all: XmlElement[] = []
  const open: XmlElement[] = []
  readXml(xml, {
    open(name, attributes) {
      const element = { name: local(name), attributes: named(attributes), text: '' }
      all.push(element)
      open.push(element)
    },
    text(text) {
      // only the nearest: nobody needs the text of a whole document twice over
      const element = open.at(-1)
      if (element !== undefined) element.text += text
    },
    close() {
      open.pop()
    },
  })
  return all
}

/** An element with those inside of it. */
export interface XmlNode extends XmlElement {
  children: XmlNode[]
}

/** An XML text as a tree, under a node without a name; what is nested deeper than `depth` is text of the element there. */
export function xmlTree(xml: string, depth: number): XmlNode {
  const root: XmlNode = { name: '', attributes: {}, text: '', children: [] }
  const open: XmlNode[] = [root]
  let below = 0
  readXml(xml, {
    open(name, attributes) {
      if (open.length > depth) {
        below++
        return
      }
      const node = { name: local(name), attributes: named(attributes), text: '', children: [] }
      open.at(-1)?.children.push(node)
      open.push(node)
    },
    text(text) {
      const node = open.at(-1)
      if (node !== undefined) node.text += text
    },
    close() {
      if (below > 0) below--
      else open.pop()
    },
  })
  return root
}

/** Text of the first element with this name, trimmed; undefined when there is none or it is empty. */
export function textOfFirst(elements: readonly XmlElement[], name: string): string | undefined {
  const text = elements.find((element) => element.name === name)?.text.trim()
  return text === '' ? undefined : text
}
