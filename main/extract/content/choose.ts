import { Place, type Block, type Blocks, type Scope } from './blocks.ts'

/** A paragraph of this many characters counts in full. */
const FULL_PARAGRAPH = 200

/** How much a block looks like running text of the article, -1 to 1. */
export function likelihood(block: Block): number {
  // what a page marks as the body of its article is that, whatever the columns around are called
  const place = block.scope.place & (block.scope.place & Place.articleBody ? ~(Place.chrome | Place.extra) : -1)
  const linkShare = block.linkLength / block.length
  let score = Math.min(1, block.length / FULL_PARAGRAPH) * 0.6 + Math.min(0.4, block.stops * 0.1)
  score -= linkShare * 1.4
  if (place & Place.nav) score -= 1
  if (place & (Place.footer | Place.aside)) score -= 0.6
  if (place & Place.form) score -= 0.3
  if (place & Place.comments) score -= 1
  if (place & Place.hidden) score -= 0.8
  if (place & (Place.chrome | Place.related)) score -= 0.6
  if (place & (Place.extra | Place.caption)) score -= 0.3
  if (place & (Place.articleBody | Place.article | Place.main)) score += 0.15
  if (place & Place.body) score += 0.1
  return Math.max(-1, Math.min(1, score))
}

/** Elements that hold a paragraph or a list; an article of several is in something wider. */
const NARROW: ReadonlySet<string> = new Set(
  'p li td th dt dd h1 h2 h3 h4 h5 h6 pre blockquote ul ol dl figure figcaption'.split(' '),
)
const NARROW_SHARE = 0.6
/** What does not read like the article counts against an element less than what does counts for it: there are comments below. */
const AGAINST = 0.5

/** The element whose blocks are worth the most together; of equals the innermost. */
function bestScope(page: Blocks, narrow: number, worth: (block: Block, at: number) => number): Scope | undefined {
  const sums = new Float64Array(page.blocks.length + 1)
  page.blocks.forEach((block, at) => {
    sums[at + 1] = (sums[at] ?? 0) + worth(block, at)
  })
  let best: Scope | undefined
  let most = -Infinity
  for (const scope of page.scopes) {
    if (scope.to === scope.from) continue
    let net = (sums[scope.to] ?? 0) - (sums[scope.from] ?? 0)
    if (net > 0 && NARROW.has(scope.element.name)) net *= narrow
    if (net >= most) {
      most = net
      best = scope
    }
  }
  return best
}

/** The element with the most text that reads like the article, after what does not is taken off. */
export const chooseScope = (page: Blocks): Scope | undefined =>
  bestScope(page, NARROW_SHARE, (block) => {
    const like = likelihood(block)
    return (like < 0 ? like * AGAINST : like) * block.length
  })

/** A block counts for its surroundings from here on; below, against them. */
const EVEN = 0.4

/** The element with the most text that was judged to be the article. */
export const mostText = (page: Blocks, chances: ArrayLike<number>): Scope | undefined =>
  bestScope(page, 1, (block, at) => ((chances[at] ?? 0) - EVEN) * block.length)
