import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../../../main/platform/hash.ts'
import { createKnownHashes, HASH_START } from '../../../../../main/store/index/known-hashes.ts'

const hashOf = (number: number): string => sha256(`page ${String(number)}`)
const numbers = Array.from({ length: 500 }, (_, number) => number)
const starts = (from: readonly number[]): string => from.map((number) => hashOf(number).slice(0, HASH_START)).join('')

describe('the hashes that are known', () => {
  it('miss none that the index has, and have none that it has not', async () => {
    const known = createKnownHashes(() => Promise.resolve(starts(numbers)))
    for (const number of numbers) expect(await known.mayHave(hashOf(number))).toBe(true)
    for (const number of numbers) expect(await known.mayHave(hashOf(number + 1000))).toBe(false)
    expect(await known.mayHave('')).toBe(false)
  })

  it('are asked for once, and again after something came from outside', async () => {
    let asked = 0
    let there = numbers.slice(0, 10)
    const known = createKnownHashes(() => {
      asked++
      return Promise.resolve(starts(there))
    })
    expect(await known.mayHave(hashOf(10))).toBe(false)
    there = numbers.slice(0, 11)
    expect(await known.mayHave(hashOf(10))).toBe(false)
    expect(asked).toBe(1)
    known.forget()
    expect(await known.mayHave(hashOf(10))).toBe(true)
    expect(asked).toBe(2)
  })

  it('keep what was added here, whatever the index says', async () => {
    const known = createKnownHashes(() => Promise.resolve(''))
    known.add(hashOf(1), 'short')
    known.forget()
    expect(await known.mayHave(hashOf(1))).toBe(true)
    expect(await known.mayHave('short')).toBe(true)
    expect(await known.mayHave(hashOf(2))).toBe(false)
  })

  it('are asked for again when the index could not answer', async () => {
    let broken = true
    const known = createKnownHashes(() => (broken ? Promise.reject(new Error('gone')) : Promise.resolve(starts([1]))))
    await expect(known.mayHave(hashOf(1))).rejects.toThrow('gone')
    broken = false
    expect(await known.mayHave(hashOf(1))).toBe(true)
  })
})
