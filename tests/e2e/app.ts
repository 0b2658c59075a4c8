import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { readAnswer } from '../../shared/ipc/answer.ts'
import type { CallInput, CallOutput } from '../../shared/ipc/contract.ts'
import type { CallName } from '../../shared/ipc/channels.ts'
import { backToAll } from './acting.ts'

/** the window that was started last: what a failed test has left open in it is closed */
let shown: Page | undefined

const project = resolve(import.meta.dirname, '../..')

/** A suite in a real window; where none can be had (scripts/test.ts says why) it is skipped with that reason. */
export function withWindow(name: string, body: () => void): void {
  const reason = process.env.KEEPLEAF_NO_WINDOW
  describe(name, () => {
    if (reason !== undefined) {
      test('in a real window', ({ skip }) => {
        skip(reason)
      })
      return
    }
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail' && shown && !shown.isClosed()) await backToAll(shown).catch(() => undefined)
    })
    body()
  })
}

export interface TestApp {
  app: ElectronApplication
  page: Page
  /** what went wrong in the window: uncaught errors and refused loads */
  errors: string[]
  /** calls the main process as the window does; throws the problem's code */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /** from now on the system's open and save dialogs answer with this path */
  answerDialogs(path: string): Promise<void>
  /** quits as a person does and waits for the end */
  quit(): Promise<void>
  /** ends the process as a power cut would */
  kill(): Promise<void>
}

/** A folder of its own for a test's library, data and pages. Its name holds what breaks careless code. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "keepleaf e2e & 'ünï-"))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) }
}

export interface StartOptions {
  /** holds `data/`, and `library/` when `--library` is asked for */
  folder: string
  /** opens `folder/library` at once; without it the app begins with the welcome, or with what its settings say */
  library?: boolean
  args?: string[]
}

/** Starts the built app with its own data folder. */
export async function startApp({ folder, library = false, args = [] }: StartOptions): Promise<TestApp> {
  const data = join(folder, 'data')
  await mkdir(data, { recursive: true })
  const env = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const app = await _electron.launch({
    executablePath: process.env.KEEPLEAF_ELECTRON,
    args: [
      ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      project,
      ...(library ? ['--library', join(folder, 'library')] : []),
      ...args,
    ],
    env: { ...Object.fromEntries(env), KEEPLEAF_DATA: data },
  })
  const errors: string[] = []
  const page = await app.firstWindow()
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.waitForLoadState('load')
  // a file dropped or a key pressed before the window is drawn goes nowhere
  await page.locator('#app > *').first().waitFor({ state: 'attached' })
  shown = page
  return {
    app,
    page,
    errors,
    call: (name, input) => call(page, name, input),
    answerDialogs: (path) =>
      app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
      }, path),
    quit: () => app.close(),
    async kill() {
      const child = app.process()
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** A window that a suite has from its first test to its last. */
export interface SuiteApp extends TestApp {
  /** holds `data/`, `library/` and what the suite puts there; goes with the suite */
  readonly folder: string
  /** with the same library and data, after it was quit or killed */
  startAgain(): Promise<void>
}

/** A window for a suite, with a library of its own; `prepare` puts into the folder what has to be there before the start. */
export function useApp({
  library = true,
  prepare,
}: Pick<StartOptions, 'library'> & { prepare?: (folder: string) => Promise<void> } = {}): SuiteApp {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let run: TestApp
  const start = async (): Promise<void> => {
    run = await startApp({ folder: folder.path, library })
  }
  beforeAll(async () => {
    folder = await temporaryFolder()
    await prepare?.(folder.path)
    await start()
  })
  afterAll(async () => {
    await run.quit()
    await folder.remove()
  })
  return {
    get folder() {
      return folder.path
    },
    get app() {
      return run.app
    },
    get page() {
      return run.page
    },
    get errors() {
      return run.errors
    },
    call: (name, input) => run.call(name, input),
    answerDialogs: (path) => run.answerDialogs(path),
    quit: () => run.quit(),
    kill: () => run.kill(),
    startAgain: start,
  }
}

/** Takes pages in as the window does, and waits for the end of it; the id of the job. */
export async function takeIn({ call }: TestApp, ...paths: string[]): Promise<string> {
  const { id } = await call('import.paths', { paths })
  await vi.waitFor(
    async () => {
      const jobs = await call('jobs.list', undefined)
      expect(jobs.find((job) => job.id === id)?.state).toBe('done')
    },
    { timeout: 90_000 },
  )
  return id
}

async function call<N extends CallName>(page: Page, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const given = input === undefined ? undefined : JSON.stringify(input)
  const text = await page.evaluate(
    ([called, json]) => window.keepleaf.call(called, json === undefined ? undefined : JSON.parse(json)),
    [name, given] as const,
  )
  const answer = readAnswer(name, text)
  if (answer.ok) return answer.value
  throw new Error(`${answer.problem.code} ${JSON.stringify(answer.problem.detail)}`)
}

/** Drops files and folders on the window as the system's file manager does: with their real paths. */
export async function dropFiles(page: Page, files: string[], at = { x: 700, y: 400 }): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data })
  }
  await session.detach()
}
