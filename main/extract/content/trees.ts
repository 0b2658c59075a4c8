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

/** All trees one behind the other, each kind of value in an array of its own: this is what most of the judging is. */
interface Flat {
  bias: number
  roots: Int32Array
  features: Int16Array
  values: Float64Array
  left: Int32Array
  right: Int32Array
}

const flattened = new WeakMap<Trees, Flat>()

function flatten({ bias, trees }: Trees): Flat {
  const count = trees.reduce((sum, tree) => sum + tree.length / NODE, 0)
  const flat: Flat = {
    bias,
    roots: new Int32Array(trees.length),
    features: new Int16Array(count),
    values: new Float64Array(count),
    left: new Int32Array(count),
    right: new Int32Array(count),
  }
  let root = 0
  trees.forEach((tree, which) => {
    flat.roots[which] = root
    const nodes = tree.length / NODE
    for (let node = 0; node < nodes; node++) {
      flat.features[root + node] = tree[node * NODE] ?? -1
      flat.values[root + node] = tree[node * NODE + 1] ?? 0
      flat.left[root + node] = root + (tree[node * NODE + 2] ?? 0)
      flat.right[root + node] = root + (tree[node * NODE + 3] ?? 0)
    }
    root += nodes
  })
  return flat
}

/** How sure the trees are that a row is what they were trained to find, 0 to 1. */
export function judge(model: Trees, row: ArrayLike<number>): number {
  let flat = flattened.get(model)
  if (flat === undefined) {
    flat = flatten(model)
    flattened.set(model, flat)
  }
  const { bias, roots, features, values, left, right } = flat
  let sum = bias
  for (const root of roots) {
    let at = root
    let feature = features[at] ?? -1
    while (feature >= 0) {
      at = ((row[feature] ?? 0) <= (values[at] ?? 0) ? left[at] : right[at]) ?? 0
      feature = features[at] ?? -1
    }
    sum += values[at] ?? 0
  }
  return 1 / (1 + Math.exp(-sum))
}
