import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { PAGE_SCHEME } from '../../shared/ipc/channels.ts'
import type { Format } from '../../shared/model/article.ts'
import { close } from './acting.ts'
import { dropFiles, useApp, withWindow } from './app.ts'

const fixtures = resolve(import.meta.dirname, '../fixtures')
const WAIT = { timeout: 90_000, interval: 100 }

/** One file of each form, as a person drops it; words of its reading view and of its original. */
const dropped: readonly [format: Format, file: string, words: string][] = [
  ['html', 'html/monolith/logbook.html', 'weather'],
  ['html-complete', 'html-complete/chrome-saved/keeper.html', 'writes down the weather'],
  ['mhtml', 'mhtml/blink/logbook.mhtml', 'Forty years of weather'],
  ['webarchive', 'webarchive/binary/logbook.webarchive', 'Forty years of weather'],
  ['maff', 'maff/two-pages/pages.maff', 'Page one'],
  ['htz', 'htz/webscrapbook/page.htz', 'Page htz'],
  ['singlefilez', 'singlefilez/bytes-around/page.html', 'Page zipped'],
  ['warc', 'warc/wget/logbook.warc.gz', 'Forty years of weather'],
  ['wacz', 'wacz/pages-list/crawl.wacz', 'Page a'],
  ['pdf', 'pdf/chrome-print/logbook.pdf', 'Forty years of weather'],
  ['epub', 'epub/two-chapters/book.epub', 'First chapter'],
  ['eml', 'eml/newsletter/letter.eml', 'Forty years of weather'],
  ['markdown', 'markdown/obsidian/clip.md', 'weather'],
  ['enex', 'enex/two-notes/notes.enex', 'Forty years of weather'],
  ['text', 'text/plain/note.txt', 'Forty years of weather'],
]

withWindow('a saved page of each form', () => {
  const run = useApp()
  /** addresses outside the app that the window or a frame of it asked for */
  const outside: string[] = []

  beforeAll(async () => {
    run.page.on('request', (request) => {
      if (/^(https?|wss?|ftp):/i.test(request.url())) outside.push(request.url())
    })
    const framed = join(run.folder, 'framed.html')
    await writeFile(framed, `<title>Many frames</title>${'<iframe srcdoc="<p>framed"></iframe>'.repeat(201)}`)
    await dropFiles(run.page, [...dropped.map(([, file]) => join(fixtures, file)), framed])
    await vi.waitFor(async () => {
      const jobs = await run.call('jobs.list', undefined)
      expect(jobs.map(({ state }) => state)).toEqual(['done'])
    }, WAIT)
  })

  test('becomes a row', async () => {
    const [job] = await run.call('jobs.list', undefined)
    expect(job?.counts.failed).toBe(0)
    const { rows } = await run.call('articles.list', { query: '', sort: 'saved-desc', offset: 0, limit: 100 })
    const formats = new Set(rows.map(({ format }) => format))
    expect(dropped.map(([format]) => format).filter((format) => !formats.has(format))).toEqual([])
  })

  test.each(dropped)('%s shows its text in the reading view and in the original', async (format, _file, words) => {
    const { rows } = await run.call('articles.list', {
      query: `format:${format}`,
      sort: 'added-desc',
      offset: 0,
      limit: 10,
    })
    const shown: { reading: string; original: string }[] = []
    for (const { id } of rows) {
      const reading = await run.page.evaluate(
        async (from) => (await fetch(from)).text(),
        `${PAGE_SCHEME}://${id}/article.html`,
      )
      const { src } = await run.call('original.open', { id })
      await run.page.evaluate(
        (from) =>
          new Promise<void>((done) => {
            document.querySelector('#test-frame')?.remove()
            const frame = document.createElement('iframe')
            frame.id = 'test-frame'
            frame.addEventListener('load', () => done())
            frame.src = from
            document.body.append(frame)
          }),
        src,
      )
      const frame = run.page.frames().find((each) => each.url().startsWith(`${PAGE_SCHEME}://${id}`))
      // the sheets of a PDF are pictures that say what stands on them
      const sheets = (await frame?.getByRole('img').all()) ?? []
      const spoken = await Promise.all(sheets.map((sheet) => sheet.getAttribute('aria-label')))
      shown.push({ reading, original: [await frame?.locator('body').innerText(), ...spoken].join('\n') })
    }
    const plain = shown.map(({ reading }) => reading.replace(/<[^>]*>/g, ''))
    expect(plain.some((text) => text.includes(words))).toBe(true)
    expect(shown.some(({ original }) => original.includes(words))).toBe(true)
  })

  test('shows its frames inside the original, which stay without script', async () => {
    const { rows } = await run.call('articles.list', {
      query: 'format:html-complete',
      sort: 'added-desc',
      offset: 0,
      limit: 1,
    })
    const id = rows[0]?.id ?? ''
    await run.page.evaluate((to) => {
      location.hash = `#/library/${to}`
    }, id)
    await run.page.getByRole('radio', { name: 'Original' }).click()
    await expect
      .poll(async () => {
        const frames = run.page.frames().filter((each) => each.url().startsWith(`${PAGE_SCHEME}://${id}/original/r/`))
        return Promise.all(frames.map((frame) => frame.locator('body').innerText()))
      }, WAIT)
      .toEqual(['High water at four, low water at ten.'])
  })

  test('lists every address that its original did not load', async () => {
    await run.page.getByRole('button', { name: 'Which ones' }).click()
    const list = run.page.getByRole('dialog').locator('details').first()
    await list.locator('summary').click()
    await expect
      .poll(async () => (await list.getByRole('listitem').allInnerTexts()).join('\n'), WAIT)
      .toMatch(/^https?:/)
    await close(run.page)
  })

  test('says what is left out of its original', async () => {
    const { rows } = await run.call('articles.list', { query: 'frames', sort: 'added-desc', offset: 0, limit: 10 })
    const id = rows.find(({ title }) => title === 'Many frames')?.id ?? ''
    await run.page.evaluate((to) => {
      location.hash = `#/library/${to}`
    }, id)
    await run.page.getByRole('radio', { name: 'Original' }).click()
    await run.page.getByText('Only the first 200 frames of the page are shown.').waitFor()
  })

  test('shows the first page of a PDF above its text, and its sheets as they come into view', async () => {
    const { rows } = await run.call('articles.list', { query: 'format:pdf', sort: 'added-desc', offset: 0, limit: 1 })
    const id = rows[0]?.id ?? ''
    await run.page.evaluate((to) => {
      location.hash = `#/library/${to}`
    }, id)
    await run.page.getByRole('radio', { name: 'Reading' }).click()
    const picture = run.page.locator('figure img').first()
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), WAIT).toBe(1000)
    const sheet = run.page.waitForResponse((answer) => /\/original\/r\/\d+\.png$/.test(answer.url()))
    await run.page.getByRole('radio', { name: 'Original' }).click()
    expect((await sheet).headers()['content-type']).toBe('image/png')
  })

  test('asked nothing of the network', () => {
    expect(outside).toEqual([])
    expect(run.errors).toEqual([])
  })
})
