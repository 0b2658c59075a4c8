import { BOOKSHOP, CLOCKMAKER, LIBRARY, LIGHTHOUSE, MOOR } from './articles.ts'
import type { Shown } from './library.ts'
import { SIZE, type Stage } from './window.ts'

export interface State {
  name: string
  theme?: 'light' | 'dark' | 'sepia'
  size?: typeof SIZE
  zoom?: number
  rows?: 'full' | 'middle' | 'compact'
  /** what a frame of another process shows belongs to the picture */
  frames?: boolean
  /** width of the list, CSS px */
  list?: number
  /** where the window is, before `act` */
  address(shown: Shown): string
  act?(stage: Stage, shown: Shown): Promise<void>
}

const NARROW = { width: 720, height: 900 }
const open = (title: string) => (shown: Shown) => `/library/${shown.ids.get(title) ?? ''}`
const list = () => '/library'

/** The drawn states, in the drawn order; what has no number was not drawn. */
export const states: State[] = [
  { name: '01-main', address: open(CLOCKMAKER), act: toTop },
  { name: '02-main-dark', theme: 'dark', address: open(CLOCKMAKER), act: toTop },
  {
    name: '03-search',
    address: open(LIGHTHOUSE),
    async act({ page }) {
      await page.keyboard.press('Control+f')
      await page.keyboard.type('tag:archives saved:>2019 auther:Varnholt lighthouse keeper')
      await page.waitForTimeout(600)
      await page.getByRole('option').first().click()
      await page.keyboard.press('Control+f')
      await page.keyboard.press('End')
      await page.mouse.move(SIZE.width - 20, SIZE.height - 20)
      await page.waitForTimeout(300)
    },
  },
  {
    name: '04-drop',
    address: open(CLOCKMAKER),
    async act(stage, { dropped }) {
      await toTop(stage)
      const { page } = stage
      const session = await page.context().newCDPSession(page)
      const files = dropped
      const data = { items: [], files, dragOperationsMask: 1 }
      await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 800, y: 500, data })
      await session.send('Input.dispatchDragEvent', { type: 'dragOver', x: 800, y: 500, data })
      await page.waitForTimeout(300)
    },
  },
  { name: '06-import-report', address: ({ report }) => `/report/${report}` },
  {
    name: '07-tags',
    address: () => '/tags',
    async act({ page }) {
      await page.getByText('tides', { exact: true }).last().click()
    },
  },
  {
    name: '08-bulk-tagging',
    rows: 'compact',
    list: 560,
    address: list,
    async act({ page }) {
      const rows = page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
      await rows.first().click()
      for (const index of [1, 4, 6, 13, 15, 17, 18, 20]) await rows.nth(index).click({ modifiers: ['Control'] })
      await page.keyboard.press('t')
      await page.waitForTimeout(300)
      await page.keyboard.type('ti')
    },
  },
  {
    name: '09-palette',
    theme: 'dark',
    address: open(CLOCKMAKER),
    async act(stage) {
      await toTop(stage)
      await stage.page.keyboard.press('Control+k')
      await stage.page.keyboard.type('tag')
      await stage.page.waitForTimeout(400)
    },
  },
  {
    name: '10-export',
    address: open(CLOCKMAKER),
    async act({ page }) {
      await page.getByRole('listbox', { name: 'Articles' }).getByRole('option').first().click()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.press('e')
      await page.waitForTimeout(400)
    },
  },
  { name: '12-empty-states', address: () => '/library?q=zeppelin+typewriter' },
  { name: '13-narrow-reader', size: NARROW, address: open(CLOCKMAKER), act: toTop },
  { name: '14-narrow-list', size: NARROW, address: list, act: openPlaces },
  {
    name: '15-about-page',
    address: open(MOOR),
    async act({ page }) {
      await page.getByRole('button', { name: 'About this page' }).click()
    },
  },
  {
    name: '16-original',
    frames: true,
    address: open(MOOR),
    async act({ page }) {
      await page.getByText('Original', { exact: true }).first().click()
      await page.waitForTimeout(800)
      await page.getByRole('button', { name: 'Which ones' }).click()
      await page.waitForTimeout(300)
    },
  },
  { name: '17-overview', address: () => '/overview' },
  { name: '17-overview-dark', theme: 'dark', address: () => '/overview', act: toFoot },
  { name: '17-overview-narrow', size: NARROW, theme: 'sepia', address: () => '/overview' },
  { name: '18-sepia-arabic', theme: 'sepia', address: open(LIBRARY), act: toTop },
  { name: '20-zoom-200', zoom: 2, address: open(CLOCKMAKER), act: toTop },
  { name: '21-zoom-200-list', zoom: 2, address: list },
  {
    name: '22-keyboard',
    address: open(CLOCKMAKER),
    async act(stage) {
      await toTop(stage)
      await stage.page.keyboard.press('Shift+?')
      await stage.page.waitForTimeout(300)
    },
  },
  { name: '23-dark-japanese', theme: 'dark', address: open(BOOKSHOP), act: toTop },
  { name: 'marks', address: () => '/marks' },
  { name: 'settings', address: () => '/settings' },
  { name: 'rules', address: () => '/rules', act: openRule },
  { name: 'rules-dark', theme: 'dark', address: () => '/rules', act: openRule },
  { name: 'rules-narrow', size: NARROW, address: () => '/rules', act: openRule },
  { name: 'fix-site', frames: true, address: open(MOOR), act: pointAt },
  { name: 'fix-site-dark', theme: 'dark', frames: true, address: open(MOOR), act: pointAt },
  { name: 'fix-site-narrow', size: NARROW, frames: true, address: open(MOOR), act: pointAt },
  { name: 'duplicates', address: () => '/duplicates' },
  { name: 'links', address: () => '/links' },
  {
    name: 'triage',
    address: list,
    async act({ page }) {
      await page.keyboard.press('g')
      await page.keyboard.press('g')
      await page.waitForTimeout(300)
    },
  },
  { name: 'row-height-middle', rows: 'middle', address: open(CLOCKMAKER), act: toTop },
  {
    name: 'right-to-left',
    address: open(LIBRARY),
    async act(stage) {
      await toTop(stage)
      await stage.page.evaluate(() => {
        document.documentElement.dir = 'rtl'
      })
    },
  },
  {
    name: 'forced-colours',
    address: open(CLOCKMAKER),
    async act(stage) {
      await toTop(stage)
      await stage.page.emulateMedia({ forcedColors: 'active' })
    },
  },
]

