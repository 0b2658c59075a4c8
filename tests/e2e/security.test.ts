import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { PAGE_SCHEME } from '../../shared/ipc/channels.ts'
import { useApp, withWindow } from './app.ts'
import { articlePage } from './pages.ts'

const WAIT = { timeout: 60_000, interval: 20 }

withWindow('a hostile page', () => {
  const run = useApp()
  let server: Server
  let address: string
  let id: string
  const requests: string[] = []

  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(request.url ?? '')
      response.end('seen')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const bound = server.address()
    address = `http://127.0.0.1:${String(typeof bound === 'object' ? bound?.port : '')}`
    const file = join(run.folder, 'hostile.html')
    await writeFile(file, hostilePage(address))
    await run.app.evaluate(({ shell }) => {
      const opened: string[] = []
      Reflect.set(globalThis, 'opened', opened)
      shell.openExternal = (url) => {
        opened.push(url)
        return Promise.resolve()
      }
    })
    await run.call('import.paths', { paths: [file] })
    id = await vi.waitFor(async () => {
      const [row] = (await run.call('articles.list', firstRows)).rows
      expect(row?.title).toBe('Hostile harbour')
      return row?.id ?? ''
    }, WAIT)
  })
  afterAll(() => {
    server.close()
  })

  /** What the app asked the system to open since the last question. */
  const opened = (): Promise<string[]> =>
    run.app.evaluate(() => {
      const list: unknown = Reflect.get(globalThis, 'opened')
      return Array.isArray(list) ? list.splice(0).map(String) : []
    })

  /** Shows an address in a frame of the window and waits until it has settled. */
  async function showInFrame(src: string): Promise<void> {
    await run.page.evaluate(
      (from) =>
        new Promise<void>((done) => {
          document.querySelector('#test-frame')?.remove()
          const frame = document.createElement('iframe')
          frame.id = 'test-frame'
          frame.addEventListener('load', () => setTimeout(done, 500))
          frame.src = from
          document.body.append(frame)
        }),
      src,
    )
  }

  async function addressOf(form: string): Promise<string> {
    if (form === 'article.html') return `${PAGE_SCHEME}://${id}/${form}`
    return form === 'original'
      ? (await run.call('original.open', { id })).src
      : (await run.call('sites.pick', { id })).src
  }

  test('has no script left in its reading view', async () => {
    const html = await run.page.evaluate(
      async (from) => (await fetch(from)).text(),
      `${PAGE_SCHEME}://${id}/article.html`,
    )
    expect(html).toContain('captain')
    expect(html).not.toMatch(/<script|onerror|onload|javascript:|<iframe|<form|http-equiv/i)
  })

  test.each(['article.html', 'original', 'original for pointing at'])(
    'runs nothing and asks nothing of the network as %s',
    async (form) => {
      const src = await addressOf(form)
      await showInFrame(src)
      const frame = run.page.frames().find((each) => each.url().startsWith(`${PAGE_SCHEME}://${id}`))
      expect(frame).toBeDefined()
      expect(await run.page.evaluate(() => Reflect.get(window, 'pwned'))).toBeUndefined()
      expect(await frame?.locator('body').innerText()).toContain('The captain of this ship wants your papers.')
      expect(await frame?.title()).not.toBe('pwned')
      expect(requests).toEqual([])
      expect(await opened()).toEqual([])
    },
  )

  test('opens the browser for a link that a person clicks in the original, and only for the web and for mail', async () => {
    await run.page.getByRole('option').first().click()
    await run.page.getByRole('radio', { name: 'Original' }).click()
    const original = run.page.frameLocator('iframe[title^="Saved page"]')
    await original.getByText('the harbour office').click()
    await expect.poll(opened).toEqual(['https://harbour.example/office'])
    await original.getByText('the captain by mail').click({ button: 'middle' })
    await expect.poll(opened).toEqual(['mailto:captain@harbour.example'])
    const heard: string[] = []
    for (const words of ['the papers', 'the safe', 'the next page']) await original.getByText(words).click()
    // asked for last: when it has come, what came of the others has been heard too
    await original.getByText('the harbour office').click()
    await expect.poll(async () => heard.push(...(await opened()))).toBeGreaterThan(0)
    expect(heard).toEqual(['https://harbour.example/office'])
    expect(requests).toEqual([])
    await run.page.getByRole('radio', { name: 'Reading' }).click()
  })

  test('runs nothing where the app lets one script of its own run, whatever is put into that page', async () => {
    const { src } = await run.call('sites.pick', { id })
    const policy = await run.page.evaluate(
      async (from) => (await fetch(from)).headers.get('Content-Security-Policy'),
      src,
    )
    expect(policy).toMatch(/script-src 'sha256-[\w+/=]+';.*sandbox allow-scripts$/)
    await showInFrame(src)
    const frame = run.page.frames().find((each) => each.url() === src)
    const outcome = await frame?.evaluate(async (to) => {
      const script = document.createElement('script')
      script.textContent = "document.title = 'pwned'"
      document.body.append(script)
      const image = document.createElement('img')
      image.setAttribute('onerror', "document.title = 'pwned'")
      image.src = `${to}/put-in.png`
      document.body.append(image)
      const asked = await fetch(`${to}/put-in`).then(
        () => 'answered',
        () => 'refused',
      )
      let parent = 'reached'
      try {
        String(window.parent.document)
      } catch {
        parent = 'closed'
      }
      return { title: document.title, asked, parent, origin: window.origin }
    }, address)
    expect(outcome).toEqual({ title: 'Hostile harbour', asked: 'refused', parent: 'closed', origin: 'null' })
    expect(requests).toEqual([])
  })

  test('cannot be left: the window does not navigate and opens no other', async () => {
    const before = run.page.url()
    await run.page.evaluate((to) => {
      document.querySelector('#test-frame')?.remove()
      window.open(to)
      const link = document.createElement('a')
      link.href = to
      link.target = '_blank'
      document.body.append(link)
      link.click()
      link.target = ''
      link.click()
      link.remove()
    }, `${address}/left`)
    // asked for last: when it has come, what came of the others has been heard too
    await run.call('shell.openLink', { url: 'https://harbour.example/after' })
    expect(await opened()).toEqual(['https://harbour.example/after'])
    expect(run.page.url()).toBe(before)
    expect(await run.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    expect(requests).toEqual([])
  })

  test('reaches no server even where no policy stands in its way', async () => {
    const outcome = await run.app.evaluate(async ({ BrowserWindow }, to) => {
      const window = new BrowserWindow({ show: false })
      const result = await window.loadURL(to).then(
        () => 'loaded',
        () => 'refused',
      )
      window.destroy()
      return result
    }, `${address}/direct`)
    expect(outcome).toBe('refused')
    expect(requests).toEqual([])
  })

  test('reads no file outside its own folder', async () => {
    for (const path of [
      ...['../../library.json', '..%2f..%2flibrary.json', 'original/../article.json', 'article.json'],
      ...['versions/x/article.json', 'versions/x/assets/../../../article.json', 'versions/assets/x'],
    ]) {
      const status = await run.page.evaluate(
        async (from) => (await fetch(from)).status,
        `${PAGE_SCHEME}://${id}/${path}`,
      )
      expect(`${path}: ${String(status)}`).toBe(`${path}: 404`)
    }
    for (const path of ['..%2f..%2fpackage.json', '%2e%2e/%2e%2e/package.json', '%ff', '%00']) {
      const status = await run.page.evaluate(async (from) => (await fetch(from)).status, `keepleaf://app/${path}`)
      expect(`${path}: ${String(status)}`).toBe(`${path}: 404`)
    }
  })

  test('gets no answer over IPC from another frame than the window', async () => {
    const answer = await run.app.evaluate(
      async ({ BrowserWindow }, preload) => {
        const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
        await foreign.loadURL('data:text/html,<p>foreign')
        const result: unknown = await foreign.webContents.executeJavaScript("window.keepleaf.call('app.state')")
        foreign.destroy()
        return result
      },
      resolve(import.meta.dirname, '../../out/preload/preload.cjs'),
    )
    expect(JSON.parse(String(answer))).toMatchObject({ ok: false, problem: { code: 'ipc.invalid' } })
  })

  test('finds no bridge in its frame', async () => {
    await showInFrame((await run.call('original.open', { id })).src)
    const frame = run.page.frames().find((each) => each.url().startsWith(`${PAGE_SCHEME}://${id}`))
    expect(await frame?.evaluate(() => Reflect.get(window, 'keepleaf') === undefined)).toBe(true)
  })

  test('opens no program: a link is refused unless it is for the web or for mail', async () => {
    for (const url of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://host/share',
      'keepleaf://app/x',
      'no link',
    ]) {
      await expect(run.call('shell.openLink', { url })).rejects.toThrow('link.refused')
    }
  })

  test('is given no permission', async () => {
    const state = await run.page.evaluate(
      async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
    )
    expect(state).toBe('denied')
  })
})

