/**
 * `node scripts/make-fixtures.ts FOLDER` saves the pages of scripts/fixture-site with real savers, served by this machine to
 * itself: Chrome's "web page, complete" and MHTML (the Electron runtime), wget's WARC and mirror where wget is installed, and
 * SingleFile's page and zip where CHROME_PATH names a browser (by `npx single-file-cli`).
 * The files of tests/fixtures were made so; they are kept as they are, since every run has other times and boundaries.
 */
import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { openDisplay } from './display.ts'
import { ensureElectron } from './electron-runtime.ts'

const run = promisify(execFile)
const SINGLE_FILE = 'single-file-cli@2.0.83'
const site = join(import.meta.dirname, 'fixture-site')
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.png': 'image/png' }

const [target] = process.argv.slice(2)
if (target === undefined) throw new Error('usage: node scripts/make-fixtures.ts FOLDER')
const out = resolve(target)

const server = createServer((request, response) => {
  const path = join(site, new URL(request.url ?? '/', 'http://localhost').pathname)
  readFile(path).then(
    (bytes) => response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(bytes),
    () => response.writeHead(404).end(),
  )
})
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
const bound = server.address()
if (bound === null || typeof bound === 'string') throw new Error('the server has no port')
const address = `http://127.0.0.1:${String(bound.port)}/keeper.html`

const folder = async (name: string): Promise<string> => {
  const path = join(out, name)
  await mkdir(path, { recursive: true })
  return path
}

const { path: electron } = await ensureElectron()
const root = process.platform === 'linux' && process.getuid?.() === 0
const arguments_ = [...(root ? ['--no-sandbox'] : []), join(import.meta.dirname, 'save-page'), address]
const display = await openDisplay()
try {
  const env = { ...process.env, ...display.env }
  await run(electron, [...arguments_, await folder('chrome')], { timeout: 60_000, env })
} finally {
  await display.stop()
}
const wget = (args: string[], cwd: string) => run('wget', ['-q', '-e', 'robots=off', ...args, address], { cwd })
try {
  await wget(['-p', '--warc-file=crawl', '-P', 'downloaded'], await folder('wget-warc'))
  await wget(['-p', '-k', '--restrict-file-names=windows'], await folder('wget-mirror'))
} catch (error) {
  process.stderr.write(`wget's files were not made: ${error instanceof Error ? error.message : String(error)}\n`)
}
const chrome = process.env['CHROME_PATH']
if (chrome === undefined) process.stderr.write("SingleFile's files were not made: CHROME_PATH names no browser.\n")
else {
  const path = await folder('singlefile')
  const singleFile = (name: string, ...options: string[]) =>
    run(
      'npx',
      ['--yes', SINGLE_FILE, address, join(path, name), `--browser-executable-path=${chrome}`, ...options].concat(
        root ? ['--browser-arg=--no-sandbox'] : [],
      ),
      { timeout: 120_000 },
    )
  await singleFile('keeper.html')
  // without the program that unpacks it in a browser, which is not ours to keep
  await singleFile('keeper.u.zip', '--compress-content', '--self-extracting-archive=false')
}
server.close()
