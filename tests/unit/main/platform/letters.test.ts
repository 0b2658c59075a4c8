import { expect, it } from 'vitest'
import { codeAt, Letter, letterBits, pointAt, unitsOf } from '../../../../main/platform/letters.ts'

const TEXT = 'aB é3 ½ 古 ก\u0301 א ب 𝒳 𠀀 😀 \ud800.'

/** What the patterns say of each character of a text. */
const told = (text: string): number[] =>
  [...text].map(
    (character) =>
      (/\p{L}/u.test(character) ? Letter.letter : 0) |
      (/\p{M}/u.test(character) ? Letter.sign : 0) |
      (/\p{N}/u.test(character) ? Letter.number : 0) |
      (/\p{Lu}/u.test(character) ? Letter.upper : 0),
  )

function looked(text: string): number[] {
  const bits: number[] = []
  const asked = Letter.letter | Letter.sign | Letter.number | Letter.upper
  for (let at = 0; at < text.length; at += unitsOf(pointAt(text, at))) bits.push(letterBits(pointAt(text, at)) & asked)
  return bits
}

it('knows each character as the patterns do, also when it has been asked so often that it is compiled', () => {
  const expected = told(TEXT)
  const plain = told('plain words 3')
  for (let round = 0; round < 3000; round++) {
    expect(looked('plain words 3')).toEqual(plain)
    if (round % 100 === 0) expect(looked(TEXT)).toEqual(expected)
  }
})

it('reads the same unit as the text has, whatever the text was made from', () => {
  const joined = `${TEXT}${'x'.repeat(20)}`
  for (const text of [TEXT, joined, joined.slice(1, -1), 'plain', 'plain'.concat('é'.repeat(20)), '']) {
    const units = Array.from({ length: text.length + 2 }, (_, at) => codeAt(text, at - 1))
    expect(units).toEqual(Array.from(units, (_, at) => text.charCodeAt(at - 1)))
  }
})
