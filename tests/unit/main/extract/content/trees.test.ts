import { describe, expect, it } from 'vitest'
import { forestOf, judge, judgeAgain, judgeFirst, type Trees } from '../../../../../main/extract/content/trees.ts'
import model from '../../../../../main/extract/content/model.json' with { type: 'json' }

const NODE = 4

/** The same sum, tree by tree and question by question. */
function walked({ bias, trees }: Trees, row: Float32Array): number {
  let sum = bias
  for (const tree of trees) {
    let at = 0
    for (;;) {
      const [feature = -1, value = 0, left = 0, right = 0] = tree.slice(at * NODE, (at + 1) * NODE)
      if (feature < 0) {
        sum += value
        break
      }
      at = (row[feature] ?? 0) <= value ? left : right
    }
  }
  return 1 / (1 + Math.exp(-sum))
}

const chance = (sum: number): number => 1 / (1 + Math.exp(-sum))

describe('a sum of trees', () => {
  it('goes left for a value that is at most the threshold', () => {
    const forest = forestOf({
      bias: 0.5,
      trees: [
        [0, 2, 1, 2, -1, 1, 0, 0, -1, -1, 0, 0],
        [-1, 0.25, 0, 0],
      ],
    })
    expect(judge(forest, Float32Array.of(2))).toBe(chance(1.75))
    expect(judge(forest, Float32Array.of(2.5))).toBe(chance(-0.25))
    expect(judge(forest, Float32Array.of(Infinity))).toBe(chance(-0.25))
  })

  it('says exactly what walking through every tree says', () => {
    const width = 1 + Math.max(...model.second.trees.flatMap((tree) => tree.filter((_value, at) => at % NODE === 0)))
    const forest = forestOf(model.second)
    for (let seed = 1; seed <= 50; seed++) {
      const row = Float32Array.from({ length: width }, (_value, at) => Math.sin(seed * 97 + at * 13) * (at % 7))
      expect(judge(forest, row)).toBe(walked(model.second, row))
    }
  })

  it('asks the second half of the first trees only about what may be something', () => {
    const no = [-1, -4, 0, 0]
    const yes = [-1, 4, 0, 0]
    const some = [-1, -1, 0, 0]
    const row = Float32Array.of(0)
    expect(judgeFirst(forestOf({ bias: 0, trees: [no, yes] }), row)).toBe(chance(-8))
    expect(judgeFirst(forestOf({ bias: 0, trees: [some, yes] }), row)).toBe(chance(3))
  })

  it('judges again only what is not hopeless', () => {
    const forest = forestOf({ bias: 0, trees: [[-1, 4, 0, 0]] })
    expect(judgeAgain(forest, Float32Array.of(0), 0.003)).toBe(0.003)
    expect(judgeAgain(forest, Float32Array.of(0), 0.005)).toBe(chance(4))
  })

  it('refuses a tree that asks more than it has room for', () => {
    const deep: number[] = []
    for (let at = 0; at < 40; at++) deep.push(0, at, 2 * at + 1, 2 * at + 2, -1, 0, 0, 0)
    deep.push(-1, 0, 0, 0)
    expect(() => forestOf({ bias: 0, trees: [deep] })).toThrow(RangeError)
  })
})
