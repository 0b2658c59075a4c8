import { join } from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { violations } from './accessibility.ts'
import { press, pressTogether } from './acting.ts'
import { takeIn, useApp, withWindow } from './app.ts'
import { writePages } from './pages.ts'

const PAGES = 6

withWindow('rules', () => {
  const run = useApp()
  beforeAll(async () => {
    await take('pages', PAGES)
  })
  // rules and what they gave go, so that each test makes its own
  afterEach(async () => {
    await run.page.evaluate(() => (window.location.hash = '#/library'))
    for (const { id } of await run.call('rules.list', undefined)) await run.call('rules.remove', { id, takeBack: true })
  })

  const rows = () => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  const main = () => run.page.getByRole('main', { name: 'Rules' })
  const tags = async () => (await run.call('places.get', undefined)).tags

  const take = async (name: string, count: number): Promise<string> =>
    takeIn(run, await writePages(join(run.folder, name), count))

  /** Shows the rule “Late reports”, which gives what `query` finds the tag late, and has been run. */
  async function showRule(query: string, star = false): Promise<void> {
    const rule = { id: '', name: 'Late reports', query, tags: ['late'], star, trash: false, on: true }
    const { id } = await run.call('rules.save', { rule, takeBack: false })
    await run.call('rules.run', { ids: [id] })
    await pressTogether(run.page, 'gr')
    await main()
      .getByRole('button', { name: /^Late reports/ })
      .click()
  }

  test('a search is saved as a rule, with what it would do beside it, and run', async () => {
    await expect.poll(() => rows().count()).toBe(PAGES)
    await run.page.getByRole('combobox', { name: 'Search' }).fill('004 or 005')
    await expect.poll(() => rows().count()).toBe(2)
    await run.page.getByRole('button', { name: 'Save as rule …' }).click()
    await main().getByRole('combobox', { name: 'Articles that this search finds' }).waitFor()
    await main().getByLabel('Name').fill('Late reports')
    await main().getByText('Finds 2 articles.').waitFor()
    await main().getByLabel('get these tags').fill('late')
    await main().getByLabel('get these tags').press('Enter')
    await main().getByLabel('Star them').click()
    await main().getByText('Applies to 2 of them.').waitFor()
    await main().getByRole('button', { name: 'Save and apply to 2' }).click()
    await run.page.getByText('2 articles changed by Late reports').waitFor()
    await expect.poll(tags).toMatchObject([{ tag: 'late', count: 2 }])
    await expect.poll(async () => (await run.call('places.get', undefined)).starred).toBe(2)
    await main().getByText('All of them are so already.').waitFor()
  })

  test('a new rule that is not wanted is left with Cancel', async () => {
    await pressTogether(run.page, 'gr')
    await main().getByRole('button', { name: 'New rule' }).first().click()
    const editor = main().getByRole('complementary', { name: 'New rule' })
    await editor.getByLabel('Name').fill('Not wanted')
    await editor.getByRole('button', { name: 'Cancel' }).click()
    await editor.waitFor({ state: 'detached' })
    expect((await run.call('rules.list', undefined)).map(({ name }) => name)).not.toContain('Not wanted')
    await expect.poll(() => main().locator(':focus').count()).toBe(1)
  })

  test('a mistake is explained, and is no rule', async () => {
    await showRule('004 or 005')
    const query = main().getByRole('combobox', { name: 'Articles that this search finds' })
    await query.fill('published:soon')
    await main().getByText('“soon” is not a date', { exact: false }).waitFor()
    await expect.poll(() => main().getByRole('button', { name: 'Save rule' }).isDisabled()).toBe(true)
    await query.fill('auther:Mara 004 or 005')
    await main().getByText('was read as', { exact: false }).waitFor()
  })

  test('what a changed rule would no longer give is taken back with it', async () => {
    await showRule('004 or 005')
    await main().getByRole('combobox', { name: 'Articles that this search finds' }).fill('004')
    const back = main().getByLabel('Take late off 1 article that has it from this rule and no longer would')
    await back.waitFor()
    expect(await violations(run.page)).toEqual([])
    await main().getByRole('button', { name: 'Save rule' }).click()
    await run.page.getByText('Rule Late reports changed').waitFor()
    await expect.poll(tags).toMatchObject([{ tag: 'late', count: 1 }])
  })

  test('new pages meet the rule, and the reader says which one gave the tag', async () => {
    await showRule('011', true)
    const job = await take('more', 12)
    await expect.poll(tags).toMatchObject([{ tag: 'late', count: 1 }])
    await run.page.evaluate((id) => (window.location.hash = `#/report/${id}`), job)
    const report = run.page.getByRole('main', { name: 'Import report' })
    await report.getByText('By your rules 1 got the tag late and 1 was starred.').waitFor()
    const { rows: found } = await run.call('articles.list', {
      ...{ query: 'tag:late 011', sort: 'saved-desc', offset: 0, limit: 10 },
    })
    await run.page.evaluate((id) => (window.location.hash = `#/library/${id}`), found[0]?.id ?? '')
    const chip = run.page.getByRole('button', {
      name: 'late',
      exact: true,
      description: 'Given by the rule “Late reports”',
    })
    await chip.waitFor()
    await press(run.page, 'ControlOrMeta+z')
    await expect.poll(tags).toEqual([])
    await expect.poll(async () => (await run.call('places.get', undefined)).all).toBe(PAGES)
  })

  test('a deleted rule takes along what only it gave, and both come back', async () => {
    await showRule('004')
    await main().getByRole('button', { name: 'Delete rule' }).click()
    const dialog = run.page.getByRole('dialog', { name: 'Delete the rule' })
    await dialog.getByText('1 article has late only from this rule.').waitFor()
    await dialog.getByRole('button', { name: 'Take the tags off too' }).click()
    await main().getByText('No rules yet').waitFor()
    await expect.poll(tags).toEqual([])
    await press(run.page, 'ControlOrMeta+z')
    await main()
      .getByRole('button', { name: /^Late reports/ })
      .waitFor()
    await expect.poll(tags).toMatchObject([{ tag: 'late', count: 1 }])
  })

  test('nothing went wrong in the window meanwhile', () => {
    expect(run.errors).toEqual([])
  })
})
