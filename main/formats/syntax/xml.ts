import { Parser } from 'htmlparser2'

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

/**
 * All elements of an XML text in the order they start. Entities other than XML's own five are left as they stand and no
 * declaration is followed, so that neither files nor exponential text can come in by them.
 */
export function xmlElements(xml: string): XmlElement[] {
  const all: XmlElement[] = []
  const open: XmlElement[] = []
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element = {
          name: local(name),
          attributes: named(attributes),
          text: '',
        }
        all.push(element)
        open.push(element)
      },
      ontext(text) {
        // only the nearest: nobody needs the text of a whole document twice over
        const element = open.at(-1)
        if (element !== undefined) element.text += text
      },
      onclosetag() {
        open.pop()
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
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
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open.length > depth) {
          below++
          return
        }
        const node = { name: local(name), attributes: named(attributes), text: '', children: [] }
        open.at(-1)?.children.push(node)
        open.push(node)
      },
      ontext(text) {
        const node = open.at(-1)
        if (node !== undefined) node.text += text
      },
      onclosetag() {
        if (below > 0) below--
        else if (open.length > 1) open.pop()
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  return root
}

/** Text of the first element with this name, trimmed; undefined when there is none or it is empty. */
export function textOfFirst(elements: readonly XmlElement[], name: string): string | undefined {
  const text = elements.find((element) => element.name === name)?.text.trim()
  return text === '' ? undefined : text
}
