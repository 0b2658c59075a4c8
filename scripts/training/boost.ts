import { judge, type Trees } from '../../main/extract/content/trees.ts'

export interface Sample {
  row: Float32Array
  label: 0 | 1
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
}

const BINS = 48
const KEPT_DIGITS = 4

const rounded = (value: number): number => Number(value.toPrecision(KEPT_DIGITS))

/** Borders between the bins of every feature, at even steps of the samples' own values. */
function bordersOf(samples: readonly Sample[], features: number): number[][] {
  return Array.from({ length: features }, (_, feature) => {
    const values = [...new Set(samples.map(({ row }) => row[feature] ?? 0))].sort((a, b) => a - b)
    if (values.length <= BINS) {
      return values.slice(0, -1).map((value, at) => rounded((value + (values[at + 1] ?? value)) / 2))
    }
    const all = samples.map(({ row }) => row[feature] ?? 0).sort((a, b) => a - b)
    const borders = Array.from({ length: BINS - 1 }, (_, at) =>
      rounded(all[Math.floor(((at + 1) * all.length) / BINS)] ?? 0),
    )
    return [...new Set(borders)]
  })
}

/** Trains trees on samples; the same samples always give the same trees. */
export function boost(samples: readonly Sample[], options: BoostOptions): Trees {
  const features = samples[0]?.row.length ?? 0
  const count = samples.length
  const borders = bordersOf(samples, features)
  const bins = borders.map((border, feature) => {
    const column = new Uint8Array(count)
    samples.forEach(({ row }, at) => {
      const value = row[feature] ?? 0
      let low = 0
      let high = border.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (value <= (border[middle] ?? 0)) high = middle
        else low = middle + 1
      }
      column[at] = low
    })
    return column
  })
  let positive = 0
  let total = 0
  for (const { label, weight } of samples) {
    positive += label * weight
    total += weight
  }
  const bias = rounded(Math.log(positive / (total - positive)))
  const scores = new Float64Array(count).fill(bias)
  const gradients = new Float64Array(count)
  const hessians = new Float64Array(count)
  const trees: number[][] = []
  let seed = 1
  const chance = (): number => {
    seed = (seed * 1664525 + 1013904223) >>> 0
    return seed / 2 ** 32
  }

  for (let round = 0; round < options.rounds; round++) {
    samples.forEach(({ label, weight }, at) => {
      const probability = 1 / (1 + Math.exp(-(scores[at] ?? 0)))
      gradients[at] = (probability - label) * weight
      hessians[at] = Math.max(1e-6, probability * (1 - probability)) * weight
    })
    const tree: number[] = []
    const asked = Array.from({ length: features }, () => chance() < options.features)
    const grow = (members: Int32Array, depth: number): number => {
      const self = tree.length / 4
      tree.push(-1, 0, 0, 0)
      let g = 0
      let h = 0
      for (const at of members) {
        g += gradients[at] ?? 0
        h += hessians[at] ?? 0
      }
      const split = depth < options.depth ? bestSplit(members, g, h) : undefined
      if (!split) {
        const value = rounded((-g / (h + options.lambda)) * options.rate)
        tree[self * 4 + 1] = value
        for (const at of members) scores[at] = (scores[at] ?? 0) + value
        return self
      }
      const column = bins[split.feature] ?? new Uint8Array(0)
      const left = members.filter((at) => (column[at] ?? 0) <= split.bin)
      const right = members.filter((at) => (column[at] ?? 0) > split.bin)
      tree[self * 4] = split.feature
      tree[self * 4 + 1] = borders[split.feature]?.[split.bin] ?? 0
      tree[self * 4 + 2] = grow(left, depth + 1)
      tree[self * 4 + 3] = grow(right, depth + 1)
      return self
    }
    const bestSplit = (members: Int32Array, g: number, h: number): { feature: number; bin: number } | undefined => {
      let best: { feature: number; bin: number } | undefined
      let gain = 1e-3
      const base = (g * g) / (h + options.lambda)
      for (let feature = 0; feature < features; feature++) {
        const border = borders[feature] ?? []
        const column = bins[feature]
        if (border.length === 0 || !column || !asked[feature]) continue
        const gs = new Float64Array(border.length + 1)
        const hs = new Float64Array(border.length + 1)
        for (const at of members) {
          const bin = column[at] ?? 0
          gs[bin] = (gs[bin] ?? 0) + (gradients[at] ?? 0)
          hs[bin] = (hs[bin] ?? 0) + (hessians[at] ?? 0)
        }
        let gl = 0
        let hl = 0
        for (let bin = 0; bin < border.length; bin++) {
          gl += gs[bin] ?? 0
          hl += hs[bin] ?? 0
          const hr = h - hl
          if (hl < options.least || hr < options.least) continue
          const here = (gl * gl) / (hl + options.lambda) + ((g - gl) * (g - gl)) / (hr + options.lambda) - base
          if (here > gain) {
            gain = here
            best = { feature, bin }
          }
        }
      }
      return best
    }
    grow(Int32Array.from(samples.keys()), 0)
    trees.push(tree)
  }
  return { bias, trees }
}

/** Share of the weight that the trees judge rightly. */
export function accuracy(trees: Trees, samples: readonly Sample[]): number {
  let right = 0
  let total = 0
  for (const { row, label, weight } of samples) {
    if ((judge(trees, row) > 0.5 ? 1 : 0) === label) right += weight
    total += weight
  }
  return right / total
}
