import type { Page } from 'playwright-core'
import { atMost, type Benchmark, percentile, type Row } from './benchmark.ts'
import { ARTICLES, benchLibrary } from './library.ts'
import { makeQueries } from './made-words.ts'
import { openStage } from './window.ts'

const names = ['search.keyToRows.p95', 'scroll.longestFrame', 'open.article'] as const

const KEYS_GOAL_MS = 50
const FRAME_GOAL_MS = 50
const OPEN_GOAL_MS = 100
const QUERIES = 12
/** Between two keys of a quick typist, ms. */
const KEY_EVERY_MS = 120
const OPENED = 30
/** Frames of a leap from end to end, and of a wheel that is turned fast. */
const LEAP_FRAMES = 240
const WHEEL_FRAMES = 240
const WHEEL_PX = 120

/** What a person does in the window of a large library, from the key or click to the picture. */
export const windowUse: Benchmark = {
  names,
  async *measure(wanted) {
    const { path } = await benchLibrary(ARTICLES)
    const stage = await openStage(names)
    try {
      const window = await stage.open({ library: path })
      try {
        await window.until('keepleaf.rows')
        await window.page.waitForTimeout(3000)
        await watchPage(window.page)
        if (wanted('scroll.longestFrame')) yield await scroll(window.page)
        if (wanted('open.article')) yield await openArticles(window.page)
        if (wanted('search.keyToRows.p95')) yield await type(window.page)
      } finally {
        await window.close()
      }
    } finally {
      await stage.close()
    }
  },
}

/** In the page: every key, click and mark on one timeline. */
async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: { name: string; at: number; of?: unknown }[] = []
    Reflect.set(globalThis, 'seen', seen)
    for (const name of ['keydown', 'click'] as const) {
      addEventListener(name, (event) => seen.push({ name, at: event.timeStamp }), { capture: true })
    }
    new PerformanceObserver((list) => {
      for (const mark of list.getEntries()) {
        seen.push({ name: mark.name, at: mark.startTime, ...(mark instanceof PerformanceMark && { of: mark.detail }) })
      }
    }).observe({ type: 'mark' })
  })
}
interface Seen {
  name: string
  at: number
  /** the query whose rows were painted, or the article */
  of?: unknown
}
const seenIn = (page: Page): Promise<Seen[]> =>
  page.evaluate(() => (Reflect.get(globalThis, 'seen') as Seen[]).splice(0))

/** ms from each event to the first mark after it; events that another follows before the mark wait for the same one. */
function waits(seen: readonly Seen[], from: string, to: string): number[] {
  const marks = seen.filter(({ name }) => name === to).map(({ at }) => at)
  return seen
    .filter(({ name }) => name === from)
    .flatMap(({ at }) => {
      const mark = marks.find((each) => each > at)
      return mark === undefined ? [] : [mark - at]
    })
}

/**
 * ms from each key to the first picture of the rows for what had been typed by then, or for more of it when the next key came
 * first. Rows of the key before do not count.
 */
function keyWaits(seen: readonly Seen[], query: string): number[] {
  const rows = seen.filter(({ name }) => name === 'keepleaf.rows')
  return seen
    .filter(({ name }) => name === 'keydown')
    .flatMap(({ at }, key) => {
      const typed = query.slice(0, key + 1).trim()
      const mark = rows.find((each) => each.at > at && typeof each.of === 'string' && each.of.startsWith(typed))
      return mark === undefined ? [] : [mark.at - at]
    })
}

async function type(page: Page): Promise<Row> {
  const times: number[] = []
  for (const query of makeQueries(QUERIES)) {
    await page.keyboard.press('Control+f')
    await page.keyboard.press('Control+a')
    await seenIn(page)
    for (const letter of query) {
      await page.keyboard.type(letter)
      await page.waitForTimeout(KEY_EVERY_MS)
    }
    await page.waitForTimeout(500)
    times.push(...keyWaits(await seenIn(page), query))
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.waitForTimeout(200)
  }
  const detail = `${String(ARTICLES)} articles, ${String(times.length)} keys, median ${percentile(times, 0.5).toFixed(0)} ms`
  return atMost('search.keyToRows.p95', percentile(times, 0.95), 'ms', KEYS_GOAL_MS, detail)
}

async function scroll(page: Page): Promise<Row> {
  const run = (frames: number, step: number): Promise<number[]> =>
    page.evaluate(
      ([count, px]) =>
        new Promise<number[]>((done) => {
          const list = document.querySelector('[role=listbox]')
          if (!list) throw new Error('there is no list')
          const by = px === 0 ? (list.scrollHeight - list.clientHeight) / count : px
          const times: number[] = []
          let last = 0
          const frame = (now: number): void => {
            if (last > 0) times.push(now - last)
            last = now
            if (times.length >= count) {
              done(times)
              return
            }
            list.scrollTop += by
            requestAnimationFrame(frame)
          }
          requestAnimationFrame(frame)
        }),
      [frames, step] as const,
    )
  const leap = await run(LEAP_FRAMES, 0)
  await page.waitForTimeout(500)
  const back = await run(WHEEL_FRAMES, -WHEEL_PX)
  await page.evaluate(() => document.querySelector('[role=listbox]')?.scrollTo(0, 0))
  await page.waitForTimeout(500)
  const wheel = await run(WHEEL_FRAMES, WHEEL_PX)
  const all = [...leap, ...back, ...wheel]
  const detail = `${String(ARTICLES)} articles, ${String(all.length)} frames end to end and by the wheel, median ${percentile(all, 0.5).toFixed(0)} ms; ${String(all.filter((ms) => ms > FRAME_GOAL_MS).length)} over the goal`
  return atMost('scroll.longestFrame', Math.max(...all), 'ms', FRAME_GOAL_MS, detail)
}

async function openArticles(page: Page): Promise<Row> {
  await page.evaluate(() => document.querySelector('[role=listbox]')?.scrollTo(0, 0))
  await page.getByRole('option').first().click()
  await page.waitForTimeout(1000)
  await seenIn(page)
  const times: number[] = []
  for (let at = 0; at < OPENED; at++) {
    await page.keyboard.press('j')
    await page.waitForTimeout(100)
    await page.locator('[role=option][aria-selected=true]').first().click()
    await page.waitForTimeout(400)
    times.push(...waits(await seenIn(page), 'click', 'keepleaf.article'))
  }
  const detail = `${String(ARTICLES)} articles, 95th percentile of ${String(times.length)}, median ${percentile(times, 0.5).toFixed(0)} ms`
  return atMost('open.article', percentile(times, 0.95), 'ms', OPEN_GOAL_MS, detail)
}
