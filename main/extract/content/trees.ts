/**
 * A sum of small decision trees (gradient boosting, Friedman 2001, doi:10.1214/aos/1013203451). Each tree is a flat list
 * of nodes: `feature, threshold, left, right` for a question (left when the value is at most the threshold), and
 * `-1, value, 0, 0` for an answer; left and right count in nodes.
 */
export interface Trees {
  bias: number
  trees: number[][]
}

/**
 * The same trees laid out by what they ask, not by tree (QuickScorer, Lucchese et al. 2015, doi:10.1145/2766462.2767733): the
 * questions about one feature stand together with rising thresholds, so that the answers are a run of them, and each "no" rules
 * out the leaves to its left. What is left of a tree's leaves, the first is its answer.
 */
export interface Forest {
  bias: number
  /** features that are asked about, and the first question of each */
  features: Int32Array
  from: Int32Array
  /** of a question; one that nothing is above ends the questions of a feature */
  thresholds: Float64Array
  trees: Int32Array
  /** leaves of the tree that a "no" leaves, as bits from the left */
  masks: Int32Array
  /** answers of all trees, and the first of each */
  leaves: Float64Array
  starts: Int32Array
  /** room to judge a row in */
  left: Int32Array
}

const NODE = 4
/** As many as an integer has bits. */
const MOST_LEAVES = 32
const ALL = -1

interface Question {
  threshold: number
  tree: number
  mask: number
}

/** Lays trees out for judging many rows. */
export function forestOf({ bias, trees }: Trees): Forest {
  const asked = new Map<number, Question[]>()
  const leaves: number[] = []
  const starts: number[] = []
  trees.forEach((tree, order) => {
    const start = leaves.length
    starts.push(start)
    const visit = (at: number): void => {
      const [feature = -1, value = 0, left = 0, right = 0] = tree.slice(at * NODE, (at + 1) * NODE)
      if (feature < 0) {
        leaves.push(value)
        return
      }
      const from = leaves.length - start
      visit(left)
      let mask = ALL
      for (let leaf = from; leaf < leaves.length - start; leaf++) mask &= ~(1 << leaf)
      const questions = asked.get(feature) ?? []
      asked.set(feature, questions)
      questions.push({ threshold: value, tree: order, mask })
      visit(right)
    }
    visit(0)
    if (leaves.length - start > MOST_LEAVES) throw new RangeError('A tree has too many leaves.')
  })
  const from: number[] = []
  const questions: Question[] = []
  for (const list of asked.values()) {
    from.push(questions.length)
    questions.push(...list.sort((a, b) => a.threshold - b.threshold), { threshold: Infinity, tree: 0, mask: ALL })
  }
  return {
    bias,
    features: Int32Array.from(asked.keys()),
    from: Int32Array.from(from),
    thresholds: Float64Array.from(questions, ({ threshold }) => threshold),
    trees: Int32Array.from(questions, ({ tree }) => tree),
    masks: Int32Array.from(questions, ({ mask }) => mask),
    leaves: Float64Array.from(leaves),
    starts: Int32Array.from(starts),
    left: new Int32Array(trees.length),
  }
}

/** How sure the trees are that a row is what they were trained to find, 0 to 1. */
export function judge(forest: Forest, row: Float32Array): number {
  const { bias, features, from, thresholds, trees, masks, leaves, starts, left } = forest
  left.fill(ALL)
  for (let order = 0; order < features.length; order++) {
    const value = row[features[order] ?? 0] ?? 0
    for (let at = from[order] ?? 0; value > (thresholds[at] ?? 0); at++) {
      const tree = trees[at] ?? 0
      left[tree] = (left[tree] ?? 0) & (masks[at] ?? ALL)
    }
  }
  let sum = bias
  for (let tree = 0; tree < left.length; tree++) {
    const bits = left[tree] ?? ALL
    // the lowest bit that is set
    const leaf = MOST_LEAVES - 1 - Math.clz32(bits & -bits)
    sum += leaves[(starts[tree] ?? 0) + leaf] ?? 0
  }
  return 1 / (1 + Math.exp(-sum))
}
