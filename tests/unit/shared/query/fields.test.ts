import { describe, expect, test } from 'vitest'
import { formats } from '../../../../shared/model/article.ts'
import { fieldNames, fields, sortNames } from '../../../../shared/query/fields.ts'
import { noteSentence, noteSentences } from '../../../../shared/query/notes.ts'
import { parseQuery, QUERY_MAX_LENGTH } from '../../../../shared/query/parse.ts'
import { printQuery } from '../../../../shared/query/print.ts'

/** What can be written after each field, and how it prints when that is not as typed. */
const written: Readonly<Record<(typeof fieldNames)[number], readonly (string | [typed: string, printed: string])[]>> = {
  title: ['title:war', 'title:pre*', 'title:"cold war"', '-title:war'],
  text: ['text:war', 'text:"cold war"'],
  author: ['author:bell', 'author:"Ann Bell"'],
  tag: [
    'tag:sea',
    'tag:politics/ukraine',
    'tag:"deep sea"',
    '-tag:sea',
    ['TAG:sea', 'tag:sea'],
    ['tag:"sea"', 'tag:sea'],
  ],
  site: ['site:example.org', 'site:"Daily News"'],
  url: ['url:/2022/', 'url:https://a.example/b?c=d'],
  lang: ['lang:en', ['lang:EN', 'lang:en']],
  format: formats.map((format) => `format:${format}`),
  is: fields.is.values.map((value) => `is:${value}`),
  has: fields.has.values.map((value) => `has:${value}`),
  no: fields.no.values.map((value) => `no:${value}`),
  saved: ['saved:2022', 'saved:2022-04..2022-06', 'saved:2022..', 'saved:..2022-04-30', 'saved:this-week'],
  published: ['published:>2023', 'published:<=2023-02', 'published:last-year'],
  added: ['added:<1w', 'added:>=30d', ['added:TODAY', 'added:today']],
  opened: ['opened:yesterday', 'opened:>1y', 'opened:6m..1m'],
  words: [
    'words:500',
    'words:>1000',
    'words:<500',
    'words:>=1',
    'words:<=9',
    'words:500..1000',
    'words:500..',
    'words:..9',
  ],
  similar: ['similar:1m8b1je70488w', ['similar:1M8B', 'similar:1m8b']],
  sort: Object.entries(sortNames).map(([name, sort]) => [`sort:${name}`, `sort:${sort}`] as [string, string]),
}

for (const name of fieldNames) {
  test.each(written[name].map((each) => (typeof each === 'string' ? [each, each] : each)))(
    '%s is understood without a note and prints as %s, which reads as the same',
    (typed, printed) => {
      const query = parseQuery(typed)
      expect(query.notes).toEqual([])
      expect(query.understood).toMatchObject([{ kind: 'field', field: name, negated: typed.startsWith('-') }])
      expect(printQuery(query)).toBe(printed)
      const again = parseQuery(printed)
      expect([again.tree, again.sort]).toEqual([query.tree, query.sort])
    },
  )
}

test.each([
  ['a and b', 'a b'],
  ['a | b OR c', 'a or b or c'],
  ['a or b c', 'a or b c'],
  ['(a or b) c', '(a or b) c'],
  ['a (b (c))', 'a b c'],
  ['-(a or -b)', '-(a or -b)'],
  ['well-known - x', 'well-known x'],
  ['„cold war“', '"cold war"'],
  ['“cold war" now', '"cold war" now'],
  ['"the „cold“ war” now" x', '"the „cold“ war” now" x'],
  ['tag:"Serie „Heimat“"', 'tag:"Serie „Heimat“"'],
  ['author:“Ann "Nan" Bell”', 'author:“Ann "Nan" Bell”'],
  ['title:a sort:title b sort:words', 'title:a b sort:words-desc'],
])('%s prints as %s', (typed, printed) => {
  const query = parseQuery(typed)
  expect(printQuery(query)).toBe(printed)
  expect(parseQuery(printed).tree).toEqual(query.tree)
})

describe('mistakes', () => {
  /** Each with what is left of it, and the piece of the text that the note is about. */
  const mistakes = {
    'query.corrected': ['x auther:bell', 'x author:bell', 'auther:'],
    'query.unknownField': ['quux:b', 'quux:b', 'quux:'],
    'query.unknownValue': ['x is:nonsense', 'x', 'nonsense'],
    'query.badDate': ['x saved:2022-02-30', 'x', '2022-02-30'],
    'query.badNumber': ['x words:1k..2k', 'x', '1k..2k'],
    'query.noValue': ['x tag:', 'x', 'tag:'],
    'query.openQuote': ['x "old ships', 'x "old ships"', '"old ships'],
    'query.openParenthesis': ['x (a or b', 'x (a or b)', '('],
    'query.strayParenthesis': ['a) b', 'a b', ')'],
    'query.danglingOr': ['a or', 'a', 'or'],
    'query.noWord': ['a ***', 'a', '***'],
    'query.tooDeep': [`${'('.repeat(51)}a`, 'a', '('],
    'query.tooLong': ['a'.repeat(QUERY_MAX_LENGTH) + ' b', 'a'.repeat(QUERY_MAX_LENGTH), ' b'],
  } as const

  test.each(Object.entries(mistakes))(
    '%s is explained where it stands; the rest is kept',
    (message, [typed, left, piece]) => {
      const query = parseQuery(typed)
      const note = query.notes.find((each) => each.message === message)
      expect(note && typed.slice(note.from, note.to)).toBe(piece)
      expect(note && noteSentence(note, typed)).not.toMatch(/[{}]/)
      expect(printQuery(query)).toBe(left)
    },
  )

  test('every kind is among them but the spelling, which needs a library', () => {
    expect([...Object.keys(mistakes), 'query.spelled'].sort()).toEqual(Object.keys(noteSentences).sort())
  })
})
