import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeLibrary, type TestLibrary } from '../library.ts'

let library: TestLibrary
beforeEach(async () => {
  library = await makeLibrary()
})
afterEach(() => library.remove())

test('Thai and Korean are found by words inside a run of letters, with endings, and by one letter', async () => {
  await library.add('ไทย', 'ร้านหนังสือเล็กริมแม่น้ำเปิดตอนเย็น')
  await library.add('한국어', '작은 도서관에서 오래된 편지를 읽었다')
  expect(await library.titles('หนังสือ')).toEqual(['ไทย'])
  expect(await library.titles('แม่น้ำ')).toEqual(['ไทย'])
  expect(await library.titles('도서관')).toEqual(['한국어'])
  expect(await library.titles('편지')).toEqual(['한국어'])
  expect(await library.titles('"오래된 편지"')).toEqual(['한국어'])
  expect(await library.titles('관')).toEqual(['한국어'])
  expect(await library.titles('หนังหู')).toEqual([])
})

test('the other forms of a word are told for the language of the article', async () => {
  const walk = await library.add('Walk', 'He walks, walking where others Walked; a sidewalk is no walker', {
    lang: 'en',
  })
  expect((await library.store.forms(walk.id, ['walk'])).sort()).toEqual(['walked', 'walking', 'walks'])
  const house = await library.add('Haus', 'Die Häuser am Haus', { lang: 'de-AT' })
  expect((await library.store.forms(house.id, ['Haus', 'walk'])).sort()).toEqual(['haus', 'häuser'])
  const book = await library.add('كتاب', 'قرأت الكتاب في كتاب', { lang: 'ar' })
  expect(await library.store.forms(book.id, ['كتاب'])).toContain('الكتاب')
  const none = await library.add('本', 'walked', { lang: 'ja' })
  expect(await library.store.forms(none.id, ['walk'])).toEqual([])
})

test('a hit in the title comes before hits in the text, and both before what only mentions it in passing', async () => {
  await library.add('Other', `harbour ${'filler '.repeat(400)}`)
  await library.add('Harbour', 'something else')
  await library.add('More', 'harbour harbour harbour')
  const { rows } = await library.store.list({ query: 'harbour', sort: 'relevance', offset: 0, limit: 9 })
  expect(rows.map(({ title }) => title)).toEqual(['Harbour', 'More', 'Other'])
  expect(rows[0]?.titleHits?.ranges).toEqual([[0, 7]])
  expect(rows[1]?.snippet?.ranges[0]).toEqual([0, 7])
})

test('a short word that is being typed comes first where it stands as it is, also where longer ones stand more often', async () => {
  for (let other = 0; other < 4; other++) await library.add('Other', 'nothing of the kind')
  await library.add('Longer', 'sea seal seals seaside seabed season')
  await library.add('Itself', 'sea sea sea and what is around it')
  await library.add('Beginning', 'seal seals seaside seabed season seat')
  const { rows } = await library.store.list({ query: 'sea', sort: 'relevance', offset: 0, limit: 9 })
  expect(rows.map(({ title }) => title)).toEqual(['Itself', 'Longer', 'Beginning'])
})

test('completion: fields, and values of a field with how many articles have them', async () => {
  await library.add('One', 'word', { tags: ['politics/ukraine'] })
  await library.add('Two', 'word', { tags: ['politics', 'poetry or prose'] })
  const offered = async (query: string): Promise<[string, number | undefined][]> =>
    (await library.store.complete(query, query.length)).map(({ insert, count }) => [insert, count])
  expect(await offered('ta')).toEqual([['tag:', undefined]])
  expect(await offered('war tag:pol')).toEqual([
    ['tag:politics', 2],
    ['tag:politics/ukraine', 1],
  ])
  expect(await offered('tag:poe')).toEqual([['tag:"poetry or prose"', 1]])
  expect(await offered('is:un')).toEqual([['is:unread', undefined]])
  expect(await offered('site:exa')).toEqual([['site:example.org', 2]])
  expect(await offered('site:www')).toEqual([])
})

