/**
 * A sum of small decision trees (gradient boosting, Friedman 2001, doi:10.1214/aos/1013203451). Each tree is a flat list
 * of nodes: `feature, threshold, left, right` for a question (left when the value is at most the threshold), and
 * `-1, value, 0, 0` for an answer; left and right count in nodes.
 */
export interface Trees {
  bias: number
  trees: number[][]
}

const NODE = 4

/** How sure the trees are that a row is what they were trained to find, 0 to 1. */
export function judge({ bias, trees }: Trees, row: ArrayLike<number>): number {
  let sum = bias
  for (const tree of trees) {
    let at = 0
    for (;;) {
      const feature = tree[at] ?? -1
      const value = tree[at + 1] ?? 0
      if (feature < 0) {
        sum += value
        break
      }
      at = NODE * ((row[feature] ?? 0) <= value ? (tree[at + 2] ?? 0) : (tree[at + 3] ?? 0))
    }
  }
  return 1 / (1 + Math.exp(-sum))
}
