import { expect, test } from 'vitest'
import { diffTexts } from '../../../../renderer/composables/reader/text-diff.ts'

/** `{+new+}` and `[-gone-]`, as wdiff writes them. */
const shown = (before: string, after: string, lang?: string): string =>
  diffTexts(before, after, lang)
    .blocks.flatMap(({ parts }) => parts)
    .map(({ kind, text }) => (kind === 'added' ? `{+${text}+}` : kind === 'removed' ? `[-${text}-]` : text))
    .join('|')

test('changed words stand in their sentence, the rest is the same', () => {
  const before = 'The lamp was lit at dusk.\nNobody saw it.'
  const after = 'The lamp was lit at dawn.\nNobody saw it.'
  expect(shown(before, after)).toBe('The lamp was lit at |[-dusk-]|{+dawn+}|.|Nobody saw it.')
  expect(diffTexts(before, after)).toMatchObject({ added: 1, removed: 1 })
})

test('words side by side are one change', () => {
  expect(shown('He came by boat from the island today', 'He came over the hill from the island today')).toBe(
    'He came |[-by boat-]|{+over the hill+}| from the island today',
  )
})

test('a paragraph with little in common is replaced as a whole', () => {
  expect(shown('One two three four five', 'Quite another paragraph stands here')).toBe(
    '[-One two three four five-]|\n|{+Quite another paragraph stands here+}',
  )
})

test('scripts without spaces are compared by their words', () => {
  expect(shown('昨日は雨が降りました。町は静かでした。', '昨日は雪が降りました。町は静かでした。', 'ja')).toBe(
    '昨日は|[-雨-]|{+雪+}|が降りました。町は静かでした。',
  )
})

test('equal texts have no change, and one that is empty is all new or all gone', () => {
  expect(diffTexts('a\nb', 'a\nb')).toMatchObject({ added: 0, removed: 0 })
  expect(diffTexts('', 'a b')).toMatchObject({ added: 2, removed: 0 })
  expect(diffTexts('a b', '')).toMatchObject({ added: 0, removed: 2 })
})

test('an unknown language is no reason to fail', () => {
  expect(shown('a b', 'a b', 'no language')).toBe('a b')
})
