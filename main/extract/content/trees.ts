/**
 * A sum of small decision trees (gradient boosting, Friedman 2001, doi:10.1214/aos/1013203451). Each tree is a flat list
 * of nodes: `feature, threshold, left, right` for a question (left when the value is at most the threshold), and
 * `-1, value, 0, 0` for an answer; left and right count in nodes.
 */
export interface Trees {
  bias: number
  trees: number[][]
}

/** The same trees one after the other, in arrays that the processor reads without detours. */
export interface Forest {
  bias: number
  /** first node of each tree */
  starts: Int32Array
  features: Int16Array
  /** threshold of a question, value of an answer */
  values: Float64Array
  lefts: Int32Array
  rights: Int32Array
}

const NODE = 4

/** Lays trees out for judging many rows. */
export function forestOf({ bias, trees }: Trees): Forest {
  const nodes = trees.reduce((sum, tree) => sum + tree.length / NODE, 0)
  const forest: Forest = {
    bias,
    starts: new Int32Array(trees.length),
    features: new Int16Array(nodes),
    values: new Float64Array(nodes),
    lefts: new Int32Array(nodes),
    rights: new Int32Array(nodes),
  }
  let next = 0
  trees.forEach((tree, order) => {
    const start = next
    forest.starts[order] = start
    for (let at = 0; at < tree.length; at += NODE, next++) {
      forest.features[next] = tree[at] ?? -1
      forest.values[next] = tree[at + 1] ?? 0
      forest.lefts[next] = start + (tree[at + 2] ?? 0)
      forest.rights[next] = start + (tree[at + 3] ?? 0)
    }
  })
  return forest
}

/** How sure the trees are that a row is what they were trained to find, 0 to 1. */
export function judge({ bias, starts, features, values, lefts, rights }: Forest, row: Float32Array): number {
  let sum = bias
  for (const start of starts) {
    let at = start
    let feature = features[at] ?? -1
    while (feature >= 0) {
      at = ((row[feature] ?? 0) <= (values[at] ?? 0) ? lefts[at] : rights[at]) ?? 0
      feature = features[at] ?? -1
    }
    sum += values[at] ?? 0
  }
  return 1 / (1 + Math.exp(-sum))
}
