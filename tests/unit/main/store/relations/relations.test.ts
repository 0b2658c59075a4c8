import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeLibrary, type TestLibrary } from '../library.ts'

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(async () => {
  await library.remove()
})

/** So many of two hundred: two texts with other ones changed are less like each other than each is like the one between them. */
const CHANGED_WORDS = 18

/** Two hundred words, other ones for each number. */
function prose(number: number): string {
  let state = number * 7919
  return Array.from({ length: 200 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return `w${String((state >> 8) % 5000)}`
  }).join(' ')
}
const link = (url: string): string => `<a href="${url}">there</a>`
const relations = () => library.store.relations
async function groups(): Promise<string[][]> {
  const found = await relations().duplicates(0, 50)
  return found.groups.map(({ members }) => members.map(({ title }) => title).sort())
}

test('near-same texts and same addresses are groups, also after the index was lost', async () => {
  await library.add('Sum', prose(1), { url: 'https://example.org/sum' })
  await library.add('Copy', `${prose(1)} one more word`, { url: 'https://other.example/copy' })
  await library.add('Before', prose(2), { url: 'https://www.example.org/news?utm_source=x' })
  await library.add('After', prose(3), { url: 'http://example.org/news/#top' })
  await library.add('Alone', prose(4), { url: 'https://example.org/alone' })
  for (const again of [false, true]) {
    if (again) {
      await library.close()
      await rm(join(library.root, 'index.sqlite'))
      await library.open()
    }
    const found = await relations().duplicates(0, 50)
    expect(found).toMatchObject({ total: 2, suggested: 1 })
    expect(await groups()).toEqual([
      ['Copy', 'Sum'],
      ['After', 'Before'],
    ])
    expect(found.groups.map(({ reason, suggested }) => ({ reason, suggested }))).toEqual([
      { reason: 'text', suggested: true },
      { reason: 'address', suggested: false },
    ])
  }
})

test('what comes later, goes to the trash or is told apart changes the groups', async () => {
  const one = await library.add('One', prose(1), { url: 'https://example.org/1' })
  expect(await groups()).toEqual([])
  const two = await library.add('Two', prose(1), { url: 'https://example.org/2' })
  expect(await groups()).toEqual([['One', 'Two']])
  await library.store.change({ name: 'trash', moved: [{ id: two.id, to: 'trash' }] })
  expect(await groups()).toEqual([])
  await library.store.undo()
  expect(await groups()).toEqual([['One', 'Two']])
  await library.store.change({ name: 'apart', library: { notDuplicates: [[one.id, two.id]] } })
  expect(await groups()).toEqual([])
  await library.store.undo()
  expect(await groups()).toEqual([['One', 'Two']])
  await library.store.change({ name: 'trash', moved: [{ id: two.id, to: 'trash' }] })
  await library.store.purge([two.id])
  await library.add('Three', prose(1), { url: 'https://example.org/3' })
  expect(await groups()).toEqual([['One', 'Three']])
})

test('of texts of which each is like the next the same groups come, in whatever order the index learned of them', async () => {
  const ids: string[] = []
  for (let changed = 0; changed < 5; changed++) {
    const words = [
      ...prose(2)
        .split(' ')
        .slice(0, changed * CHANGED_WORDS),
      ...prose(1)
        .split(' ')
        .slice(changed * CHANGED_WORDS),
    ]
    const url = `https://example.org/${String(changed)}`
    ids.push((await library.add(`Text ${String(changed)}`, words.join(' '), { url })).id)
  }
  const first = await groups()
  expect(first).not.toEqual([])
  for (const id of ids) {
    await library.store.change({ name: 'trash', moved: [{ id, to: 'trash' }] })
    await library.store.undo()
    await library.close()
    await library.open()
    expect(await groups()).toEqual(first)
  }
})

test('the first change after a start is seen, also when it is made to the article that was written last', async () => {
  await library.add('Sum', prose(1), { url: 'https://example.org/sum' })
  const { id } = await library.add('Copy', `${prose(1)} one more word`, { url: 'https://other.example/copy' })
  await library.close()
  await library.open()
  expect(await groups()).toEqual([['Copy', 'Sum']])
  await library.store.change({ name: 'trash', moved: [{ id, to: 'trash' }] })
  expect(await groups()).toEqual([])
})

