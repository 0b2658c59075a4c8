import { expect, it } from 'vitest'
import { parsePage } from '../../../../../main/extract/dom/parse.ts'
import { serialise } from '../../../../../main/extract/view/serialise.ts'

const shown = (html: string): string => serialise(parsePage(html).document.children)
const shadow = (content: string): string => `<template shadowrootmode="open">${content}</template>`

it.each([
  ['what a template has, and not the children that no slot takes', `${shadow('<p>in</p>')}<p>out</p>`, '<p>in</p>'],
  [
    'children in the slot without a name',
    `${shadow('<h2>a</h2><slot>none</slot><p>z</p>')}<p>b</p>c`,
    '<h2>a</h2><p>b</p>c<p>z</p>',
  ],
  [
    'children in slots by their names, the first of each',
    `<b slot="two">2</b>${shadow('<p><slot name="one">1</slot><slot name="two"></slot></p><slot name="two">again</slot>')} `,
    '<p>1<b>2</b></p>again',
  ],
  [
    'what a slot shows by itself when nothing but blanks is for it',
    `${shadow('<slot><p>own</p></slot>')} \n `,
    '<p>own</p>',
  ],
  [
    'a slot that is handed on to an element with a shadow root of its own',
    `${shadow(`<x-inner>${shadow('<h2>head</h2><slot>none</slot>')}<slot></slot></x-inner>`)}<p>text</p>`,
    '<h2>head</h2><p>text</p>',
  ],
  ['the first of two templates', `${shadow('<p>one</p>')}${shadow('<p>two</p>')}`, '<p>one</p>'],
])('an element with a shadow root shows %s', (_, content, html) => {
  expect(shown(`<x-host>${content}</x-host>`)).toBe(html)
})

it('a template that is no shadow root stands beside the other children', () => {
  for (const attribute of ['', ' shadowrootmode="none"']) {
    const [host] = parsePage(`<x-host><template${attribute}><p>in</p></template><p>out</p></x-host>`).document.children
    expect(host?.children.map(({ name }) => name)).toEqual(['template', 'p'])
  }
})
