import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { close, press, runCommand } from './acting.ts'
import { useApp, withWindow } from './app.ts'

const PARAGRAPH =
  'The ferry leaves the quay at six, and whoever is late waits for the evening. Nobody complains: there is a bench, ' +
  'a kettle and a shelf of books that other passengers have left behind, and the keeper tells about the weather.'

const pages = [
  {
    title: 'The lens of the lighthouse',
    site: 'one',
    lang: 'en',
    body: 'A lighthouse needs oil. The lighthouse has it.',
  },
  {
    title: 'How a harbour is dredged',
    site: 'one',
    lang: 'en',
    body: 'The lighthouses look on while the mud is lifted.',
  },
  {
    title: 'Maps that are wrong',
    site: 'two',
    lang: 'en',
    body: 'Every map of this lighthouse has one street too many.',
  },
  { title: 'Bread and weather', site: 'two', lang: 'en', body: 'The dough rises slowly before rain.' },
]

const htmlOf = ({ title, site, lang, body }: (typeof pages)[number]): string => `<!doctype html><html lang="${lang}">
<head><meta charset="utf-8"><title>${title}</title><meta property="og:title" content="${title}">
<meta name="author" content="Ilse Varnholt"><meta property="og:site_name" content="Site ${site}">
<link rel="canonical" href="https://${site}.example/${encodeURIComponent(title)}"></head>
<body><article><h1>${title}</h1><p>${body}</p><p>${PARAGRAPH}</p><p>${PARAGRAPH}</p></article></body></html>`

