import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, session } from 'electron'
import { APP_ORIGIN } from '../../shared/ipc/channels.ts'
import { openSettings } from '../platform/settings.ts'
import type { StartArguments } from './arguments.ts'
import { allHandlers } from './handlers/index.ts'
import { answerCalls, sender } from './ipc.ts'
import { libraryHost, type LibraryHost } from './library.ts'
import { en } from './locales/en.ts'
import { setMenu } from './menu.ts'
import { serve } from './protocol.ts'
import { lockDown } from './security.ts'
import { terminal } from './terminal.ts'
import { applyTheme } from './theme.ts'
import { dressWindow, followWindow, openWindow } from './window.ts'

export interface RunningApp {
  library: LibraryHost
  /** brings the window to the front */
  show(): void
}

/** Wires the desktop together: the window first, the library beside it. `folder` is where the built main process lies. */
export async function startDesktop(start: StartArguments, folder: string, devServer?: string): Promise<RunningApp> {
  const checkOutput = !app.isPackaged
  const settings = await openSettings(app.getPath('userData'))
  applyTheme(settings.get().theme)
  lockDown(session.defaultSession, devServer)

  let window: BrowserWindow | undefined
  const send = sender(() => window?.webContents, checkOutput)
  const { line, item: onItem, opened } = terminal(start.print)
  const library = libraryHost({ send, onItem, onOpen: opened, watch: start.watch })
  const origin = devServer ? new URL(devServer).origin : APP_ORIGIN
  serve(
    session.defaultSession,
    join(folder, '../renderer'),
    async (id, path) => (await library.archive()).file(id, path),
    origin,
  )
  setMenu((name) => {
    send('command', { name })
  }, !app.isPackaged)

  const show = (): void => {
    if (window?.isDestroyed() === false) {
      if (window.isMinimized()) window.restore()
      window.focus()
      return
    }
    const made = openWindow(settings.get(), join(folder, '../preload/preload.cjs'))
    window = made
    followWindow(made, (place) => void settings.set({ window: place }))
    const tell = (): void => {
      send('window.changed', {
        maximised: made.isMaximized(),
        fullScreen: made.isFullScreen(),
        focused: made.isFocused(),
      })
    }
    made.on('maximize', tell).on('unmaximize', tell).on('focus', tell).on('blur', tell)
    made.on('enter-full-screen', tell).on('leave-full-screen', tell)
    void made.loadURL(devServer ?? `${APP_ORIGIN}/index.html`)
  }
  const ourWindow = (): BrowserWindow => {
    if (!window) throw new Error('there is no window')
    return window
  }
  answerCalls({
    handlers: allHandlers({ settings, library, window: ourWindow, onItem }),
    trusted: ({ senderFrame }) =>
      senderFrame !== null && senderFrame === window?.webContents.mainFrame && senderFrame.origin === origin,
    checkOutput,
  })
  const dress = (): void => {
    if (window?.isDestroyed() === false) dressWindow(window, settings.get().theme)
  }
  settings.onChange((now) => {
    applyTheme(now.theme)
    dress()
    send('settings.changed', now)
  })
  nativeTheme.on('updated', dress)

  show()
  const path = start.library ?? settings.get().library
  if (path === undefined) line(en.terminal.noLibrary)
  else void library.reopen(path, start.library !== undefined)
  void library.take(start.files)
  return { library, show }
}
