import { expect, test } from 'vitest'
import { isChosen, toggleChoice, withoutChoices, type Choice } from '../../../../shared/query/groups.ts'
import { parseQuery } from '../../../../shared/query/parse.ts'
import { printQuery } from '../../../../shared/query/print.ts'

const tag = (value: string): Choice => ({ kind: 'value', field: 'tag', value })
const site = (value: string): Choice => ({ kind: 'value', field: 'site', value })
const unread: Choice = { kind: 'flag', field: 'is', value: 'unread' }
const year = (value: string): Choice => ({ kind: 'range', field: 'saved', operator: '=', from: value })

test('a choice is added behind what was typed, as it was typed', () => {
  expect(toggleChoice('', tag('sea'))).toBe('tag:sea')
  expect(toggleChoice('old  Ships ', tag('deep sea'))).toBe('old  Ships tag:"deep sea"')
  expect(toggleChoice('tag:sea', tag('land'))).toBe('tag:sea tag:land')
  expect(toggleChoice('ships', unread)).toBe('ships is:unread')
  expect(toggleChoice('ships or boats', unread)).toBe('(ships or boats) is:unread')
  expect(toggleChoice('"old ships', unread)).toBe('"old ships" is:unread')
})

test('of a field with one value a second choice finds more, and each can be taken out', () => {
  expect(toggleChoice('ships site:a.example', site('b.example'))).toBe('ships (site:a.example or site:b.example)')
  expect(toggleChoice('ships (site:a.example or site:b.example) x', site('a.example'))).toBe('ships site:b.example x')
  expect(toggleChoice('ships site:a.example', site('a.example'))).toBe('ships')
  expect(toggleChoice('saved:2022 sort:title', year('2023'))).toBe('saved:2022 or saved:2023 sort:title-asc')
  expect(toggleChoice('tag:sea tag:land', tag('sea'))).toBe('tag:land')
})

test('a choice below an or, or excluded, is not one of the whole query', () => {
  expect(isChosen(parseQuery('ships tag:sea'), tag('sea'))).toBe(true)
  expect(isChosen(parseQuery('ships or tag:sea'), tag('sea'))).toBe(false)
  expect(isChosen(parseQuery('-tag:sea'), tag('sea'))).toBe(false)
  expect(isChosen(parseQuery('(site:a.example or site:b.example)'), site('b.example'))).toBe(true)
  expect(toggleChoice('-tag:sea', tag('sea'))).toBe('-tag:sea tag:sea')
})

test('what else could be chosen is counted without the choice of its own field', () => {
  const without = (text: string, field: string): string => printQuery(withoutChoices(parseQuery(text), field))
  expect(without('ships site:a.example', 'site')).toBe('ships')
  expect(without('site:a.example or site:b.example', 'site')).toBe('')
  expect(without('ships tag:sea', 'tag')).toBe('ships tag:sea')
  expect(without('ships or site:a.example', 'site')).toBe('ships or site:a.example')
})