const firstRows = { query: '', sort: 'added-desc', offset: 0, limit: 10 } as const

/** Tries every way out that a saved page can try. */
function hostilePage(to: string): string {
  return articlePage({
    title: 'Hostile harbour',
    body: 'The captain of this ship wants your papers.',
    head: `
<meta http-equiv="refresh" content="0;url=${to}/refresh">
<link rel="stylesheet" href="${to}/style.css">
<link rel="icon" href="${to}/icon.png">
<link rel="preload" as="image" href="${to}/preload.png">
<link rel="prefetch" href="${to}/prefetch">
<style>@import "${to}/import.css"; @font-face { font-family: x; src: url(${to}/font.woff2) } body { background: url(${to}/background.png); font-family: x }</style>
<script>document.title = 'pwned'; parent.pwned = true; fetch('${to}/fetch')</script>
<script src="${to}/script.js"></script>
<base href="${to}/base/">`,
    extra: `
<img src="${to}/image.png" srcset="${to}/image-2x.png 2x" onerror="document.title='pwned'" alt="a ship">
<picture><source srcset="${to}/source.webp"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""></picture>
<video src="${to}/video.mp4" poster="${to}/poster.png" autoplay></video>
<audio src="${to}/audio.mp3" autoplay></audio>
<iframe src="${to}/frame.html"></iframe>
<iframe srcdoc="<script>parent.document.title='pwned'</script><img src='${to}/srcdoc.png'>"></iframe>
<object data="${to}/object.swf"></object><embed src="${to}/embed.swf">
<svg><image href="${to}/svg.png"/><use href="${to}/use.svg#a"/><script>document.title='pwned'</script></svg>
<form action="${to}/form"><input name="x" autofocus onfocus="this.form.submit()"></form>
<a href="javascript:document.title='pwned'" ping="${to}/ping">the papers</a>
<a href="https://harbour.example/office">the harbour office</a> <a href="mailto:captain@harbour.example">the captain by mail</a>
<a href="file:///etc/passwd">the safe</a> <a href="/relative" target="_top">the next page</a>
<div style="background: url('${to}/inline.png')" onload="document.title='pwned'">ballast</div>
<math><mtext><style><img src=x onerror="document.title='pwned'"></style></mtext></math>`,
  })
}
