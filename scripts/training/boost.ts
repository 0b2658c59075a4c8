import type { Trees } from '../../main/extract/content/trees.ts'
import { binned, BINS, rounded, type Binned } from './bins.ts'

export interface Sample {
  row: ArrayLike<number>
  /** 0 or 1, or between them where the truth leaves it open */
  label: number
  weight: number
}

export interface BoostOptions {
  rounds: number
  depth: number
  rate: number
  /** least weight of samples in a leaf */
  least: number
  /** L2 penalty on the leaves */
  lambda: number
  /** share of the features that each tree may ask about; less makes the trees differ and the sum steadier */
  features: number
  /** share of the samples that each tree sees */
  rows: number
  seed: number
}

const LEAST_GAIN = 1e-3
const LEAST_HESSIAN = 1e-6

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What the growing of one tree needs. */
interface Ground {
  data: Binned
  asked: readonly number[]
  /** first and second derivative of the loss, a pair a sample */
  slopes: Float64Array
  options: BoostOptions
}

/** A question as the model writes it; `bin` is the same border while training. */
interface Node {
  feature: number
  bin: number
  value: number
  left: number
  right: number
}

/**
 * Trains trees on samples; the same samples and seed always give the same trees. `data` are the samples already cut, for
 * callers that train on them more than once; `members` names those to learn from.
 */
export function boost(
  samples: readonly Sample[],
  options: BoostOptions,
  data: Binned = binned(samples.map(({ row }) => row)),
  members: Int32Array = Int32Array.from(samples.keys()),
): Trees {
  const labels = Float64Array.from(samples, ({ label }) => label)
  const weights = Float64Array.from(samples, ({ weight }) => weight)
  let positive = 0
  let total = 0
  for (const at of members) {
    positive += (labels[at] ?? 0) * (weights[at] ?? 0)
    total += weights[at] ?? 0
  }
  const bias = rounded(Math.log(positive / (total - positive)))
  const scores = new Float64Array(samples.length).fill(bias)
  const slopes = new Float64Array(samples.length * 2)
  const chance = chances(options.seed)
  const trees: number[][] = []
  for (let round = 0; round < options.rounds; round++) {
    for (const at of members) {
      const probability = 1 / (1 + Math.exp(-(scores[at] ?? 0)))
      const weight = weights[at] ?? 0
      slopes[at * 2] = (probability - (labels[at] ?? 0)) * weight
      slopes[at * 2 + 1] = Math.max(LEAST_HESSIAN, probability * (1 - probability)) * weight
    }
    const asked = [...data.borders.keys()].filter(
      (feature) => chance() < options.features && (data.borders[feature]?.length ?? 0) > 0,
    )
    const drawn = options.rows >= 1 ? members.slice() : members.filter(() => chance() < options.rows)
    const tree = grow({ data, asked, slopes, options }, drawn)
    trees.push(
      tree.flatMap(({ feature, bin, value, left, right }) =>
        feature < 0 ? [-1, value, 0, 0] : [feature, data.borders[feature]?.[bin] ?? 0, left, right],
      ),
    )
    for (const at of members) scores[at] = (scores[at] ?? 0) + answer(tree, data, at)
  }
  return { bias, trees }
}

function answer(tree: readonly Node[], { columns }: Binned, sample: number): number {
  let node = tree[0]
  while (node && node.feature >= 0)
    node = tree[(columns[node.feature]?.[sample] ?? 0) <= node.bin ? node.left : node.right]
  return node?.value ?? 0
}

function grow(ground: Ground, all: Int32Array): Node[] {
  const { data, options } = ground
  const tree: Node[] = []
  const part = (members: Int32Array, counts: Float64Array, depth: number): number => {
    const self = tree.length
    const node: Node = { feature: -1, bin: 0, value: 0, left: 0, right: 0 }
    tree.push(node)
    let g = 0
    let h = 0
    for (const at of members) {
      g += ground.slopes[at * 2] ?? 0
      h += ground.slopes[at * 2 + 1] ?? 0
    }
    const split = depth < options.depth ? bestSplit(ground, counts, g, h) : undefined
    if (!split) {
      node.value = rounded((-g / (h + options.lambda)) * options.rate)
      return self
    }
    const border = divide(members, data.columns[split.feature] ?? new Uint8Array(0), split.bin)
    const left = members.subarray(0, border)
    const right = members.subarray(border)
    Object.assign(node, split)
    const last = depth + 1 >= options.depth
    const fewer = last ? counts : countsOf(ground, left.length < right.length ? left : right)
    // the other side is what is left of the whole
    const more = last ? counts : counts.map((sum, at) => sum - (fewer[at] ?? 0))
    node.left = part(left, left.length < right.length ? fewer : more, depth + 1)
    node.right = part(right, left.length < right.length ? more : fewer, depth + 1)
    return self
  }
  part(all, countsOf(ground, all), 0)
  return tree
}

/** Moves the members of the lower bins to the front; answers how many they are. */
function divide(members: Int32Array, column: Uint8Array, bin: number): number {
  const above = new Int32Array(members.length)
  let low = 0
  let high = 0
  for (const at of members) {
    if ((column[at] ?? 0) <= bin) members[low++] = at
    else above[high++] = at
  }
  members.set(above.subarray(0, high), low)
  return low
}

/** Sums of the slopes by feature and bin. */
function countsOf({ data, asked, slopes }: Ground, members: Int32Array): Float64Array {
  const counts = new Float64Array(asked.length * BINS * 2)
  asked.forEach((feature, order) => {
    const column = data.columns[feature] ?? new Uint8Array(0)
    const base = order * BINS * 2
    for (const at of members) {
      const place = base + (column[at] ?? 0) * 2
      counts[place] = (counts[place] ?? 0) + (slopes[at * 2] ?? 0)
      counts[place + 1] = (counts[place + 1] ?? 0) + (slopes[at * 2 + 1] ?? 0)
    }
  })
  return counts
}

function bestSplit(
  { data, asked, options }: Ground,
  counts: Float64Array,
  g: number,
  h: number,
): { feature: number; bin: number } | undefined {
  const { lambda, least } = options
  const base = (g * g) / (h + lambda)
  let best: { feature: number; bin: number } | undefined
  let gain = LEAST_GAIN
  asked.forEach((feature, order) => {
    const steps = data.borders[feature]?.length ?? 0
    let gl = 0
    let hl = 0
    for (let bin = 0; bin < steps; bin++) {
      const place = (order * BINS + bin) * 2
      gl += counts[place] ?? 0
      hl += counts[place + 1] ?? 0
      const hr = h - hl
      if (hl < least || hr < least) continue
      const here = (gl * gl) / (hl + lambda) + ((g - gl) * (g - gl)) / (hr + lambda) - base
      if (here > gain) {
        gain = here
        best = { feature, bin }
      }
    }
  })
  return best
}
