import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { violations } from './accessibility.ts'
import { inSight, pressTogether } from './acting.ts'
import { takeIn, useApp, withWindow } from './app.ts'

const samples = resolve(import.meta.dirname, '../../samples')

/** What a person cannot get at: buttons and fields beyond the edges of the window that nothing scrolls into view. */
function unreachable(): string[] {
  const canScroll = (element: Element, axis: 'overflowX' | 'overflowY'): boolean => {
    for (let above = element.parentElement; above; above = above.parentElement)
      if (/auto|scroll/.test(getComputedStyle(above)[axis])) return true
    return false
  }
  const found: string[] = []
  for (const element of document.querySelectorAll('button, a, input, select, textarea, h1')) {
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect()
    // what is for screen readers only is a pixel wide
    if (width <= 1 || height <= 1) continue
    const aside = (left < -1 || right > innerWidth + 1) && !canScroll(element, 'overflowX')
    const below = (top < -1 || bottom > innerHeight + 1) && !canScroll(element, 'overflowY')
    if (aside || below) found.push(element.getAttribute('aria-label') ?? element.textContent.trim())
  }
  return found
}

/** What the button is called that empties the search. */
const languages = { de: 'Suche leeren', es: 'Borrar la búsqueda', fr: 'Effacer la recherche' } as const

describe.each(Object.entries(languages))('in %s', (locale, clear) => {
  withWindow('a narrow and low window at 200 %', () => {
    const run = useApp()
    let job = ''
    let article = ''
    beforeAll(async () => {
      job = await takeIn(run, samples)
      const { rows } = await run.call('articles.list', { query: '', sort: 'saved-desc', offset: 0, limit: 1 })
      article = rows[0]?.id ?? ''
      await run.call('settings.set', { locale })
      await run.app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        window?.setContentSize(800, 600)
        window?.webContents.setZoomFactor(2)
      })
      await run.page.reload()
      await run.page.waitForFunction(() => innerWidth <= 400)
    })

    const goTo = async (address: string): Promise<void> => {
      await run.page.evaluate((hash) => {
        location.hash = hash
      }, `#${address}`)
      await run.page.locator('.view h1:visible').first().waitFor()
    }
    const reachable = () => expect.poll(() => run.page.evaluate(unreachable)).toEqual([])

    test.each(['/library', '/tags', '/marks', '/overview', '/duplicates', '/links', '/rules', '/settings'])(
      'nothing of %s is out of reach',
      async (address) => {
        await goTo(address)
        await reachable()
      },
    )

    test('what has no room for its words has a name', async () => {
      await goTo('/library')
      expect(await violations(run.page)).toEqual([])
    })

    test('nor of a report', async () => {
      await goTo(`/report/${job}`)
      await run.page.getByRole('table').waitFor()
      await reachable()
    })

    test('nor of an article and its original', async () => {
      await goTo(`/library/${article}`)
      await run.page.getByRole('main').getByRole('document').waitFor()
      await reachable()
      await run.page.getByRole('radio', { name: 'Original' }).click()
      await run.page.locator('iframe').waitFor()
      await reachable()
      const bar = await run.page.locator('.pane-head:visible').last().boundingBox()
      const notice = await run.page.locator('.notice > p').boundingBox()
      expect(notice?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0))
    })

    test('the buttons of a rule stay in sight while it is written', async () => {
      await goTo('/rules?new=harbour')
      const buttons = run.page.locator('form footer button')
      await expect.poll(() => buttons.count()).toBe(3)
      for (const button of await buttons.all()) await expect.poll(() => inSight(button)).toBe(true)
      await run.page.locator('form input').last().scrollIntoViewIfNeeded()
      for (const button of await buttons.all()) expect(await inSight(button)).toBe(true)
    })

    test('an article that is gone through in a list has more room than the keys for it', async () => {
      await goTo('/library')
      await pressTogether(run.page, 'gg')
      const height = async (selector: string): Promise<number> =>
        (await run.page.locator(selector).boundingBox())?.height ?? 0
      await run.page.locator('.triage [role=toolbar] button').first().waitFor()
      await expect.poll(() => height('.triage .scroller')).toBeGreaterThan(await height('.triage > footer'))
      await reachable()
      await run.page.keyboard.press('Escape')
    })

    test('many conditions do not push the window aside, and what is typed stays in sight', async () => {
      await goTo('/library')
      const field = run.page.getByRole('combobox').first()
      await field.fill('is:unread saved:>2001 lang:en author:someone words:>10 harbour ')
      await expect.poll(() => run.page.locator('[role=search] .chip').count()).toBe(5)
      await field.press('End')
      await expect.poll(() => run.page.evaluate(() => document.querySelector('.app')?.scrollLeft)).toBe(0)
      const seen = await field.boundingBox()
      const search = await run.page.getByRole('search').boundingBox()
      expect(seen?.x).toBeGreaterThanOrEqual(search?.x ?? 0)
      expect((seen?.x ?? 0) + (seen?.width ?? 0)).toBeLessThanOrEqual((search?.x ?? 0) + (search?.width ?? 0))
      expect(await run.page.getByRole('search').getByRole('button', { name: clear }).isVisible()).toBe(true)
    })
  })
})
