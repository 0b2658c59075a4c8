import type { Blocks } from './blocks.ts'
import { chooseScope } from './choose.ts'
import { featuresOf, type Known } from './features.ts'
import model from './model.json' with { type: 'json' }
import { addNeighbours } from './neighbours.ts'
import { settle, type Decision } from './settle.ts'
import { forestOf, judgeAgain, judgeFirst } from './trees.ts'

const first = forestOf(model.first)
const second = forestOf(model.second)

/**
 * Decides block by block what is the article: trained trees judge each by itself, then those that may be once more with what they
 * said of its neighbours; the element with the most of it settles the rest.
 */
export function decide(page: Blocks, known: Known, chances?: readonly number[]): Decision {
  const scope = chooseScope(page)
  return scope
    ? settle(page, chances ?? chancesOf(page, featuresOf(page, scope, known)), known)
    : { root: undefined, kept: [] }
}

/** (A list that is made number by number holds plain numbers, whatever the engine has made of this code.) */
function chancesOf(page: Blocks, rows: readonly Float32Array[]): number[] {
  const alone: number[] = []
  for (const row of rows) alone.push(judgeFirst(first, row))
  addNeighbours(page, rows, alone)
  const chances: number[] = []
  rows.forEach((row, at) => chances.push(judgeAgain(second, row, alone[at] ?? 0)))
  return chances
}
