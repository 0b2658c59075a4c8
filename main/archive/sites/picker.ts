import { createHash } from 'node:crypto'

/**
 * What runs in the frame of a page that is shown for pointing at, and the only thing that may: its hash is in the policy. It stands in
 * a sandbox without an origin, tells the window numbers and words, and draws what the window tells it. The page may have elements
 * with the names of what is used here, so that methods are taken from their own classes. It is sent as text: nothing from outside
 * may be used in it.
 */
function picker(): void {
  const NUMBER = 'data-keepleaf-number'
  const AT = 'data-keepleaf-at'
  const AS = 'data-keepleaf-as'
  const WORDS = 80
  const attribute = (element: Element, name: string): string | null =>
    Element.prototype.getAttribute.call(element, name)
  const set = (element: Element, name: string, value: string): void =>
    Element.prototype.setAttribute.call(element, name, value)
  const unset = (element: Element, name: string): void => Element.prototype.removeAttribute.call(element, name)
  const all = (selector: string): NodeListOf<Element> => Document.prototype.querySelectorAll.call(document, selector)
  const getter = (of: object, name: string): ((from: Node) => unknown) => {
    const get = Object.getOwnPropertyDescriptor(of, name)?.get
    return (from) => get?.call(from)
  }
  const textOf = getter(Node.prototype, 'textContent')
  const parentOf = getter(Node.prototype, 'parentElement')
  const firstOf = getter(Element.prototype, 'firstElementChild')
  const nextOf = getter(Element.prototype, 'nextElementSibling')
  const previousOf = getter(Element.prototype, 'previousElementSibling')
  const nameOf = getter(Element.prototype, 'localName')
  let current: Element | undefined

  const isShown = (element: Element): boolean =>
    attribute(element, NUMBER) !== null && Element.prototype.getClientRects.call(element).length > 0
  function say(what: string, element?: Element): void {
    const number = element && Number(attribute(element, NUMBER))
    const words =
      element &&
      String(textOf(element) ?? '')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, WORDS)
    const name = element && String(nameOf(element)).slice(0, 40)
    window.parent.postMessage({ keepleaf: what, number, name, words }, '*')
  }
  function show(element: Element | undefined, scroll: boolean): void {
    if (!element || element === current) return
    if (current) unset(current, AT)
    current = element
    set(element, AT, '')
    if (scroll) Element.prototype.scrollIntoView.call(element, { block: 'nearest' })
    say('at', element)
  }
  function walk(from: Element, step: (of: Node) => unknown): Element | undefined {
    for (
      let next = step(from);
      next instanceof Element;
      next = step === firstOf || step === nextOf ? nextOf(next) : step(next)
    ) {
      if (isShown(next)) return next
    }
    return undefined
  }
  const nearest = (target: EventTarget | null): Element | undefined => {
    for (let at: unknown = target; at instanceof Element; at = parentOf(at)) if (isShown(at)) return at
    return undefined
  }
  const stop = (event: Event): void => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const steps = new Map([
    ['ArrowUp', parentOf],
    ['ArrowDown', firstOf],
    ['ArrowRight', nextOf],
    ['ArrowLeft', previousOf],
  ])
  window.addEventListener('mouseover', (event) => show(nearest(event.target), false), true)
  window.addEventListener(
    'click',
    (event) => {
      stop(event)
      show(nearest(event.target), false)
      if (current) say('choose', current)
    },
    true,
  )
  for (const kind of ['mousedown', 'auxclick', 'dblclick', 'submit', 'dragstart'])
    window.addEventListener(kind, (event) => event.preventDefault(), true)
  window.addEventListener(
    'keydown',
    (event) => {
      const step = steps.get(event.key)
      if (step) {
        stop(event)
        const first = [...all(`[${NUMBER}]`)].find((element) => nameOf(element) !== 'body' && isShown(element))
        show(current ? walk(current, step) : first, true)
      } else if (event.key === 'Enter' || event.key === ' ') {
        stop(event)
        if (current) say('choose', current)
      } else if (/^[1-5]$/.test(event.key)) {
        stop(event)
        window.parent.postMessage({ keepleaf: 'kind', number: Number(event.key) - 1 }, '*')
      } else if (event.key === 'Escape') {
        stop(event)
        say('leave')
      }
    },
    true,
  )
  window.addEventListener('message', (event) => {
    if (event.source !== window.parent) return
    for (const element of all(`[${AS}]`)) unset(element, AS)
    const found: unknown = event.data
    if (typeof found !== 'object' || found === null) return
    for (const [kind, numbers] of Object.entries(found)) {
      if (!Array.isArray(numbers)) continue
      for (const number of numbers)
        for (const element of all(`[${NUMBER}="${String(Number(number))}"]`)) set(element, AS, kind)
    }
  })
  say('ready')
}

const STYLE = `
[data-keepleaf-at] { outline: 3px solid #2b6b4f !important; outline-offset: 2px !important; box-shadow: 0 0 0 7px white !important; cursor: crosshair !important }
[data-keepleaf-as] { outline: 2px dashed #2b6b4f !important; outline-offset: 1px !important }
[data-keepleaf-as="article"] { background-color: rgb(43 107 79 / 0.1) !important }
[data-keepleaf-as="drop"] { outline-color: #a33a2a !important; opacity: 0.4 !important; text-decoration: line-through !important }
[data-keepleaf-as="title"], [data-keepleaf-as="byline"], [data-keepleaf-as="published"] { outline-color: #2f5f9e !important; background-color: rgb(47 95 158 / 0.12) !important }
[data-keepleaf-at][data-keepleaf-as] { outline: 3px solid #2b6b4f !important }
`
const SCRIPT = `(${picker.toString()})()`

/** For the policy of a page with the picker in it: nothing but this text runs there. */
export const PICKER_HASH = `'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`

/** A prepared page with the picker at its end, where every element is there already. */
export const withPicker = (html: string): string => `${html}<style>${STYLE}</style><script>${SCRIPT}</script>`