test('tags of a selection and of the library are counted without the trash', async () => {
  const one = await library.add('One', 'word', { tags: ['a/b', 'c'] })
  const two = await library.add('Two', 'word', { tags: ['c'] })
  expect((await library.store.tagsOf({ ids: [one.id, two.id] })).tags).toEqual({ 'a/b': 1, c: 2 })
  await library.store.change({ name: 'trash', moved: [{ id: two.id, to: 'trash' }] })
  const tags = (await library.store.tags()).map(({ tag, count, total }) => [tag, count, total])
  expect(tags).toEqual([
    ['a', 0, 1],
    ['a/b', 1, 1],
    ['c', 1, 1],
  ])
  expect((await library.store.places()).all).toBe(1)
})

test('a word is found in its other forms, by the language of the article; a phrase and a beginning are taken as typed', async () => {
  await library.add('Two harbours', 'The boats were running home.', { lang: 'en-GB' })
  await library.add('Zwei Häuser', 'Die Kinder liefen durch die alten Gärten.', { lang: 'de' })
  await library.add('Новые книги', 'В больших городах зажглись огни.', { lang: 'ru' })
  await library.add('No language', 'The harbours and the houses.')
  expect(await library.titles('harbour ')).toEqual(['Two harbours'])
  expect(await library.titles('title:harbour ')).toEqual(['Two harbours'])
  expect(await library.titles('runs boat ')).toEqual(['Two harbours'])
  expect(await library.titles('haus ')).toEqual(['Zwei Häuser'])
  expect(await library.titles('text:garten kind ')).toEqual(['Zwei Häuser'])
  expect(await library.titles('город ')).toEqual(['Новые книги'])
  expect(await library.titles('"runs"')).toEqual([])
  expect(await library.titles('runs*')).toEqual([])
  const { rows } = await library.store.list({ query: 'run harbour ', sort: 'relevance', offset: 0, limit: 9 })
  expect(rows[0]?.titleHits?.ranges).toEqual([[4, 12]])
  expect(rows[0]?.snippet).toEqual({ text: 'The boats were running home.', ranges: [[15, 22]] })
})

test('a phrase that is being typed is found at every letter, one that is closed or left with a space by its whole words', async () => {
  await library.add('Old ships', 'nothing of the kind')
  await library.add('Other', 'The old shipyard lies by the old ship.')
  await library.add('Apart', 'A ship, and an old shop. Older ships.')
  const phrase = '"old ship'
  for (let length = 2; length <= phrase.length; length++) {
    const typed = phrase.slice(0, length)
    expect(await library.titles(typed), typed).toEqual(expect.arrayContaining(['Old ships', 'Other']))
    expect(await library.titles(`text:${typed}`), typed).toContain('Other')
  }
  expect(await library.titles('"old ship')).not.toContain('Apart')
  expect(await library.titles('"old ship ')).toEqual(['Other'])
  expect(await library.titles('"old ship"')).toEqual(['Other'])
  expect(await library.titles('-"old ship')).toEqual(expect.arrayContaining(['Old ships', 'Apart']))
  const { rows } = await library.store.list({ query: '"old shipy', sort: 'relevance', offset: 0, limit: 9 })
  expect(rows.map(({ snippet }) => snippet?.ranges)).toEqual([[[4, 16]]])
})

test('a change of language is a change of the words', async () => {
  const { id } = await library.add('One', 'running')
  expect(await library.titles('runs ')).toEqual([])
  await library.store.change({ name: 'edit', articles: [{ id, after: { lang: 'en' } }] })
  expect(await library.titles('runs ')).toEqual(['One'])
})

