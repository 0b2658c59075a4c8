import { Place, type Block, type Blocks, type Scope } from './blocks.ts'

/** A paragraph of this many characters counts in full. */
const FULL_PARAGRAPH = 200

/** How much a block looks like running text of the article, -1 to 1. */
export function likelihood(block: Block): number {
  const { place } = block.scope
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

/** The element whose blocks hold the most text that reads like the article, after what does not is taken off. */
export function chooseScope(page: Blocks): Scope | undefined {
  const sums = new Float64Array(page.blocks.length + 1)
  page.blocks.forEach((block, at) => {
    sums[at + 1] = (sums[at] ?? 0) + likelihood(block) * block.length
  })
  let best: Scope | undefined
  let most = -Infinity
  for (const scope of page.scopes) {
    if (scope.to === scope.from) continue
    const net = (sums[scope.to] ?? 0) - (sums[scope.from] ?? 0)
    // of equals the innermost
    if (net >= most) {
      most = net
      best = scope
    }
  }
  return best
}
