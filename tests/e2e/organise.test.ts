import { expect, test } from 'vitest'
import { press, pressTogether } from './acting.ts'
import { withWindow } from './app.ts'
import { useReports } from './reports.ts'

const PAGES = 8

withWindow('keeping order', () => {
  const reports = useReports(PAGES)
  const { rows, row } = reports

  const places = () => reports.run.call('places.get', undefined)
  const counts = async () => Object.fromEntries((await places()).tags.map(({ tag, count }) => [tag, count]))
  const tag = (query: string, ...add: string[]) => reports.run.call('tags.apply', { selection: { query }, add })

  test('tags of the site are offered for an article, and taken with a press', async () => {
    await tag('001 or 002 or 003', 'island')
    await row(4).click()
    await press(reports.run.page, 't')
    const offers = reports.run.page.getByRole('group', { name: 'Suggested tags' })
    await offers.getByRole('button', { name: 'island' }).click()
    await reports.run.page.getByRole('button', { name: 'Save tags' }).click()
    await expect.poll(counts).toEqual({ island: 4 })
  })

  test('near-duplicates are found and merged with a press, and taken back', async () => {
    await tag('005 or 006', 'Islands')
    await reports.run.call('tags.describe', { tag: 'empty', description: '' })
    await pressTogether(reports.run.page, 'gt')
    const main = reports.run.page.getByRole('main', { name: 'Tags' })
    await main.getByRole('radio', { name: 'Clean up' }).click()
    await main.getByText('singular and plural').waitFor()
    await main.getByRole('region', { name: 'On no article' }).getByRole('button', { name: 'Remove empty' }).click()
    await main.getByRole('button', { name: 'Merge Islands into island' }).click()
    await expect.poll(counts).toEqual({ island: 6 })
    await main.getByText('Nothing to tidy up').waitFor()
    await press(reports.run.page, 'ControlOrMeta+z')
    await expect.poll(counts).toEqual({ island: 4, Islands: 2 })
  })

  test('a tag is split by searches', async () => {
    const main = reports.run.page.getByRole('main', { name: 'Tags' })
    await main.getByRole('radio', { name: 'All tags' }).click()
    await main.getByRole('row', { name: /^island 4/ }).click()
    await main.getByRole('button', { name: 'Split …' }).click()
    await main.getByLabel('New tag').fill('island/north')
    await main.getByLabel('for the articles that this search finds').fill('001 or 002')
    await main.getByText('2 articles', { exact: true }).waitFor()
    await main.getByRole('button', { name: 'Split', exact: true }).click()
    await expect.poll(counts).toMatchObject({ island: 2, 'island/north': 2 })
    await pressTogether(reports.run.page, 'ga')
  })

  test('a list is gone through with the keys, and all of it is taken back at the end', async () => {
    await row(5).waitFor()
    await rows().first().click()
    await press(reports.run.page, 'Home')
    const before = await counts()
    await pressTogether(reports.run.page, 'gg')
    const triage = reports.run.page.getByRole('region', { name: 'Go through' })
    await triage.getByText('1 of 8').waitFor()
    await triage
      .getByRole('group', { name: /^Tags of this site/ })
      .getByRole('button', { name: 'Islands' })
      .waitFor()
    await reports.run.page.keyboard.press('s')
    await triage.getByText('Starred', { exact: true }).last().waitFor()
    await reports.run.page.keyboard.press('m')
    await triage.getByText('2 of 8').waitFor()
    await reports.run.page.keyboard.press('Delete')
    await triage.getByText('3 of 8').waitFor()
    await triage
      .getByRole('toolbar')
      .getByRole('button', { name: /Tag|island/ })
      .first()
      .waitFor()
    await reports.run.page.keyboard.press('1')
    await expect.poll(counts).not.toEqual(before)
    for (let at = 3; at <= PAGES; at++) {
      await triage.getByText(`${String(at)} of ${String(PAGES)}`).waitFor()
      await reports.run.page.keyboard.press('j')
    }
    await triage.getByText('8 articles gone through').waitFor()
    await triage.getByText('1 marked as read, 1 starred, 1 moved to the trash, 1 tagged.').waitFor()
    await expect.poll(places).toMatchObject({ starred: 1, trash: 1, unread: PAGES - 2 })
    await triage.getByRole('button', { name: 'Take all of it back' }).click()
    await expect.poll(async () => (await places()).trash).toBe(0)
    await expect.poll(counts).toEqual(before)
    // taken back one after the other
    await expect.poll(places).toMatchObject({ starred: 0, unread: PAGES })
    await triage.getByRole('button', { name: 'Done' }).click()
    await row(5).waitFor()
  })

  test('after that the reader has its keys again', async () => {
    await rows().first().click()
    await reports.run.page.getByRole('region', { name: 'Article', exact: true }).waitFor()
    await press(reports.run.page, 'v')
    await reports.run.page.locator('iframe').waitFor()
    await press(reports.run.page, 'v')
    await reports.run.page.getByRole('region', { name: 'Article', exact: true }).waitFor()
  })

  test('nothing went wrong in the window meanwhile', () => {
    expect(reports.run.errors).toEqual([])
  })
})
