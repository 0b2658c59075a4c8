import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { violations } from './accessibility.ts'
import { close, focused, inSight, press } from './acting.ts'
import { useApp, withWindow } from './app.ts'
import { articlePage } from './pages.ts'

const PLEA = 'A plea for money stands in the midst of every page of this site, and nobody wants to read it again.'

withWindow('fixing a site oneself', () => {
  const run = useApp()

  beforeAll(async () => {
    for (const title of ['First tide', 'Second tide']) {
      const extra = `<div class="plea"><p>${PLEA}</p></div><p>The lamp is lit at dusk, and ${title} is noted by its light.</p>
        <p class="keeper">By Odd Nansen</p><script>parent.pwned = true</script>`
      await writeFile(
        join(run.folder, `${title}.html`),
        articlePage({ title, body: `${title} came in at noon.`, extra }),
      )
    }
    await run.call('import.paths', {
      paths: ['First tide', 'Second tide'].map((title) => join(run.folder, `${title}.html`)),
    })
    await rows().nth(1).waitFor()
  })
  // each test points at the original of the first article anew, in a window that has forgotten what was chosen
  beforeEach(async () => {
    const { rows: found } = await run.call('articles.list', {
      ...{ query: 'title:First', sort: 'title-asc', offset: 0, limit: 1 },
    })
    await run.page.evaluate((id) => (window.location.hash = `#/library/${id}`), found[0]?.id ?? '')
    await run.page.reload()
    await run.page.getByRole('radio', { name: 'Original' }).click()
    await run.page.getByRole('button', { name: 'Fix this article' }).click()
    await result().getByText(PLEA).waitFor()
  })

  const rows = () => run.page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
  const frame = () => run.page.frameLocator('iframe[title^="Original of"]')
  /** Goes over something in the frame when its script runs: before, it hears nothing. */
  const over = (selector: string): Promise<void> =>
    expect
      .poll(async () => {
        await frame().locator('h1').hover()
        await frame().locator(selector).hover()
        return frame().locator(`${selector}[data-keepleaf-at], ${selector} [data-keepleaf-at]`).count()
      })
      .toBe(1)
  const point = async (selector: string): Promise<void> => {
    await over(selector)
    await frame().locator(selector).click()
  }
  const result = () => run.page.getByRole('region', { name: 'What comes of it' })
  const kind = (name: string) =>
    run.page.getByRole('toolbar', { name: 'Fix this article' }).getByRole('radio', { name })
  const selectors = () => run.page.getByRole('list', { name: 'What the rule looks for' })
  const texts = async (): Promise<string[]> => {
    const { rows: all } = await run.call('articles.list', { query: '', sort: 'title-asc', offset: 0, limit: 10 })
    return run.page.evaluate(
      (ids) => Promise.all(ids.map(async (id) => (await fetch(`keepleaf-page://${id}/article.html`)).text())),
      all.map(({ id }) => id),
    )
  }

  test.each([1280, 720])('its keys are told in full in a window %d wide', async (width) => {
    await run.app.evaluate(({ BrowserWindow }, wide) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(wide, 800)
    }, width)
    await expect.poll(() => run.page.evaluate(() => innerWidth)).toBe(width)
    const hint = run.page.getByText('Esc leaves the page.')
    await expect.poll(() => hint.evaluate((told) => told.scrollWidth - told.clientWidth)).toBeLessThanOrEqual(0)
  })

  test('its buttons stay in sight at 200 %, and what comes of it can be scrolled to', async () => {
    const zoom = (factor: number): Promise<void> =>
      run.app.evaluate(({ BrowserWindow }, by) => {
        const [window] = BrowserWindow.getAllWindows()
        window?.setContentSize(800, 600)
        window?.webContents.setZoomFactor(by)
      }, factor)
    await zoom(2)
    await expect.poll(() => run.page.evaluate(() => innerWidth)).toBe(400)
    const buttons = ['Cancel', 'Look at all pages …'].map((name) => run.page.getByRole('button', { name }))
    for (const button of buttons) await expect.poll(() => inSight(button)).toBe(true)
    await result().getByText(PLEA).scrollIntoViewIfNeeded()
    for (const button of [...buttons, result().getByText(PLEA)]) expect(await inSight(button)).toBe(true)
    await zoom(1)
    await expect.poll(() => run.page.evaluate(() => innerWidth)).toBe(800)
  })

  test('what is pointed at is seen at once beside the original', async () => {
    await kind('Not this').click()
    await point('.plea')
    await result().getByText(PLEA).waitFor({ state: 'detached' })
    await selectors().getByText('div.plea').waitFor()
    await kind('Author').click()
    await point('.keeper')
    await result().getByText('Odd Nansen', { exact: true }).waitFor()
  })

  test('by keys too: the arrows walk, Enter chooses, Esc goes back to the window', async () => {
    await kind('Article').click()
    await over('.keeper')
    const original = run.page.locator('iframe[title^="Original of"]')
    await original.focus()
    await focused(original)
    const spoken = run.page.locator('[aria-live=polite]').filter({ hasText: /^\w+: / })
    await run.page.keyboard.press('ArrowUp')
    await spoken.waitFor()
    for (let step = 0; step < 6 && !(await spoken.innerText()).startsWith('article:'); step++) {
      const said = await spoken.innerText()
      await run.page.keyboard.press('ArrowUp')
      await expect.poll(() => spoken.innerText()).not.toBe(said)
    }
    expect(await spoken.innerText()).toMatch(/^article: /)
    await run.page.keyboard.press('Enter')
    await selectors().getByText('article', { exact: true }).waitFor()
    await run.page.keyboard.press('Escape')
    await expect.poll(() => run.page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON')
  })

  test('a digit says what is pointed at, and a selector can be written over, taken away and written', async () => {
    await kind('Article').click()
    await over('.keeper')
    const original = run.page.locator('iframe[title^="Original of"]')
    await original.focus()
    await focused(original)
    await run.page.keyboard.press('4')
    await expect.poll(() => kind('Author').getAttribute('aria-checked')).toBe('true')
    await run.page.keyboard.press('Enter')
    await selectors().getByText('p.keeper').waitFor()
    await selectors().getByRole('button', { name: 'Change the selector p.keeper' }).press('Enter')
    const field = selectors().getByRole('textbox', { name: 'CSS selector' })
    await focused(field)
    await field.fill('p[[')
    await field.press('Enter')
    await run.page.getByText('“p[[” is no selector').waitFor()
    await selectors().getByText('p.keeper').waitFor()
    await focused(selectors().getByRole('button', { name: 'Change the selector p.keeper' }))
    // taken away, the keys stay in the list
    await selectors().getByRole('button', { name: 'Remove p.keeper' }).press('Enter')
    await selectors().getByText('p.keeper').waitFor({ state: 'detached' })
    const write = selectors().getByRole('button', { name: 'Write a selector' })
    await focused(write)
    await kind('Not this').click()
    await write.press('Enter')
    await field.fill('.plea')
    await field.press('Enter')
    await result().getByText(PLEA).waitFor({ state: 'detached' })
    await run.page.getByRole('button', { name: 'Cancel' }).press('Enter')
    await focused(run.page.getByRole('button', { name: 'Fix this article' }))
  })

  test('chords of the window are at work while the original has the focus', async () => {
    await run.page.getByRole('button', { name: 'Cancel' }).click()
    const original = run.page.locator('iframe[title="Saved page: First tide"]')
    await original.contentFrame().locator('h1').click()
    await focused(original)
    // as the system tells of a key: what the driver of these tests presses goes to the window's own document
    await run.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const pressed = { type: 'keyDown', key: 'k', control: true, meta: false, alt: false, shift: false }
      window?.webContents.emit('before-input-event', {}, pressed)
    })
    await run.page.getByRole('dialog', { name: 'Command palette' }).waitFor()
    await close(run.page)
  })

  test('is for everybody, in light, dark and a narrow window', async () => {
    const size = (width: number, height: number) =>
      run.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, ...to }), {
        width,
        height,
      })
    const [width, height] = await run.page.evaluate(() => [window.innerWidth, window.innerHeight] as const)
    for (const theme of ['dark', 'light'] as const) {
      await run.call('settings.set', { theme })
      await expect.poll(() => run.page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme)
      expect(await violations(run.page)).toEqual([])
    }
    await size(740, 800)
    await expect.poll(() => run.page.evaluate(() => window.innerWidth)).toBe(740)
    // one half below the other, and nothing beside the window
    const boxes = async () => [
      await run.page.locator('iframe[title^="Original of"]').boundingBox(),
      await result().boundingBox(),
    ]
    await expect.poll(async () => ((await boxes())[1]?.y ?? 0) > ((await boxes())[0]?.y ?? 0)).toBe(true)
    expect(await run.page.evaluate(() => document.documentElement.scrollWidth)).toBe(740)
    expect(await violations(run.page)).toEqual([])
    await size(width, height)
    await expect.poll(() => run.page.evaluate(() => window.innerWidth)).toBe(width)
  })

  test('a message from anywhere but the frame does nothing, and no script of the page runs', async () => {
    await kind('Not this').click()
    await point('.plea')
    await selectors().getByText('div.plea').waitFor()
    const before = await selectors().innerText()
    await run.page.evaluate(() => window.postMessage({ keepleaf: 'choose', number: 1 }, '*'))
    // messages come in their order: when this one has, the other has been heard
    await run.page.evaluate(
      () =>
        new Promise((heard) => {
          window.addEventListener('message', heard, { once: true })
          window.postMessage('after it', '*')
        }),
    )
    expect(await selectors().innerText()).toBe(before)
    expect(await run.page.evaluate(() => Reflect.get(window, 'pwned'))).toBeUndefined()
  })

  test('all pages of the site are looked at before it is applied, and one undo takes it back', async () => {
    await kind('Not this').click()
    await point('.plea')
    await result().getByText(PLEA).waitFor({ state: 'detached' })
    await run.page.getByRole('button', { name: 'Look at all pages …' }).click()
    await run.page.getByText('The rule applies to 2 of 2 pages. It changes 2.').waitFor()
    await run.page.getByRole('button', { name: /^Second tide/ }).click()
    const dialog = run.page.getByRole('dialog')
    // what goes stands out, and stands on one side only
    await dialog.locator('[data-only="gone:"]', { hasText: PLEA }).waitFor()
    expect(await dialog.locator('[data-only]').count()).toBe(1)
    await focused(dialog.getByRole('button', { name: 'All pages' }))
    await dialog.getByRole('button', { name: 'All pages' }).press('Enter')
    await focused(dialog.getByRole('button', { name: /^Second tide/ }))
    const pages = dialog.getByRole('list', { name: 'Pages' }).getByRole('button')
    await run.page.keyboard.press('Home')
    await run.page.keyboard.press('ArrowDown')
    await focused(pages.last())
    await run.page.keyboard.press('ArrowUp')
    await focused(pages.first())
    await dialog.getByRole('button', { name: 'Apply to 2 pages' }).click()
    await run.page.getByText('2 of 2 read again came out differently.').waitFor()
    await run.page.getByRole('radio', { name: 'Reading', checked: true }).waitFor()
    await expect.poll(async () => (await texts()).filter((text) => text.includes(PLEA))).toEqual([])
    await expect
      .poll(() => run.call('sites.list', undefined))
      .toMatchObject([{ host: 'harbour.example', drop: ['div.plea'] }])
    await press(run.page, 'ControlOrMeta+z')
    await expect.poll(async () => (await texts()).filter((text) => text.includes(PLEA)).length).toBe(2)
    await expect.poll(() => run.call('sites.list', undefined)).toEqual([])
  })

  test('rules are taken in from a file, listed in the settings, given to others and deleted', async () => {
    const path = join(run.folder, 'rules.json')
    const rule = {
      id: 'r',
      // as somebody writes it by hand
      host: 'www.Harbour.example',
      article: ['article'],
      drop: ['.plea'],
      created: '2026-01-01T00:00:00.000Z',
    }
    await writeFile(path, JSON.stringify({ keepleaf: 'site rules', version: 1, rules: [rule] }))
    await run.page.getByRole('button', { name: 'Cancel' }).click()
    await press(run.page, 'ControlOrMeta+,')
    await run.page.getByRole('button', { name: 'Import rules …' }).waitFor()
    const empty = join(run.folder, 'empty.json')
    await writeFile(empty, JSON.stringify({ keepleaf: 'site rules', version: 1, rules: [] }))
    await run.answerDialogs(empty)
    await run.page.getByRole('button', { name: 'Import rules …' }).click()
    await run.page.getByText('The file holds no site rules.').waitFor()
    await run.answerDialogs(path)
    await run.page.getByRole('button', { name: 'Import rules …' }).click()
    await run.page.getByText('.plea', { exact: true }).waitFor()
    await run.answerDialogs(join(run.folder, 'given.json'))
    await run.page.getByRole('button', { name: 'Export rules …' }).click()
    await run.page.getByText('Rules written').waitFor()
    expect(JSON.parse(await readFile(join(run.folder, 'given.json'), 'utf8'))).toMatchObject({
      rules: [{ ...rule, host: 'harbour.example' }],
    })
    await run.page.getByRole('button', { name: 'Delete the rule of harbour.example' }).click()
    await run.page.getByText(/^There are no site rules/).waitFor()
    await focused(run.page.getByRole('button', { name: 'Import rules …' }))
    expect(run.errors.filter((error) => !error.includes('Content Security Policy'))).toEqual([])
  })
})
