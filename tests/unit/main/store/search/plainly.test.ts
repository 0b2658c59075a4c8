import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fold, WORD } from '../../../../../main/store/index/fold.ts'
import { parseQuery } from '../../../../../shared/query/parse.ts'
import type { QueryNode } from '../../../../../shared/query/tree.ts'
import { seeded } from '../../../../bench/made-words.ts'
import { makeLibrary, makeNew, type TestLibrary } from '../library.ts'

/* The index finds what a plain look through all texts finds, for queries of every shape, before and after changes. */

/** Hundreds of articles and over a thousand queries: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 180_000 })

const ARTICLES = 150
const QUERIES = 400
/** Of few syllables, so that words begin alike and phrases nearly fit. */
const SYLLABLES = ['zo', 'bli', 'kra', 'mu', 'ta', 'vex']
const TAGS = ['news', 'news/local', 'b']

interface Plain {
  id: string
  title: string
  text: string
  tags: string[]
  starred: boolean
  trashed: boolean
}

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(() => library.remove())

const wordsOf = (text: string): string[] => fold(text).match(WORD) ?? []

/** Whether words stand side by side, the last of them as a beginning. */
function stands(text: readonly string[], wanted: readonly string[], prefix: boolean): boolean {
  const fits = (word: string, at: number, offset: number): boolean =>
    prefix && offset === wanted.length - 1 ? text[at]?.startsWith(word) === true : text[at] === word
  return text.some((_, from) => wanted.every((word, offset) => fits(word, from + offset, offset)))
}

function holds(node: QueryNode, article: Plain): boolean {
  if (node.kind === 'and') return node.nodes.every((each) => holds(each, article))
  if (node.kind === 'or') return node.nodes.some((each) => holds(each, article))
  if (node.kind === 'not') return !holds(node.node, article)
  if (node.kind === 'flag') return article.starred
  if (node.kind === 'value') return article.tags.some((tag) => `${tag}/`.startsWith(`${node.value}/`))
  if (node.kind === 'range') throw new Error('not asked here')
  const texts = { title: [article.title], text: [article.text] }
  const all = [...texts.title, ...texts.text, ...article.tags]
  const among = node.field === 'title' || node.field === 'text' ? texts[node.field] : all
  return among.some((text) => stands(wordsOf(text), wordsOf(node.value), node.prefix))
}

test.each([1, 2])('what is found is what stands there (seed %i)', async (seed) => {
  const random = seeded(seed)
  const below = (count: number): number => Math.floor(random() * count)
  const pick = <T>(from: readonly T[]): T => {
    const one = from[below(from.length)]
    if (one === undefined) throw new Error('nothing to choose from')
    return one
  }
  const vocabulary = Array.from({ length: 16 }, () =>
    Array.from({ length: 1 + below(3) }, () => pick(SYLLABLES)).join(''),
  )
  // some words are in nearly every text, some in few
  const word = (): string => vocabulary[Math.floor(Math.pow(vocabulary.length, random())) - 1] ?? pick(vocabulary)
  const words = (count: number): string => Array.from({ length: count }, word).join(' ')
  const articles: Plain[] = []
  async function add(): Promise<void> {
    const [title, text] = [words(1 + below(3)), words(5 + below(40))]
    const state = { tags: TAGS.filter(() => random() < 0.3), starred: random() < 0.3 }
    // its file has a folder of its own: several are taken in at once
    const folder = await mkdtemp(join(library.dir, 'page-'))
    const hashes = { source: '', text: folder }
    const article = await makeNew(folder, title, `${text}<!-- ${folder} -->`, { ...state, url: undefined, hashes })
    const { id } = await library.store.add({ ...article, html: `<p>${text}</p>`, text })
    articles.push({ id, title, text, ...state, trashed: false })
  }
  const part = (): string => {
    const all = pick(articles).text.split(' ')
    const from = below(all.length)
    return `"${all.slice(from, from + 1 + below(5)).join(' ')}"`
  }
  const beginning = (text: string): string => `${text.slice(0, 1 + below(text.length))}*`
  const leaves = [
    word,
    word,
    part,
    part,
    () => beginning(word()),
    () => `${word()}-${beginning(word())}`,
    () => `title:${word()}`,
    () => `text:${part()}`,
    () => `tag:${pick(TAGS)}`,
    () => 'is:starred',
  ]
  const query = (depth: number): string => {
    const shape = depth === 0 ? 0 : random()
    if (shape < 0.3) return `${random() < 0.2 ? '-' : ''}${pick(leaves)()}`
    if (shape < 0.7) return `${query(depth - 1)} ${query(depth - 1)}`
    return shape < 0.9 ? `(${query(depth - 1)} or ${query(depth - 1)})` : `-(${query(depth - 1)})`
  }
  async function ask(): Promise<void> {
    for (let count = 0; count < QUERIES; count++) {
      const asked = `${query(below(4))} `
      const { tree } = parseQuery(asked)
      const plainly = articles.filter((one) => !one.trashed && (!tree || holds(tree, one))).map(({ id }) => id)
      expect((await library.store.ids(asked, 'added-asc')).toSorted(), asked).toEqual(plainly.toSorted())
      const { total } = await library.store.list({ query: asked, sort: 'relevance', offset: 0, limit: 10 })
      expect(total, asked).toBe(plainly.length)
    }
  }

  await Promise.all(Array.from({ length: ARTICLES }, add))
  await ask()
  for (const one of articles.filter(() => random() < 0.2)) {
    Object.assign(one, { title: words(2), tags: TAGS.filter(() => random() < 0.3), trashed: random() < 0.3 })
    const { id, title, tags, trashed } = one
    await library.store.change({
      name: 'edit',
      articles: [{ id, after: { title, tags } }],
      moved: trashed ? [{ id, to: 'trash' }] : [],
    })
  }
  await Promise.all(Array.from({ length: ARTICLES / 10 }, add))
  await ask()
  await library.store.mergeIndex()
  await ask()
})
