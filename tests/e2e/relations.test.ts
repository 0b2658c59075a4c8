import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { violations } from './accessibility.ts'
import { close, focused, press, pressTogether } from './acting.ts'
import { useApp, withWindow } from './app.ts'
import { articlePage } from './pages.ts'

const FLOOD = `The water came at four in the morning, over the lower quay and into the cellars of the fish market. By six the
ferrymen had tied their boats to the lamp posts, and by noon a chalk line on the chapel wall said how high it had been:
a hand above the line of the year before, two hands below the one that nobody alive had seen.`

/** Words of its own for each number: pages that share nothing but their frame. */
const prose = (number: number): string =>
  Array.from({ length: 120 }, (_, at) => `w${String((number * 7919 + at * at * 31) % 100_003)}`).join(' ')

/** Large enough not to pass for a placeholder. */
async function picture(): Promise<string> {
  const small = await readFile(resolve(import.meta.dirname, '../../scripts/fixture-site/pictures/lighthouse.png'))
  const bytes = Buffer.concat([small, Buffer.alloc(1000)])
  return `<figure><img src="data:image/png;base64,${bytes.toString('base64')}" width="400" height="300" alt="A lamp"></figure>`
}

withWindow('articles and what they have to do with each other', () => {
  const run = useApp()
  const pages = (): string => join(run.folder, 'pages')
  const write = (name: string, title: string, body: string): Promise<void> =>
    writeFile(join(pages(), name), articlePage({ title, body }))

  beforeAll(async () => {
    await mkdir(pages())
    await write('flood.html', 'Flood', FLOOD)
    await write('copy.html', 'Flood, reprinted', `${FLOOD} So the log says.`)
    await write(
      'ferry.html',
      'Ferry',
      `Nothing left the quay that day, as <a href="http://www.harbour.example/Flood/?utm_source=log">the log</a> says,
      and <a href="https://harbour.example/never-saved">the other one</a> too. ${prose(1)}`,
    )
    await write(
      'bench.html',
      'Bench',
      `It is <a href="https://harbour.example/never-saved">elsewhere</a> that one sits.</p>${await picture()}<p>${prose(2)}`,
    )
    await run.call('import.paths', { paths: [pages()] })
    await rows().nth(3).waitFor()
  })

  const rows = () => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  const all = async (): Promise<number> => (await run.call('places.get', undefined)).all
  const reader = () => run.page.getByRole('main')
  const place = (name: string) => run.page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name })
  const group = () => run.page.getByRole('main', { name: 'Duplicates' }).getByRole('region', { name: /^Flood/ })
  const open = async (title: string): Promise<void> => {
    await place('All articles').first().click()
    const row = rows().filter({ has: run.page.getByRole('heading', { name: title, exact: true }) })
    await expect.poll(() => row.count()).toBe(1)
    await row.click()
    await reader().getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  }
  test('a link to a saved page opens it in the library, with Ctrl in the browser; the way back is below it', async () => {
    await open('Ferry')
    const link = reader().getByRole('link', { name: 'the log, in your library' })
    await run.app.evaluate(({ shell }) => {
      shell.openExternal = (url) => {
        Reflect.set(globalThis, 'openedOutside', url)
        return Promise.resolve()
      }
    })
    await link.click({ modifiers: ['ControlOrMeta'] })
    await expect
      .poll(() => run.app.evaluate((): unknown => Reflect.get(globalThis, 'openedOutside')))
      .toContain('harbour.example/Flood')
    await link.click({ button: 'right' })
    await run.page.getByRole('menuitem', { name: 'Open in the browser' }).waitFor()
    await close(run.page)
    await link.focus()
    await focused(link)
    await run.page.keyboard.press('Enter')
    await reader().getByRole('heading', { level: 1, name: 'Flood', exact: true }).waitFor()
    await reader().getByRole('heading', { name: 'Linked from 1 article' }).waitFor()
    await reader().getByRole('button', { name: 'Ferry' }).click()
    await reader().getByRole('heading', { level: 1, name: 'Ferry' }).waitFor()
  })

  test('a page that is linked to and was never saved is named', async () => {
    await pressTogether(run.page, 'gl')
    const row = run.page.getByRole('row').filter({ hasText: 'harbour.example/never-saved' })
    await row.getByRole('button', { name: 'Bench' }).waitFor()
    expect(await violations(run.page)).toEqual([])
  })

  test('a group is compared, told apart, and merged in one change that is taken back', async () => {
    // counted when it is quiet
    await place('Duplicates 1').waitFor()
    await place('Duplicates').click()
    await group().getByText('Nearly the same text at different addresses.').waitFor()
    expect(await violations(run.page)).toEqual([])

    await group().getByRole('button', { name: 'Compare' }).click()
    const dialog = run.page.getByRole('dialog', { name: 'Compare texts' })
    await dialog.getByText('So the log says.').waitFor()
    await dialog.locator('ins, del').first().waitFor()
    expect(await violations(run.page)).toEqual([])
    await close(run.page)

    await group().getByRole('button', { name: 'Not duplicates' }).click()
    await run.page.getByRole('heading', { name: 'No page twice' }).waitFor()
    await press(run.page, 'ControlOrMeta+z')

    await group().getByRole('radio', { name: 'Keep “Flood”' }).check()
    await group().getByRole('button', { name: 'Merge 2 into one' }).click()
    await run.page.getByRole('heading', { name: 'No page twice' }).waitFor()
    await expect.poll(all).toBe(3)
    await run.page.getByRole('button', { name: 'Undo' }).click()
    await group().waitFor()
    await expect.poll(all).toBe(4)
    await run.page.getByRole('button', { name: 'Merge the suggested one' }).click()
    await expect.poll(all).toBe(3)
  })

  test('a page saved anew shows its earlier state, and what has changed', async () => {
    await write('bench.html', 'Bench', 'The bench was painted green on Sunday.')
    const { id } = await run.call('import.paths', { paths: [join(pages(), 'bench.html')] })
    // before it is over the former state is a row too
    await expect
      .poll(async () => (await run.call('jobs.list', undefined)).find((job) => job.id === id)?.state)
      .toBe('done')
    await expect
      .poll(
        async () =>
          (await run.call('articles.list', { query: 'painted', sort: 'relevance', offset: 0, limit: 5 })).total,
      )
      .toBe(1)
    await open('Bench')
    await press(run.page, 'i')
    const about = run.page.getByRole('complementary', { name: 'About this page' })
    await about.getByRole('heading', { name: 'Versions of this page' }).waitFor()
    // until then the former state is an article, which opens as one
    await about.getByText('earlier state', { exact: false }).waitFor()
    await about.getByRole('button', { name: /^Compare the state of/ }).click()
    const dialog = run.page.getByRole('dialog', { name: 'Compare texts' })
    await dialog.locator('ins', { hasText: 'painted green' }).waitFor()
    await dialog.locator('del', { hasText: 'elsewhere' }).waitFor()
    await dialog.getByRole('button', { name: 'Open the older one' }).click()
    const earlier = run.page.getByRole('dialog', { name: /^State of/ })
    await earlier.getByRole('heading', { name: 'Bench', exact: true }).waitFor()
    await earlier.getByText('It is elsewhere that one sits.', { exact: false }).waitFor()
    const picture = earlier.getByRole('img', { name: 'A lamp' })
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    expect(await violations(run.page)).toEqual([])
    await earlier.getByRole('button', { name: 'Compare' }).click()
    await dialog.locator('ins', { hasText: 'painted green' }).waitFor()
    await close(run.page)
    await press(run.page, 'i')
  })
})
