import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { focused, press, pressTogether } from './acting.ts'
import { useApp, withWindow } from './app.ts'
import { articlePage } from './pages.ts'

const BODY =
  'The harbour was dredged in April. Nobody had asked for it. The mud lay on the quay for a week, and the gulls ' +
  'learned what was in it before anybody else did.'

withWindow('marks', () => {
  const run = useApp()

  beforeAll(async () => {
    const pages = join(run.folder, 'pages')
    await mkdir(pages, { recursive: true })
    await writeFile(join(pages, 'mud.html'), articlePage({ title: 'Mud', body: BODY }))
    await writeFile(join(pages, 'tide.html'), articlePage({ title: 'Tide', body: BODY.replace('mud', 'water') }))
    await run.call('import.paths', { paths: [pages] })
    await rows().nth(1).waitFor()
    await openMud()
  })

  const rows = (): Locator => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  const reader = (): Locator => run.page.getByRole('main', { name: 'Reader' })
  const marks = (): Locator => reader().locator('mark[data-mark]')
  const active = (): Promise<string[]> => reader().locator('mark.is-active').allTextContents()
  async function openMud(): Promise<void> {
    await rows().filter({ hasText: 'Mud' }).click()
    await reader().getByText('The harbour was dredged').first().waitFor()
  }

  /** Draws the mouse over some words of the article. */
  async function select(words: string): Promise<void> {
    const box = await reader()
      .locator('p', { hasText: words })
      .first()
      .evaluate((paragraph, wanted) => {
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.textContent?.indexOf(wanted) ?? -1
          if (at < 0) continue
          const range = document.createRange()
          range.setStart(node, at)
          range.setEnd(node, at + wanted.length)
          const { left, right, top, bottom } = range.getBoundingClientRect()
          return { left, right, middle: (top + bottom) / 2 }
        }
        return undefined
      }, words)
    if (!box) throw new Error(`“${words}” is not in one piece`)
    await run.page.mouse.move(box.left + 1, box.middle)
    await run.page.mouse.down()
    await run.page.mouse.move(box.right - 1, box.middle, { steps: 4 })
    await run.page.mouse.up()
  }

  test('words selected with the mouse become a mark, and Ctrl Z takes it back', async () => {
    await select('dredged')
    await reader()
      .getByRole('toolbar', { name: 'Mark the selection' })
      .getByRole('button', { name: 'Mark in green' })
      .click()
    await expect.poll(() => marks().allTextContents()).toEqual(['dredged'])
    expect(await marks().first().getAttribute('class')).toContain('mark-leaf')
    await press(run.page, 'ControlOrMeta+z')
    await expect.poll(() => marks().count()).toBe(0)
  })

  test('with the keys: a sentence is chosen, marked and given a note', async () => {
    await press(run.page, '.')
    await reader().getByRole('status').filter({ hasText: 'The harbour was dredged in April.' }).waitFor()
    await press(run.page, '.')
    await reader().getByRole('status').filter({ hasText: 'Nobody had asked for it.' }).waitFor()
    await press(run.page, '3')
    await expect.poll(() => marks().allTextContents()).toEqual(['Nobody had asked for it.'])
    await expect.poll(active).toEqual(['Nobody had asked for it.'])
    await press(run.page, 'Enter')
    const note = reader().getByRole('textbox', { name: 'Note' })
    await focused(note)
    await note.fill('who would?')
    await run.page.keyboard.press('ControlOrMeta+Enter')
    await reader().getByRole('complementary').getByText('who would?').waitFor()
    await focused(reader().getByRole('region', { name: 'Article', exact: true }))
  })

  test('after the sentence that was marked comes the next one', async () => {
    await press(run.page, 'Escape')
    await press(run.page, '.')
    await reader().getByRole('status').filter({ hasText: 'The mud lay on the quay' }).waitFor()
    await press(run.page, '1')
    await expect.poll(() => marks().count()).toBe(2)
  })

  test('marks are copied with their source, and taken away with a key', async () => {
    await press(run.page, 'p')
    await expect.poll(active).toEqual(['Nobody had asked for it.'])
    await press(run.page, 'ControlOrMeta+Shift+C')
    const copied = (): Promise<string> => run.app.evaluate(({ clipboard }) => clipboard.readText())
    await expect
      .poll(copied)
      .toBe('“Nobody had asked for it.”\nMud\nMara Lindqvist, The Harbour Log\nhttps://harbour.example/Mud')
    await press(run.page, 'n')
    await expect.poll(active).toEqual([expect.stringContaining('gulls')])
    await press(run.page, 'Backspace')
    await expect.poll(() => marks().allTextContents()).toEqual(['Nobody had asked for it.'])
  })

  test('a new note that is left with Escape is not kept, and the keys go on in the text', async () => {
    await press(run.page, 'Escape')
    await press(run.page, '.')
    await reader().getByRole('status').filter({ hasText: /\w/ }).first().waitFor()
    await press(run.page, 'Enter')
    const note = reader().getByRole('textbox', { name: 'Note' })
    await focused(note)
    await note.fill('not this')
    await run.page.keyboard.press('Escape')
    await focused(reader().getByRole('region', { name: 'Article', exact: true }))
    const notes = async (): Promise<string[]> =>
      (await run.call('marks.list', { offset: 0, limit: 9 })).marks.map(({ mark }) => mark.note).sort()
    await expect.poll(notes).toEqual(['', 'who would?'])
    // the mark itself stays, and has the attention: it may be drawn anew just now
    await expect
      .poll(async () => {
        await press(run.page, 'Backspace')
        return notes()
      })
      .toEqual(['who would?'])
  })

  test('all marks stand in one place, found by what they and their notes say, and lead to theirs', async () => {
    await run.page.keyboard.press('g')
    await run.page.keyboard.press('m')
    const view = run.page.getByRole('main', { name: 'Marks' })
    await view.getByText('Nobody had asked for it.').waitFor()
    const find = view.getByRole('textbox', { name: 'Find in marks and notes' })
    await find.fill('gulls')
    await view.getByText('No mark fits').waitFor()
    await find.fill('who would')
    await view.getByText('Nobody had asked for it.').waitFor()
    await view.getByRole('button', { name: 'amber' }).click()
    await view.getByText('No mark fits').waitFor()
    await view.getByRole('button', { name: 'blue' }).click()
    await view.getByText('Nobody had asked for it.').click()
    await expect.poll(() => marks().allTextContents()).toEqual(['Nobody had asked for it.'])
    await expect.poll(active).toEqual(['Nobody had asked for it.'])
  })

  test('a note to the whole article is written with a key, found among the marks, changed and taken away', async () => {
    await openMud()
    const notes = reader().getByRole('region', { name: 'Note to the article' })
    const field = notes.getByRole('textbox', { name: 'Note' })
    const kept = async (): Promise<string[]> => {
      const { marks: found } = await run.call('marks.list', { query: '', colours: [], offset: 0, limit: 9 })
      return found.filter(({ mark }) => mark.about === 'article').map(({ mark }) => `${mark.quote}: ${mark.note}`)
    }
    // one that is left leaves nothing
    await press(run.page, 'w')
    await focused(field)
    await run.page.keyboard.press('Escape')
    await notes.waitFor({ state: 'detached' })
    await press(run.page, 'w')
    await focused(field)
    await run.page.keyboard.type('Read this to Nora.')
    await run.page.keyboard.press('ControlOrMeta+Enter')
    await notes.getByText('Read this to Nora.').waitFor()
    await expect.poll(kept).toEqual(['Mud: Read this to Nora.'])
    // the title stands in the text, too, and is not marked there
    await expect.poll(() => marks().allTextContents()).toEqual(['Nobody had asked for it.'])
    await reader().getByRole('button', { name: 'Write a note to the article' }).waitFor({ state: 'detached' })

    await press(run.page, 'w')
    await focused(field)
    await run.page.keyboard.press('End')
    await run.page.keyboard.type(' Twice.')
    await run.page.keyboard.press('ControlOrMeta+Enter')
    await expect.poll(kept).toEqual(['Mud: Read this to Nora. Twice.'])
    await pressTogether(run.page, 'gm')
    const view = run.page.getByRole('main', { name: 'Marks' })
    await view.getByRole('textbox', { name: 'Find in marks and notes' }).fill('Nora')
    await view.getByRole('button', { name: 'Note to the article Read this to Nora. Twice.' }).click()
    await notes.getByText('Twice.').waitFor()

    await press(run.page, 'w')
    await focused(field)
    await run.page.keyboard.press('ControlOrMeta+a')
    await run.page.keyboard.press('Backspace')
    await run.page.keyboard.press('ControlOrMeta+Enter')
    await expect.poll(kept).toEqual([])
    await press(run.page, 'ControlOrMeta+z')
    await notes.getByText('Twice.').waitFor()
    await expect.poll(kept).toEqual(['Mud: Read this to Nora. Twice.'])
  })

  test('after a quit and a start they are there, and keys can be turned off', async () => {
    await run.quit()
    await run.startAgain()
    await openMud()
    await expect.poll(() => marks().allTextContents()).toEqual(['Nobody had asked for it.'])
    await press(run.page, 'ControlOrMeta+,')
    await run.page.getByRole('checkbox', { name: 'Single keys are commands' }).click()
    await run.page.getByRole('button', { name: 'Back' }).first().click()
    await rows().first().waitFor()
    await press(run.page, 's')
    await press(run.page, 'F1')
    await run.page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await run.page.keyboard.press('Escape')
    const { rows: shown } = await run.call('articles.list', {
      query: 'is:starred',
      sort: 'saved-desc',
      offset: 0,
      limit: 9,
    })
    expect(shown).toEqual([])
    expect(run.errors).toEqual([])
  })
})