test('a link leads to the article at its address, and that one knows where it is linked from', async () => {
  const target = await library.add('Target', prose(1), { url: 'https://www.example.org/page?id=1&utm_source=feed' })
  const from = await library.add(
    'From',
    `${prose(2)} ${link('http://example.org/page/?id=1#part')} ${link('https://example.org/else')}`,
    {
      url: 'https://example.org/from',
    },
  )
  const links = await relations().links(from.id)
  expect(links.here).toMatchObject([{ href: 'http://example.org/page/?id=1#part', article: { title: 'Target' } }])
  expect((await relations().links(target.id)).from).toMatchObject({ total: 1, rows: [{ title: 'From' }] })

  await library.store.change({ name: 'trash', moved: [{ id: target.id, to: 'trash' }] })
  expect((await relations().links(from.id)).here).toEqual([])
  await library.store.undo()
  await library.store.change({ name: 'trash', moved: [{ id: from.id, to: 'trash' }] })
  expect((await relations().links(target.id)).from.total).toBe(0)
  await library.store.undo()
  expect((await relations().links(target.id)).from.total).toBe(1)
})

test('an article whose reading view is gone links to nothing, and still knows where it is linked from', async () => {
  const target = await library.add('Target', prose(1), { url: 'https://example.org/page' })
  await library.add('From', `${prose(2)} ${link('https://example.org/page')}`, { url: 'https://example.org/from' })
  await rm(join(library.store.folder(target.id), 'article.html'))
  expect(await relations().links(target.id)).toMatchObject({ here: [], from: { total: 1 } })
})

test('another address of a page leads to it as well', async () => {
  await library.add('Target', prose(1), {
    url: 'https://example.org/canonical',
    alternatives: { url: [{ value: 'https://example.org/as-shared', source: 'meta og:url' }] },
  })
  const { id } = await library.add('From', link('https://example.org/as-shared'), { url: 'https://example.org/from' })
  expect((await relations().links(id)).here).toMatchObject([{ article: { title: 'Target' } }])
})

test('a page without an address of its own makes no group by another that was found for it', async () => {
  const alternatives = { url: [{ value: 'https://example.org/all', source: 'link canonical' }] }
  await library.add('One', prose(1), { url: undefined, alternatives })
  await library.add('Two', prose(2), { url: undefined, alternatives })
  expect(await groups()).toEqual([])
})

test('pages that are linked to most and were never saved are named, front pages are not', async () => {
  const wanted = link('https://example.org/wanted?a=1&amp;b=2')
  for (const title of ['One', 'Two', 'Three']) {
    await library.add(
      title,
      `${prose(title.length)} ${title} ${wanted} ${link('https://example.org/')} ${link(`https://example.org/${title}`)}`,
      {
        url: `https://example.org/of/${title}`,
      },
    )
  }
  expect(await relations().missing(10)).toMatchObject([
    { url: 'https://example.org/wanted?a=1&b=2', words: 'there', count: 3 },
  ])
  await library.add('Wanted', prose(9), { url: 'https://www.example.org/wanted?b=2&a=1' })
  expect(await relations().missing(10)).toEqual([])
})

test('an article that takes the place of another keeps it as a version, and that one its own', async () => {
  const page = { url: 'https://example.org/page' }
  const first = await library.add('First', 'the first text', page)
  const second = await library.add('Second', 'the second text', page, first.id)
  const third = await library.add('Third', 'the third text', page, second.id)
  await library.store.change({
    name: 'trash',
    moved: [first, second].map(({ id }) => ({ id, to: 'trash' as const })),
  })
  await library.store.purge([first.id, second.id])
  const versions = await relations().versions(third.id)
  expect(versions.map(({ title, place }) => ({ title, place }))).toEqual([
    { title: 'Third', place: 'here' },
    { title: 'Second', place: 'kept' },
    { title: 'First', place: 'kept' },
  ])
  expect(await relations().versionText(third.id, first.id)).toBe('the first text')
  expect(await library.store.verify()).toMatchObject({ files: 3, findings: [] })
  const kept = join(library.store.folder(third.id), 'versions', second.id, 'original', 'page.html')
  await writeFile(kept, 'x')
  expect((await library.store.verify()).findings).toMatchObject([{ id: third.id, path: kept }])
  await expect(relations().versionText(third.id, '../../../etc')).rejects.toMatchObject({
    problem: { code: 'record.missing' },
  })
})
