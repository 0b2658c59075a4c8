import { isElement } from '../dom/node.ts'
import { Place, type Block, type Scope } from './blocks.ts'
import { SAYS } from './says.ts'
import { Hint } from './words.ts'

/** A line of counts is shorter. */
const MOST_COUNT = 60
/** A line that names who owns a picture is shorter; one that goes on to say what it shows may be longer, and has no year. */
const MOST_OWNER = 100
const MOST_OWNED = 200
const OWNER = /^[\s(]*(?:©|\(c\)\s)/i
const OWNED_TEXT = /^[\s(]*(?:©|\(c\))\s*(?:copyright\s*)?\d{4}/i
/** Nothing but the names of what a page is sent with, and the words around them. */
const SHARING =
  /^(?=.*(?:shar(?:e|ing)|tweet|teilen|facebook|twitter|whatsapp|pinterest|linkedin|reddit|flipboard|telegram|tumblr|e-?mail))(?:[\s\p{P}\p{S}]*(?:share|sharing|is|caring|this|it|on|via|by|tweet|teilen|auf|per|facebook|twitter|x|whatsapp|pinterest|linkedin|reddit|flipboard|pocket|telegram|xing|tumblr|threads|bluesky|mastodon|e-?mail|print|drucken|copy|link)(?![\p{L}\p{N}]))+[\s\p{P}\p{S}]*$/iu
const APART = Place.pre | Place.table

/** "Read also: …": a pointer to another article is shorter, and most of it is the link. */
const MOST_POINTER = 200
const POINTER = /^[^:]{2,40}:/
const LINKED = 0.5
/** Old sites have the whole page in a form; one to subscribe with has fewer blocks. */
const MOST_FORM = 12

/**
 * What is no part of any article, however much it looks like the paragraphs around it: counts of comments, minutes and pictures, buttons,
 * who owns a picture, topics, pointers to other articles and lists that are named as such, invitations above a field for an address.
 */
export function isNeverText(block: Block): boolean {
  const { text, length, scope, links, linkLength } = block
  if (scope.element.attribs.role === 'button') return true
  if (length < MOST_COUNT && (scope.place & APART) === 0) {
    if (SAYS.count.test(text) || ((scope.place & Place.heading) === 0 && SHARING.test(text))) return true
  }
  if (length < MOST_OWNED && OWNER.test(text) && (length < MOST_OWNER || !OWNED_TEXT.test(text))) return true
  if (links > 0 && linkLength > length * LINKED && isFiling(block)) return true
  if (
    links > 0 &&
    length < MOST_POINTER &&
    linkLength > length * LINKED &&
    POINTER.test(text) &&
    (SAYS.related.test(text) || (scope.hints & Hint.related) !== 0)
  )
    return true
  if ((scope.place & Place.form) !== 0 && SAYS.subscribe.test(text) && inSmallForm(scope)) return true
  return (scope.place & Place.related) !== 0 && inRelatedList(scope)
}

const TOPIC = /(?:^|\s)tag(?:\s|$)/i

/** Whether all links of a block lead to the topics that the article is filed under (`rel=tag`, HTML 4.6.6.13). */
function isFiling({ nodes, scope }: Block): boolean {
  let topics = 0
  for (const node of nodes) {
    let parent = node.parent
    while (isElement(parent) && parent !== scope.element && parent.name !== 'a') parent = parent.parent
    if (!isElement(parent) || parent.name !== 'a') continue
    if (!TOPIC.test(parent.attribs.rel ?? '')) return false
    topics++
  }
  return topics > 0
}

function inSmallForm(inner: Scope): boolean {
  for (let scope: Scope | undefined = inner; scope; scope = scope.parent) {
    if (scope.element.name === 'form') return scope.to - scope.from < MOST_FORM
  }
  return false
}

function inRelatedList(inner: Scope): boolean {
  for (let scope: Scope | undefined = inner; scope; scope = scope.parent) {
    const { name } = scope.element
    if ((name === 'ul' || name === 'ol') && (scope.hints & Hint.related) !== 0) return true
  }
  return false
}
