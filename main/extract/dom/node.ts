type Kind = 'element' | 'text' | 'document'

/**
 * A node of a page's tree. All kinds have the same fields: the engine then keeps one layout for every node, and code that meets
 * elements and texts in turn reads them as quickly as code that meets only one (extraction took 8 % less time than with a class
 * for each).
 */
class TreeNode<Is extends Kind> {
  parent: ParentNode | null = null
  prev: ChildNode | null = null
  next: ChildNode | null = null
  readonly kind: Is
  /** of an element, in lower case */
  name: string
  /** of an element, by their names in lower case */
  attribs: Record<string, string>
  children: ChildNode[]
  /** of a text */
  readonly data: string

  constructor(kind: Is, name: string, attribs: Record<string, string>, children: ChildNode[], data: string) {
    this.kind = kind
    this.name = name
    this.attribs = attribs
    this.children = children
    this.data = data
  }
}

export type Element = TreeNode<'element'>
export type Text = TreeNode<'text'>
export type Document = TreeNode<'document'>
export type ChildNode = Element | Text
export type ParentNode = Element | Document
export type AnyNode = ChildNode | Document

const NO_ATTRIBUTES: Record<string, string> = {}
const NO_CHILDREN: ChildNode[] = []

/** An element; what is put into `children` does not know of it. */
export const makeElement = (name: string, attribs: Record<string, string> = {}, children: ChildNode[] = []): Element =>
  new TreeNode('element', name, attribs, children, '')

export const makeText = (data: string): Text => new TreeNode('text', '', NO_ATTRIBUTES, NO_CHILDREN, data)

export const makeDocument = (children: ChildNode[] = []): Document =>
  new TreeNode('document', '', NO_ATTRIBUTES, children, '')

export const isElement = (node: AnyNode | null | undefined): node is Element => node?.kind === 'element'
export const isText = (node: AnyNode | null | undefined): node is Text => node?.kind === 'text'

/** Gives a node children, which know of it and of each other. */
export function setChildren(parent: ParentNode, children: ChildNode[]): void {
  parent.children = children
  children.forEach((child, at) => {
    child.parent = parent
    child.prev = children[at - 1] ?? null
    child.next = children[at + 1] ?? null
  })
}

/** Takes a node out of its tree. */
export function removeNode(node: ChildNode): void {
  const { parent, prev, next } = node
  if (prev) prev.next = next
  if (next) next.prev = prev
  if (parent) parent.children.splice(parent.children.lastIndexOf(node), 1)
  node.parent = node.prev = node.next = null
}