withWindow('searching', () => {
  const run = useApp()
  beforeAll(async () => {
    const source = join(run.folder, 'pages')
    await mkdir(source)
    for (const [at, page] of pages.entries()) await writeFile(join(source, `${String(at)}.html`), htmlOf(page))
    await run.call('import.paths', { paths: [source] })
    await rows()
      .nth(pages.length - 1)
      .waitFor()
    await run.call('tags.apply', { selection: { query: 'lighthouse ' }, add: ['sea/lights'] })
  })

  const field = () => run.page.getByRole('combobox', { name: 'Search' })
  const rows = () => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  const facet = (name: RegExp) => run.page.getByRole('checkbox', { name })
  const search = async (text: string): Promise<void> => {
    await field().fill('')
    await field().press('Escape')
    await field().click()
    await field().pressSequentially(text)
  }

  test('completion offers fields and values with counts, chosen with the keyboard', async () => {
    await search('ta')
    const offered = run.page.getByRole('listbox', { name: 'Ways to go on' }).getByRole('option')
    await offered.filter({ hasText: 'tag:' }).waitFor()
    await field().press('Tab')
    await field().pressSequentially('se')
    await offered.filter({ hasText: 'sea/lights' }).filter({ hasText: '3' }).waitFor()
    await field().press('ArrowDown')
    await field().press('ArrowDown')
    await expect.poll(() => field().getAttribute('aria-activedescendant')).toMatch(/-1$/)
    await field().press('Enter')
    await run.page.getByRole('search').getByText('sea/lights').waitFor()
    await expect.poll(() => rows().count()).toBe(3)
    await search('author:il')
    await offered.filter({ hasText: 'Ilse Varnholt' }).filter({ hasText: '4' }).waitFor()
    await field().press('Escape')
  })

  test('facets say what is found has in common; a click narrows down, another takes it back', async () => {
    await search('lighthouse')
    await expect.poll(() => rows().count()).toBe(3)
    await facet(/Site two/).waitFor()
    await expect.poll(() => facet(/Site one/).textContent()).toContain('2')
    await facet(/Site two/).click()
    await expect.poll(() => rows().count()).toBe(1)
    await expect.poll(() => facet(/Site two/).getAttribute('aria-checked')).toBe('true')
    await expect.poll(() => facet(/Site one/).textContent()).toContain('2')
    await facet(/Site one/).click()
    await expect.poll(() => rows().count()).toBe(3)
    await facet(/Site one/).click()
    await expect.poll(() => rows().count()).toBe(1)
    await facet(/Site two/).click()
    await expect.poll(() => rows().count()).toBe(3)
  })

  test('the places are a click away while facets show, and the facets from there', async () => {
    await search('lighthouse')
    await run.page.getByRole('navigation', { name: 'Narrow the search down' }).waitFor()
    await run.page.getByRole('button', { name: 'Places' }).last().click()
    const places = run.page.getByRole('navigation', { name: 'Places' })
    await places.getByRole('button', { name: /All articles/ }).waitFor()
    await places.getByRole('button', { name: 'Narrow the search down' }).click()
    await facet(/Site one/).waitFor()
  })

  test('a misspelt field and a misspelt word are taken for what was meant, and both can be had as typed', async () => {
    await search('auther:varnholt ')
    await expect.poll(() => rows().count()).toBe(4)
    await run.page.getByText('“auther:” was read as “author:”').waitFor()
    await search('ligthouse')
    await run.page.getByText('Showing “lighthouse”. No article contains “ligthouse”.').waitFor()
    await expect.poll(() => rows().count()).toBe(3)
    await run.page.getByRole('button', { name: 'Search it as typed' }).click()
    await expect.poll(() => rows().count()).toBe(0)
  })

  test('a search that finds nothing hides its rows, and the next one fills them again', async () => {
    await search('lighthouse')
    await expect.poll(() => rows().count()).toBe(3)
    const first = await rows().first().elementHandle()
    await search('"lighthouse bread"')
    await expect.poll(() => rows().count()).toBe(0)
    await search('bread')
    await expect.poll(() => rows().count()).toBe(1)
    expect(await first?.evaluate((row) => row.isConnected)).toBe(true)
    expect(await first?.innerText()).toContain('Bread and weather')
  })

  test('a saved search has its place with a count that stays true', async () => {
    await run.call('searches.save', { name: 'Lights', query: 'lighthouse is:unread' })
    await search('')
    const place = run.page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: /Lights 3/ })
    await place.waitFor()
    const { rows: found } = await run.call('articles.list', {
      ...{ query: 'lighthouse', sort: 'saved-desc', offset: 0, limit: 1 },
    })
    await run.call('articles.update', { selection: { ids: found.map(({ id }) => id) }, patch: { read: true } })
    await run.page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('button', { name: /Lights 2/ })
      .waitFor()
  })

  test('hits are marked in the list, other forms too, and gone through in the reader with next and previous', async () => {
    await search('lighthouse ')
    await expect.poll(() => rows().count()).toBe(3)
    await rows().filter({ hasText: 'How a harbour is dredged' }).locator('mark', { hasText: 'lighthouses' }).waitFor()
    const reader = run.page.getByRole('main', { name: 'Reader' })
    await rows().filter({ hasText: 'How a harbour is dredged' }).click()
    await reader.getByRole('heading', { level: 1, name: 'How a harbour is dredged' }).waitFor()
    await reader.getByRole('status').filter({ hasText: '1 hit' }).waitFor()
    const marked = (): Promise<(string | undefined)[]> =>
      run.page.evaluate(() =>
        [...(CSS.highlights.get('hit') ?? [])].map(({ startContainer, startOffset, endOffset }) =>
          startContainer.textContent?.slice(startOffset, endOffset),
        ),
      )
    await expect.poll(marked).toEqual(['lighthouses'])
    await rows().filter({ hasText: 'The lens' }).click()
    await reader.getByRole('heading', { level: 1, name: 'The lens of the lighthouse' }).waitFor()
    const hits = reader.getByRole('status').filter({ hasText: /\d hits/ })
    await hits.waitFor()
    const total = Number(/^(\d) hits/.exec((await hits.textContent()) ?? '')?.[1])
    expect(total).toBeGreaterThan(1)
    const next = reader.getByRole('button', { name: 'Next hit' })
    await next.click()
    await expect.poll(() => hits.textContent()).toBe(`1 of ${String(total)} hits`)
    await next.click()
    await expect.poll(() => hits.textContent()).toBe(`2 of ${String(total)} hits`)
    await reader.getByRole('button', { name: 'Previous hit' }).click()
    await expect.poll(() => hits.textContent()).toBe(`1 of ${String(total)} hits`)
  })

  test('what is similar to an article is a key, a command and an entry of its menu; the chip says its title', async () => {
    await search('')
    await expect.poll(() => rows().count()).toBe(pages.length)
    const chip = run.page.getByRole('search').getByText('similar The lens of the lighthouse')
    const row = rows().filter({ has: run.page.getByRole('heading', { name: 'The lens of the lighthouse' }) })
    await row.click()
    await press(run.page, 'f')
    await chip.waitFor()
    await rows().filter({ hasText: 'Maps that are wrong' }).waitFor()
    await run.page.getByRole('button', { name: 'Remove similar The lens of the lighthouse' }).click()
    await expect.poll(() => rows().count()).toBe(pages.length)
    // the address follows a moment later
    const hash = (): Promise<string> => run.page.evaluate(() => location.hash)
    await expect.poll(hash).not.toContain('q=')
    await row.click({ button: 'right' })
    await run.page.getByRole('menuitem', { name: 'Find similar' }).click()
    await chip.waitFor()
    await search('')
    await expect.poll(hash).not.toContain('q=')
    await row.click()
    await runCommand(run.page, 'Find similar articles')
    await chip.waitFor()
    await press(run.page, '?')
    await run.page.getByRole('dialog').getByText('Find similar articles').waitFor()
    await close(run.page)
  })

  test('nothing went wrong in the window meanwhile', () => {
    expect(run.errors).toEqual([])
  })
})
