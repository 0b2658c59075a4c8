import { expect, test } from 'vitest'
import { likeness, SAME_FROM, sketchOf } from '../../../../../main/store/relations/similar-text.ts'

/** The same sequence on every machine. */
function numbers(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff)
}

function prose(seed: number, words: number): string[] {
  const next = numbers(seed)
  return Array.from({ length: words }, () => `word${String((next() >> 8) % 3000)}`)
}

function share(one: string, other: string): number {
  const [a, b] = [sketchOf(one), sketchOf(other)]
  if (!a || !b) throw new Error('a text is too short')
  return likeness(a, b)
}

test('a text is like itself, whatever its case and punctuation', () => {
  const words = prose(1, 400)
  expect(share(words.join(' '), words.join(',  ').toUpperCase())).toBe(1)
})

test('a text with some words changed is the same, another one is not', () => {
  const words = prose(1, 600)
  const edited = words.map((word, at) => (at % 60 === 0 ? 'changed' : word))
  expect(share(words.join(' '), edited.join(' '))).toBeGreaterThan(SAME_FROM)
  expect(share(words.join(' '), [...words, ...prose(9, 40)].join(' '))).toBeGreaterThan(SAME_FROM)
  expect(share(words.join(' '), prose(2, 600).join(' '))).toBeLessThan(0.2)
})

test('half of a text is not the whole', () => {
  const words = prose(3, 600)
  const half = share(words.join(' '), words.slice(0, 300).join(' '))
  expect(half).toBeGreaterThan(0.3)
  expect(half).toBeLessThan(SAME_FROM)
})

test('scripts without spaces are told by their letters', () => {
  const next = numbers(5)
  const letters = Array.from({ length: 800 }, () => String.fromCharCode(0x4e00 + ((next() >> 8) % 2000)))
  const edited = letters.map((letter, at) => (at % 150 === 0 ? '変' : letter))
  expect(share(letters.join(''), edited.join(''))).toBeGreaterThan(SAME_FROM)
  expect(share(letters.join(''), letters.toReversed().join(''))).toBeLessThan(0.2)
})

test('a short text has no sketch', () => {
  expect(sketchOf('')).toBeUndefined()
  expect(sketchOf(prose(1, 30).join(' '))).toBeUndefined()
})