/** An article opens where it was left; the pictures show its beginning. */
async function toTop({ page }: Stage): Promise<void> {
  const text = page.getByRole('main').getByRole('document')
  await text.waitFor()
  await text.evaluate((element) => {
    for (let box = element.parentElement; box; box = box.parentElement) box.scrollTop = 0
  })
  await page.waitForTimeout(300)
}

async function openRule({ page }: Stage): Promise<void> {
  await page.getByRole('button', { name: /^Tide gauges/ }).click()
  await page.waitForTimeout(600)
}

/** The original of an article, with a paragraph taken out of it. */
async function pointAt({ page }: Stage): Promise<void> {
  await page.getByText('Original', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Fix this article' }).click()
  await page.getByText('Not this', { exact: true }).click()
  await page.frameLocator('iframe[title^="Original of"]').locator('p').nth(1).click()
  await page.getByRole('list', { name: 'What the rule looks for' }).waitFor()
  await page.waitForTimeout(600)
}

/** What lies below the first screen. */
async function toFoot({ page }: Stage): Promise<void> {
  const region = page.getByRole('region', { name: 'Overview' })
  await region.waitFor()
  await region.evaluate((element) => {
    element.scrollTop = element.scrollHeight
  })
  await page.waitForTimeout(300)
}

/** Narrow windows have the places in a drawer. */
async function openPlaces({ page }: Stage): Promise<void> {
  await page.keyboard.press('Control+b')
  await page.waitForTimeout(400)
}
