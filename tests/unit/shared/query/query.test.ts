import { describe, expect, test } from 'vitest'
import { dateSpan } from '../../../../shared/query/dates.ts'
import { parseQuery } from '../../../../shared/query/parse.ts'
import { printQuery } from '../../../../shared/query/print.ts'

const PIECES = [
  'a',
  'über',
  '漢字',
  '"two words"',
  'pre*',
  '-',
  '(',
  ')',
  'or',
  'tag:politics/ukraine',
  'tag:"a b"',
  'is:unread',
  'is:unraed',
  'tg:x',
  'foo:bar',
  'saved:2022-04..2022-06',
  'published:>2023',
  'added:<1w',
  'saved:2022-13',
  'words:>1000',
  'sort:title',
  '"open',
  '*',
  'title:-x',
  'url:https://a.b/c',
  'no:tag',
  'has:image',
  'author:"Ann B"',
  ' ',
  '\u0000',
  '|',
]

test('every tree prints to text that gives the same tree, whatever was typed', () => {
  let seed = 1
  const next = (below: number): number => (seed = (seed * 48271) % 2147483647) % below
  for (let round = 0; round < 5000; round++) {
    const text = Array.from({ length: next(9) + 1 }, () => PIECES[next(PIECES.length)]).join(next(3) > 0 ? ' ' : '')
    const { tree, sort } = parseQuery(text)
    const printed = printQuery({ tree, sort })
    const again = parseQuery(printed)
    expect({ text, tree: again.tree, sort: again.sort }).toEqual({ text, tree, sort })
    expect(printQuery(again)).toBe(printed)
  }
})

test.each([
  ['a b or c', 'a b or c'],
  ['a (b or c)', 'a (b or c)'],
  ['-(a b)', '-(a b)'],
  ['--a', 'a'],
  ['sort:title TAG:x', 'tag:x sort:title-asc'],
  ['is:unraed', 'is:unread'],
  ['tga:x', 'tag:x'],
  ['http://example.org', 'http://example.org'],
])('%s reads as %s', (text, printed) => expect(printQuery(parseQuery(text))).toBe(printed))

test.each([
  ['saved:2022-13', 'query.badDate'],
  ['words:many', 'query.badNumber'],
  ['a or', 'query.danglingOr'],
  ['(a', 'query.openParenthesis'],
  ['a)', 'query.strayParenthesis'],
  ['"a', 'query.openQuote'],
  ['quux:b', 'query.unknownField'],
  ['is:nonsense', 'query.unknownValue'],
  ['tag:', 'query.noValue'],
  ['tga:x', 'query.corrected'],
  ['(('.repeat(2000), 'query.tooDeep'],
])('%s is explained', (text, message) => expect(parseQuery(text).notes.map((note) => note.message)).toContain(message))

describe('dates', () => {
  const now = new Date(2024, 4, 15, 12)
  const span = (text: string): (string | undefined)[] => {
    const { tree } = parseQuery(`saved:${text}`)
    if (tree?.kind !== 'range') return []
    const { from, to } = dateSpan(tree, now)
    return [from, to].map((at) => (at === undefined ? undefined : new Date(at).toLocaleDateString('sv')))
  }
  test.each([
    ['2022-04..2022-06', '2022-04-01', '2022-07-01'],
    ['>2023', '2024-01-01', undefined],
    ['<2023', undefined, '2023-01-01'],
    ['<1w', '2024-05-08', undefined],
    ['>1y', undefined, '2023-05-15'],
    ['yesterday', '2024-05-14', '2024-05-15'],
    ['this-week', '2024-05-13', '2024-05-20'],
    ['last-month', '2024-04-01', '2024-05-01'],
    ['2024-02-29', '2024-02-29', '2024-03-01'],
  ])('%s', (text, from, to) => expect(span(text)).toEqual([from, to]))
})
