import { Place, type Block, type Blocks, type Scope } from './blocks.ts'

/** A block this long is running text. */
const LONG = 140
/** This long at least is a paragraph. */
const PARAGRAPH = 80
/** With a larger share in links it is a list of links. */
const MOST_LINKED = 0.4
/** As far as "no running text at all" is. */
const NONE = 99

/** What blocks with the same tag and class have in common. */
export interface Like {
  /** characters in all, in links, and in running text */
  length: number
  links: number
  long: number
  count: number
}

/** Sums over a page that its blocks are seen against. */
export interface Surroundings {
  lengthIn(from: number, to: number): number
  linkShareIn(from: number, to: number): number
  /** the element nearest to the most paragraphs */
  main: Scope | undefined
  /** how far the `article` around an element is from that around the title or the main text: see FOREIGN */
  foreignness(scope: Scope, title: Scope | undefined): number
  /** `article` elements on the page */
  articles: number
  /** the blocks that look like this one */
  likeOf(at: number): Like
  /** characters of running text */
  longLength: number
  /** how often a text stands on the page */
  times(text: string): number
  /** inside the root: running blocks before and after each block, and how many blocks away the nearest is */
  longBefore: Float32Array
  longAfter: Float32Array
  sinceLong: Float32Array
  untilLong: Float32Array
}

const isLong = (block: Block): boolean => block.length >= LONG && block.linkLength < block.length * MOST_LINKED

/** Tag and class of an element and its parent: paragraphs of one article look the same. */
const likeness = ({ element, parent }: Scope): string =>
  `${element.name}.${element.attribs.class ?? ''}<${parent?.element.name ?? ''}.${parent?.element.attribs.class ?? ''}`

/** For each block the number of its likeness; asked twice of a page. */
export function likenessesOf(page: Blocks): Int32Array {
  if (page.alike) return page.alike
  const numbers = new Int32Array(page.blocks.length)
  const byName = new Map<string, number>()
  let scope: Scope | undefined
  let number = 0
  for (const block of page.blocks) {
    if (block.scope !== scope) {
      scope = block.scope
      const name = likeness(scope)
      number = byName.get(name) ?? byName.size
      byName.set(name, number)
    }
    numbers[block.index] = number
  }
  page.alike = numbers
  return numbers
}

/** How much of a paragraph counts for the element that holds it and for the two around that. */
const NEARNESS = [1, 0.7, 0.5] as const
/** What a paragraph counts where articles seldom are. */
const DOUBTFUL_SHARE = 0.3
const ELSEWHERE = Place.comments | Place.footer | Place.nav
const DOUBTFUL = Place.chrome | Place.related | Place.aside | Place.hidden

function mainScope(blocks: readonly Block[]): Scope | undefined {
  const held = new Map<Scope, number>()
  for (const block of blocks) {
    const { place, element } = block.scope
    if (block.length < PARAGRAPH || block.linkLength >= block.length * MOST_LINKED || place & ELSEWHERE) continue
    let holder = element.name === 'p' || element.name === 'li' ? block.scope.parent : block.scope
    for (const share of NEARNESS) {
      if (!holder) break
      const counts = share * block.length * (place & DOUBTFUL && !(place & Place.articleBody) ? DOUBTFUL_SHARE : 1)
      held.set(holder, (held.get(holder) ?? 0) + counts)
      holder = holder.parent
    }
  }
  let best: Scope | undefined
  let most = 0
  for (const [scope, length] of held) {
    if (length > most) {
      most = length
      best = scope
    }
  }
  return best
}

/** Counts running blocks of the root in one direction. */
function distances(blocks: readonly Block[], root: Scope, step: 1 | -1): { away: Float32Array; seen: Float32Array } {
  const count = blocks.length
  const away = new Float32Array(count)
  const seen = new Float32Array(count)
  let since = NONE
  let passed = 0
  for (let at = step > 0 ? 0 : count - 1; at >= 0 && at < count; at += step) {
    away[at] = since
    seen[at] = passed
    const block = blocks[at]
    if (!block || at < root.from || at >= root.to) continue
    if (isLong(block)) {
      since = 0
      passed++
    }
    since++
  }
  return { away, seen }
}

/** Whose text an `article` holds: that of the page's own or of none, one inside it, another's. */
const FOREIGN = { none: 0, inside: 1, other: 2 } as const

export const holds = (outer: Scope | undefined, inner: Scope): boolean =>
  outer !== undefined && inner.from >= outer.from && inner.to <= outer.to

/** One pass over the blocks for all that the features of each look up. */
export function surroundingsOf(page: Blocks, root: Scope): Surroundings {
  const { blocks, scopes } = page
  const count = blocks.length
  const lengths = new Float64Array(count + 1)
  const links = new Float64Array(count + 1)
  const alike = likenessesOf(page)
  const likes: Like[] = []
  const likeOf = (at: number): Like => (likes[alike[at] ?? 0] ??= { long: 0, length: 0, links: 0, count: 0 })
  const texts = new Map<string, number>()
  let longLength = 0
  blocks.forEach((block, at) => {
    const { text, length, linkLength } = block
    lengths[at + 1] = (lengths[at] ?? 0) + length
    links[at + 1] = (links[at] ?? 0) + linkLength
    texts.set(text, (texts.get(text) ?? 0) + 1)
    const like = likeOf(at)
    like.length += length
    like.links += linkLength
    like.count++
    if (isLong(block)) {
      like.long += length
      longLength += length
    }
  })
  const lengthIn = (from: number, to: number): number =>
    (lengths[Math.min(count, to)] ?? 0) - (lengths[Math.max(0, from)] ?? 0)
  const main = mainScope(blocks)
  const mainArticle = (main ?? root).article
  const before = distances(blocks, root, 1)
  const after = distances(blocks, root, -1)
  return {
    lengthIn,
    linkShareIn: (from, to) =>
      ((links[Math.min(count, to)] ?? 0) - (links[Math.max(0, from)] ?? 0)) / Math.max(1, lengthIn(from, to)),
    main,
    foreignness: (scope, title) => {
      const own = scope.article
      const home = title?.article ?? mainArticle
      if (own === undefined || own === home) return FOREIGN.none
      return holds(home, own) ? FOREIGN.inside : FOREIGN.other
    },
    articles: scopes.filter((scope) => scope.article === scope).length,
    likeOf,
    longLength,
    times: (text) => texts.get(text) ?? 0,
    longBefore: before.seen,
    longAfter: after.seen,
    sinceLong: before.away,
    untilLong: after.away,
  }
}

/** The innermost element around all the blocks that were kept. */
export function commonScope(blocks: readonly Block[], kept: readonly boolean[]): Scope | undefined {
  const first = kept.indexOf(true)
  const last = kept.lastIndexOf(true)
  if (first < 0) return undefined
  let scope: Scope | undefined = blocks[first]?.scope
  while (scope && (scope.from > first || scope.to <= last)) scope = scope.parent
  return scope
}
