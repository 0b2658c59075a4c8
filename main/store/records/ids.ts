import { randomInt } from 'node:crypto'

/** Crockford's base32: no i, l, o, u, so that an id can be read aloud; digits sort before letters, as bytes do. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
/** 32^9 ms reach to the year 3084; nine digits until then keep ids in order. */
const TIME_DIGITS = 9
const RANDOM_DIGITS = 4
const RANDOM_RANGE = 32 ** RANDOM_DIGITS
const ID = /^[0-9a-hjkmnp-tv-z]{13}$/

let lastTime = 0
let lastRandom = 0

function digits(value: number, count: number): string {
  let text = ''
  for (let rest = value; text.length < count; rest = Math.floor(rest / 32)) text = ALPHABET.charAt(rest % 32) + text
  return text
}

/** A new id: nine digits of time in ms, four of chance. Later ids of one process are always greater. */
export function newId(now = Date.now()): string {
  if (now > lastTime) {
    lastTime = now
    lastRandom = randomInt(RANDOM_RANGE)
  } else if (++lastRandom >= RANDOM_RANGE) {
    lastTime++
    lastRandom = 0
  }
  return digits(lastTime, TIME_DIGITS) + digits(lastRandom, RANDOM_DIGITS)
}

/** Whether `text` is an id, and so safe as a name in a path. */
export function isId(text: string): boolean {
  return ID.test(text)
}

/** `2026/11/<id>`: where an article lies below `articles/` or `trash/`, by the UTC month of its id. */
export function idPath(id: string): string {
  let time = 0
  for (const char of id.slice(0, TIME_DIGITS)) time = time * 32 + ALPHABET.indexOf(char)
  const month = new Date(time).toISOString().slice(0, 7).replace('-', '/')
  return `${month}/${id}`
}