test('facets: what is found has in common; of what an article has once, the others are counted too', async () => {
  const at = (site: string): string => `https://${site}.example/`
  const saved = (year: number): string => `${String(year)}-06-15T12:00:00.000Z`
  await library.add('A', 'sea', { url: at('one'), lang: 'en', tags: ['water/salt'], saved: saved(2021), words: 100 })
  await library.add('B', 'sea', { url: at('two'), lang: 'de-AT', tags: ['water'], saved: saved(2023), words: 5000 })
  await library.add('C', 'sea', { url: at('two'), lang: 'de', starred: true, saved: saved(2023), words: 1000 })
  await library.add('D', 'land', { url: at('two'), tags: ['water'] })
  const all = await library.store.facets('sea')
  expect(all.total).toBe(3)
  expect(all.tags).toEqual([
    { value: 'water', count: 2 },
    { value: 'water/salt', count: 1 },
  ])
  expect(all.years).toEqual([
    { year: 2021, count: 1 },
    { year: 2022, count: 0 },
    { year: 2023, count: 2 },
  ])
  expect(all.sites.map(({ host, count }) => [host, count])).toEqual([
    ['two.example', 2],
    ['one.example', 1],
  ])
  expect(all.langs).toEqual([
    { value: 'de', count: 2 },
    { value: 'en', count: 1 },
  ])
  expect([all.formats, all.lengths]).toEqual([[{ value: 'html', count: 3 }], [1, 1, 1]])
  expect(all.states).toEqual({ unread: 3, starred: 1, marked: 0 })
  const one = await library.store.facets('sea site:one.example tag:water')
  expect([one.total, one.tags.length, one.langs.length, one.sites.length]).toEqual([1, 2, 1, 2])
})

test('counts follow a change at once, also when an article has gone for good', async () => {
  const one = await library.add('One', 'sea', { tags: ['a'] })
  const two = await library.add('Two', 'sea', { tags: ['a', 'b'] })
  const counts = async (): Promise<unknown> => {
    const { all, unread, trash, sites, tags } = await library.store.places()
    return [all, unread, trash, sites[0]?.count, tags.map(({ tag, count }) => `${tag} ${String(count)}`).join()]
  }
  expect(await counts()).toEqual([2, 2, 0, 2, 'a 2,b 1'])
  await library.store.change({ name: 'read', articles: [{ id: one.id, after: { read: true, tags: [] } }] })
  expect(await counts()).toEqual([2, 1, 0, 2, 'a 1,b 1'])
  await library.store.change({ name: 'trash', moved: [{ id: two.id, to: 'trash' }] })
  expect(await counts()).toEqual([1, 0, 1, 1, ''])
  await library.store.purge([two.id])
  await library.add('Three', 'sea', { tags: ['c'] })
  expect(await counts()).toEqual([2, 1, 0, 2, 'c 1'])
})

test('similar: what is about the same, the nearest first', async () => {
  const filler = (n: number): string =>
    `page${String(n)} other${String(n)} words${String(n)} stand${String(n)} there${String(n)}`
  for (let n = 0; n < 30; n++) await library.add(`Filler ${String(n)}`, filler(n))
  const lamp = await library.add('The lighthouse lens', 'lighthouse lens fresnel lamp keeper fresnel lens lighthouse')
  await library.add('Fresnel', 'a fresnel lens in the lighthouse of the keeper with his lamp')
  await library.add('Keepers', 'the keeper wrote about the lamp of a lighthouse')
  await library.add('Bread', 'flour water salt')
  const found = async (query: string): Promise<string[]> =>
    (await library.store.list({ query, sort: 'relevance', offset: 0, limit: 9 })).rows.map(({ title }) => title)
  expect(await found(`similar:${lamp.id}`)).toEqual(['Fresnel', 'Keepers'])
  expect(await found(`similar:${lamp.id} -fresnel`)).toEqual(['Keepers'])
  expect(await found('similar:nothing')).toEqual([])
})

