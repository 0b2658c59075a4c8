import type { Trees } from '../../main/extract/content/trees.ts'
import { rounded } from './bins.ts'

/** Seeds of one bag stand apart from those of the next. */
const SEED_STEP = 100
const NODE = 4

/**
 * Trains several times on other samples and features each time; the trees together answer what they answer on average. A single
 * training hangs on which samples it saw (Breiman 1996, doi:10.1007/BF00058655).
 */
export function bagOf(count: number, seed: number, train: (seed: number) => Trees): Trees {
  const all = Array.from({ length: count }, (_, order) => train(seed * SEED_STEP + order))
  return {
    bias: rounded(all.reduce((sum, { bias }) => sum + bias, 0) / count),
    trees: all.flatMap(({ trees }) => trees.map((tree) => shareOf(tree, count))),
  }
}

/** A tree that answers a part of what it did. */
const shareOf = (tree: readonly number[], count: number): number[] =>
  tree.map((value, at) => (at % NODE === 1 && tree[at - 1] === -1 ? rounded(value / count) : value))
