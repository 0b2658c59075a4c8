import { Place, type Block, type Scope } from './blocks.ts'
import { SAYS } from './says.ts'
import { Hint } from './words.ts'

/** A line of counts is shorter. */
const MOST_COUNT = 60
/** A line that names who owns a picture is shorter. */
const MOST_OWNER = 100
const OWNER = /^[\s(]*(?:©|\(c\)\s)/i
/** Nothing but the names of what a page is sent with, and the words around them. */
const SHARING =
  /^(?=.*(?:shar(?:e|ing)|tweet|teilen|facebook|twitter|whatsapp|pinterest|linkedin|reddit|flipboard|telegram|tumblr|e-?mail))(?:[\s\p{P}\p{S}]*(?:share|sharing|is|caring|this|it|on|via|by|tweet|teilen|auf|per|facebook|twitter|x|whatsapp|pinterest|linkedin|reddit|flipboard|pocket|telegram|xing|tumblr|threads|bluesky|mastodon|e-?mail|print|drucken|copy|link)(?![\p{L}\p{N}]))+[\s\p{P}\p{S}]*$/iu
const APART = Place.pre | Place.table

/**
 * What is no part of any article, however much it looks like the paragraphs around it: counts of comments, minutes and pictures, buttons
 * to share, who owns a picture, and lists that are named as those of other articles. One in 571 such lines whose
 * place the corpora know is in an article.
 */
export function isNeverText(block: Block): boolean {
  const { text, length, scope } = block
  if (length < MOST_COUNT && (scope.place & APART) === 0) {
    if (SAYS.count.test(text) || ((scope.place & Place.heading) === 0 && SHARING.test(text))) return true
  }
  return (length < MOST_OWNER && OWNER.test(text)) || ((scope.place & Place.related) !== 0 && inRelatedList(scope))
}

function inRelatedList(inner: Scope): boolean {
  for (let scope: Scope | undefined = inner; scope; scope = scope.parent) {
    const { name } = scope.element
    if ((name === 'ul' || name === 'ol') && (scope.hints & Hint.related) !== 0) return true
  }
  return false
}