test('what is found is in the same order whether its words were looked for before, one by one or as a phrase', async () => {
  const words = (apple: number, pear: number): string =>
    'apple '.repeat(apple) + 'and then '.repeat(9) + 'pear '.repeat(pear)
  await library.add('Few', words(1, 2), { saved: '2020-01-01T00:00:00Z' })
  await library.add('Many', words(6, 1), { saved: '2020-01-02T00:00:00Z' })
  await library.add('Both', words(5, 5), { saved: '2020-01-03T00:00:00Z' })
  await library.add('Apples', words(7, 0), { saved: '2020-01-04T00:00:00Z' })
  for (const title of ['a', 'b', 'c', 'd', 'e', 'f']) await library.add(title, 'nothing of the kind')
  const found = async (query: string): Promise<string[]> =>
    (await library.store.list({ query, sort: 'relevance', offset: 0, limit: 9 })).rows.map(({ title }) => title)
  const both = await found('pear apple ')
  expect(both[0]).toBe('Both')
  const apples = await found('apple ')
  expect(apples).toEqual(['Apples', 'Many', 'Both', 'Few'])
  // a space more is another question, and what is known of the words still holds
  expect(await found('apple  pear ')).toEqual(both)
  expect(await found('  apple ')).toEqual(apples)
  for (const query of ['"apple apple" ', '"apple apple" or "apple apple" ', '"apple apple" apple ']) {
    expect(await found(query)).toEqual(['Apples', 'Many', 'Both'])
  }
})

test('the snippet of a long text is around its first hit, wherever that is', async () => {
  const words = Array.from({ length: 4000 }, (_, number) => `w${((number * 7919) % 4001).toString(36)}`)
  const text = (at: number): string => words.toSpliced(at, 0, 'Nadel').join(' ')
  const places = [0, 3, ...Array.from({ length: 40 }, (_, step) => 200 + step * 10), 3900, 4000]
  await Promise.all(places.map((at) => library.add(String(at), text(at))))
  const { rows } = await library.store.list({ query: 'nadel ', sort: 'relevance', offset: 0, limit: 60 })
  expect(rows).toHaveLength(places.length)
  for (const { title, snippet } of rows) {
    const at = Number(title)
    const [[from = 0, to = 0] = []] = snippet?.ranges ?? []
    expect(snippet?.text.slice(from, to)).toBe('Nadel')
    expect(snippet?.text.startsWith('…')).toBe(at > 3)
    expect(snippet?.text.endsWith('…')).toBe(at < 4000)
    expect(snippet?.text).toContain(words[at] ?? words.at(-1))
    if (at < 4000) expect(snippet?.text.length).toBeGreaterThan(180)
  }
})

test('a word that no article has is guessed; one that some have, or in quotation marks, is not', async () => {
  await library.add('One', 'The lighthouse keeper and the lighthouses.')
  const notes = async (query: string): Promise<unknown> =>
    (await library.store.list({ query, sort: 'relevance', offset: 0, limit: 9 })).notes
  const guess = (from: number, to: number, suggestion: string) => ({ from, to, message: 'query.spelled', suggestion })
  expect(await notes('ligthouse keeper ')).toEqual([guess(0, 9, 'lighthouse')])
  expect(await notes('keepr lihgthouse')).toEqual([guess(0, 5, 'keeper'), guess(6, 16, 'lighthouse')])
  expect(await notes('keeper ')).toEqual([])
  expect(await notes('"ligthouse" ')).toEqual([])
  expect(await notes('zebra ')).toEqual([])
})

test('a mistake in the third letter is guessed as one further on, in any alphabet', async () => {
  await library.add('One', 'The keeper of the lighthouse. Смотритель маяка.')
  const suggested = async (word: string): Promise<unknown> => {
    const { notes } = await library.store.list({ query: `${word} `, sort: 'relevance', offset: 0, limit: 9 })
    return notes[0]?.suggestion
  }
  for (const word of ['keper', 'keaper', 'keaeper', 'kepeer', 'keepre']) expect(await suggested(word)).toBe('keeper')
  for (const word of ['маака', 'мака', 'маеяка', 'макяа']) expect(await suggested(word)).toBe('маяка')
  for (const word of ['lixhthuose', 'lihgtohuse']) expect(await suggested(word)).toBe('lighthouse')
})

test('a stem that leaves out the beginning of a word does not hold up the search', async () => {
  await library.add('مدينة', 'هذا الكتاب في البيت', { lang: 'ar' })
  expect(await library.titles('الكتاب ')).toEqual(['مدينة'])
  expect(await library.titles('كتاب ')).toEqual(['مدينة'])
})
