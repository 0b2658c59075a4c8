import DOMPurify from 'dompurify'
import { PAGE_SCHEME } from '../../../shared/ipc/channels.ts'

const TAGS =
  'a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover ol p picture pre q rp rt ruby s samp section semantics small source span strong sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr'.split(
    ' ',
  )
const ATTRIBUTES =
  'abbr accent accentunder align alt aria-label cite class colspan columnalign columnspan controls datetime dir display displaystyle fence form headers height href hreflang id kind label lang linethickness lspace mathvariant open poster reversed rowalign rowspan rspace scope scriptlevel separator span src srclang srcset start stretchy title type value width'.split(
    ' ',
  )
/** Written by the engine for the typography; a page's own classes mean nothing here. */
const CLASSES = /^(?:footnote|footnotes|footnote-ref|lead|pullquote|caption|verse|language-[\w+#-]+)$/

/** Before every id of a page, and before what its own links name. */
const ID_PREFIX = 'in-'

/** Where the files of an article are served. */
export function pageAddress(id: string, path: string): string {
  return `${PAGE_SCHEME}://${id}/${path}`
}

/** The folder of a state that is kept with an article, to be given in the place of an article's id. */
export const versionFolder = (article: string, version: string): string => `${article}/versions/${version}`

/**
 * The second gate before a reading view gets into the window (the first one is the engine's): only known elements and
 * attributes, pictures and media only from the article's own `assets/`, links only to the web, mail and this page.
 * Addresses of assets are made whole.
 */
export function sanitiseReadingView(html: string, id: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    KEEP_CONTENT: true,
    FORBID_CONTENTS: [
      'script',
      'style',
      'noscript',
      'template',
      'iframe',
      'object',
      'svg',
      'form',
      'textarea',
      'select',
    ],
    RETURN_DOM_FRAGMENT: true,
    // the reading view is a whole document; its body is what is shown
    WHOLE_DOCUMENT: false,
    SANITIZE_NAMED_PROPS: false,
    SANITIZE_DOM: true,
  })
  for (const element of fragment.querySelectorAll('*')) tame(element, id)
  return fragment
}

function tame(element: Element, id: string): void {
  for (const name of ['src', 'poster']) {
    const value = element.getAttribute(name)
    if (value === null) continue
    const address = assetAddress(value, id)
    if (address) element.setAttribute(name, address)
    else element.removeAttribute(name)
  }
  if (element.hasAttribute('srcset')) {
    const sources = (element.getAttribute('srcset') ?? '').split(/,\s+/).flatMap((candidate) => {
      const [address = '', size = ''] = candidate.trim().split(/\s+/, 2)
      const own = assetAddress(address, id)
      return own ? [`${own} ${size}`.trim()] : []
    })
    if (sources.length > 0) element.setAttribute('srcset', sources.join(', '))
    else element.removeAttribute('srcset')
  }
  // names of the page must not meet names of the window
  if (element.id !== '') element.id = ID_PREFIX + element.id
  const href = element.getAttribute('href')
  if (href?.startsWith('#') && href.length > 1) element.setAttribute('href', `#${ID_PREFIX}${href.slice(1)}`)
  if (href !== null && !/^(?:https?:|mailto:|#)/i.test(href.trim())) element.removeAttribute('href')
  if (element.hasAttribute('class')) {
    const kept = [...element.classList].filter((name) => CLASSES.test(name))
    if (kept.length > 0) element.className = kept.join(' ')
    else element.removeAttribute('class')
  }
  if (element.tagName === 'IMG') {
    element.setAttribute('decoding', 'async')
    if (!element.hasAttribute('src')) replaceMissing(element)
  }
  if (element.tagName === 'VIDEO' || element.tagName === 'AUDIO') element.setAttribute('controls', '')
}

/** A picture that was not saved stands there with its words. */
function replaceMissing(image: Element): void {
  const words = image.getAttribute('alt')?.trim()
  const note = document.createElement('span')
  note.className = 'no-picture'
  note.textContent = words ?? ''
  image.replaceWith(note)
}

function assetAddress(value: string, id: string): string | undefined {
  const path = value.trim().replace(/^\.\//, '')
  const own = pageAddress(id, '')
  const relative = path.startsWith(own) ? path.slice(own.length) : path
  if (!relative.startsWith('assets/') || relative.split('/').includes('..')) return undefined
  return pageAddress(id, relative)
}
