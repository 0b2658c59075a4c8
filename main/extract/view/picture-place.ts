import { isElement, type Element } from '../dom/node.ts'
import { Place, type Scope } from '../content/blocks.ts'

/** A picture there is not the article's. */
const NOT_THE_ARTICLES =
  Place.nav | Place.footer | Place.comments | Place.related | Place.aside | Place.extra | Place.hidden | Place.form
/** Boxes of pictures to page through; teasers of other articles are shown so, too. */
const GALLERY = /(?:^|[\s_-])(?:\w*slider|\w*carousel|\w*gallery|slideshow|swiper)(?:$|[\s_-])/i
const PICTURE_FILE = /\.(?:jpe?g|png|webp|avif|gif)(?:[?#]|$)/i

/** Whether a picture stands where the article's are not: in a menu, a teaser, a share bar … */
export function isOutside(image: Element, inner: Scope, root: Scope): boolean {
  // a figure is one, whatever it is made of
  const scope = figureAround(inner) ?? inner
  const places = scope.place & ~root.place & NOT_THE_ARTICLES
  if (places !== Place.related) return places !== 0
  return leadsAway(image) || !isGallery(scope)
}

function figureAround(inner: Scope): Scope | undefined {
  for (let scope: Scope | undefined = inner; scope; scope = scope.parent)
    if (scope.element.name === 'figure') return scope
  return undefined
}

/** Whether it is a gallery that keeps an element apart, and nothing around that. */
function isGallery(inner: Scope): boolean {
  let outermost = inner
  while (outermost.parent && outermost.parent.place & Place.related) outermost = outermost.parent
  return GALLERY.test(outermost.element.attribs.class ?? '')
}

/** Whether a picture is a link to something else than a larger one. */
export function leadsAway(image: Element): boolean {
  for (let { parent } = image; isElement(parent); { parent } = parent) {
    if (parent.name !== 'a') continue
    const { href } = parent.attribs
    return href !== undefined && !href.startsWith('#') && !PICTURE_FILE.test(href)
  }
  return false
}
