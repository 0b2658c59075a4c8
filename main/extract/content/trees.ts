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
 * The same trees, all made equally deep, so that the way through one is a sum and no choice: below question `at` stand the questions
 * `2 * at` and `2 * at + 1`, the first is 1, and the answers follow the last. An answer that comes early is repeated below.
 */
export interface Forest {
  bias: number
  features: Uint16Array
  thresholds: Float64Array
  answers: Float64Array
}

const NODE = 4
/** Places of a tree's questions, of which three lead to an answer; as many answers. */
const SIZE = 8

/** Lays trees out for judging many rows. */
export function forestOf({ bias, trees }: Trees): Forest {
  const places = trees.length * SIZE
  const forest: Forest = {
    bias,
    features: new Uint16Array(places),
    thresholds: new Float64Array(places),
    answers: new Float64Array(places),
  }
  trees.forEach((tree, order) => {
    const start = order * SIZE
    const lay = (node: number, at: number): void => {
      const [feature = -1, value = 0, left = 0, right = 0] = tree.slice(node * NODE, (node + 1) * NODE)
      const isAnswer = feature < 0
      if (at >= SIZE) {
        if (!isAnswer) throw new RangeError('A tree asks too many questions.')
        forest.answers[start + at - SIZE] = value
        return
      }
      forest.features[start + at] = isAnswer ? 0 : feature
      forest.thresholds[start + at] = value
      lay(isAnswer ? node : left, 2 * at)
      lay(isAnswer ? node : right, 2 * at + 1)
    }
    lay(0, 1)
  })
  return forest
}

/** A sum with what the trees between two places answer. */
function addAnswers(
  { features, thresholds, answers }: Forest,
  row: Float32Array,
  before: number,
  from: number,
  to: number,
): number {
  // SIZE, written here: the engine does not take one from outside for a number that never changes, and checks every step
  const size = 8
  let sum = before
  // written out, and without a branch for an answer, which would be guessed wrongly too often
  for (let start = from; start < to; start += size) {
    let at = 2 + Number((row[features[start + 1] ?? 0] ?? 0) > (thresholds[start + 1] ?? 0))
    at = 2 * at + Number((row[features[start + at] ?? 0] ?? 0) > (thresholds[start + at] ?? 0))
    at = 2 * at + Number((row[features[start + at] ?? 0] ?? 0) > (thresholds[start + at] ?? 0))
    sum += answers[start + at - size] ?? 0
  }
  return sum
}

const chanceOf = (sum: number): number => 1 / (1 + Math.exp(-sum))

/** How sure the trees are that a row is what they were trained to find, 0 to 1. */
export const judge = (forest: Forest, row: Float32Array): number =>
  chanceOf(addAnswers(forest, row, forest.bias, 0, forest.features.length))

/**
 * The first trees are two trainings, one behind the other; what one of them gives less than this, the other does not raise to
 * anything that counts.
 */
const DISMISSED = 0.0025
const TRAININGS = 2

/** The same, but half of the trees are enough for a row that is nothing to them. */
export function judgeFirst(forest: Forest, row: Float32Array): number {
  const { bias, features } = forest
  const half = features.length / TRAININGS
  const sum = addAnswers(forest, row, bias, 0, half)
  const chance = chanceOf(bias + (sum - bias) * TRAININGS)
  return chance < DISMISSED ? chance : chanceOf(addAnswers(forest, row, sum, half, features.length))
}

/**
 * With less than this a block is no text, whatever its neighbours are: more than half of the blocks of a page, its menus and lists of links.
 * Of 45,000 in the corpora second trees gave none more than 0.2.
 */
const HOPELESS = 0.004

/** What the second trees say of a row to which the first gave this chance; hopeless ones are not judged again. */
export const judgeAgain = (forest: Forest, row: Float32Array, chance: number): number =>
  chance < HOPELESS ? chance : judge(forest, row)
