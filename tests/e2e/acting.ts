import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** What lies over the panes; while it does, the window takes no keys for them. */
const OVERLAY = '[role=dialog], [role=alertdialog], [role=menu]'
/** Layers that a person has open at once, and one to spare. */
const LAYERS = 4

/** Waits until nothing lies over the panes any more. A layer that fades out still takes the keys. */
export async function nothingOpen(page: Page): Promise<void> {
  await expect.poll(() => page.locator(OVERLAY).count()).toBe(0)
}

/** Presses a key for the panes: when nothing lies over them and no field has the focus. */
export async function press(page: Page, key: string): Promise<void> {
  await nothingOpen(page)
  await expect.poll(() => page.locator('input:focus, textarea:focus').count()).toBe(0)
  await page.keyboard.press(key)
}

/**
 * Presses letters that are one command together. They are sent at once: between two presses that wait for the window a slow
 * machine takes longer than the command allows.
 */
export async function pressTogether(page: Page, letters: string): Promise<void> {
  await nothingOpen(page)
  await expect.poll(() => page.locator('input:focus, textarea:focus').count()).toBe(0)
  const session = await page.context().newCDPSession(page)
  const sent = [...letters].flatMap((key) => {
    const named = { key, code: `Key${key.toUpperCase()}`, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) }
    return [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, ...named }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...named }),
    ]
  })
  await Promise.all(sent)
  await session.detach()
}

/** Presses Escape for what is open, and waits until it has gone. */
export async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await nothingOpen(page)
}

/** Runs the first command of the palette that its words find, when it is the one that was meant. */
export async function runCommand(page: Page, words: string): Promise<void> {
  await nothingOpen(page)
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await palette.locator('input').fill(words)
  await palette.locator('[role=option][data-highlighted]', { hasText: words }).waitFor()
  await page.keyboard.press('Enter')
  // what it has opened may lie over the panes
  await palette.waitFor({ state: 'detached' })
}

/** Whether a person sees all of it: no edge of the window and nothing else cuts or covers it. */
export const inSight = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const within = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
    const corners = [document.elementFromPoint(left + 4, top + 4), document.elementFromPoint(right - 4, bottom - 4)]
    return within && corners.every((hit) => element.contains(hit))
  })

/** Waits until a field has the focus, before something is typed into it. */
export async function focused(field: Locator): Promise<void> {
  await expect.poll(() => field.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
}

/** Back to all articles with nothing over them, so that a test that failed takes none of the following ones down. */
export async function backToAll(page: Page): Promise<void> {
  for (let layer = 0; layer < LAYERS && (await page.locator(OVERLAY).count()) > 0; layer++) {
    await page.keyboard.press('Escape')
  }
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    location.hash = '#/library'
  })
}
