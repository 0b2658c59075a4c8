import { join } from 'node:path'
import { app, nativeTheme, session, type IpcMainInvokeEvent } from 'electron'
import { APP_ORIGIN } from '../../shared/ipc/channels.ts'
import { prepareLibrary } from '../archive/prepare.ts'
import type { SettingsFile } from '../platform/settings.ts'
import type { StartArguments } from './arguments.ts'
import { allHandlers } from './handlers/index.ts'
import { answerCalls, sender } from './ipc.ts'
import { libraryHost, type LibraryHost } from './library.ts'
import { speak, texts } from './locales/texts.ts'
import { mainWindow } from './main-window.ts'
import { setMenu } from './menu.ts'
import { serve } from './protocol.ts'
import { lockDown } from './security.ts'
import { systemLocale } from './system-locale.ts'
import { terminal } from './terminal.ts'
import { applyTheme } from './theme.ts'

export interface RunningApp {
  library: LibraryHost
  /** brings the window to the front */
  show(): void
  /** hides the window, lets the page at hand finish, and ends when everything is on disk */
  close(): Promise<void>
}

/** Wires the desktop together: the window first, the menu and the library while it loads. `folder` is where the built main process lies. */
export async function startDesktop(
  start: StartArguments,
  folder: string,
  settings: SettingsFile,
  devServer?: string,
): Promise<RunningApp> {
  const checkOutput = !app.isPackaged
  const origin = devServer ? new URL(devServer).origin : APP_ORIGIN
  const send = sender(() => window.contents(), checkOutput)
  const window = mainWindow({
    settings,
    preload: join(folder, '../preload/preload.cjs'),
    url: devServer ?? `${APP_ORIGIN}/index.html`,
    send,
  })
  const { line, item: onItem, opened: onOpen } = terminal(start.print)
  const library = libraryHost({ send, onItem, onOpen, watch: start.watch })

  const makeMenu = (): void => {
    setMenu((name) => {
      send('command', { name })
    }, !app.isPackaged)
  }
  let { theme, locale } = settings.get()
  applyTheme(theme)
  speak(locale ?? systemLocale())
  settings.onChange((now) => {
    if (now.locale !== locale) {
      speak(now.locale ?? systemLocale())
      makeMenu()
    }
    if (now.theme !== theme) applyTheme(now.theme)
    ;({ theme, locale } = now)
    window.dress()
    send('settings.changed', now)
  })
  nativeTheme.on('updated', () => {
    window.dress()
  })

  lockDown(session.defaultSession, devServer)
  const articleFile = async (id: string, path: string): ReturnType<Parameters<typeof serve>[2]> =>
    (await library.archive()).file(id, path)
  serve(session.defaultSession, join(folder, '../renderer'), articleFile, origin)
  const trusted = ({ senderFrame }: IpcMainInvokeEvent): boolean =>
    senderFrame !== null && senderFrame === window.contents()?.mainFrame && senderFrame.origin === origin
  answerCalls({ handlers: allHandlers({ settings, library, window: window.get, onItem }), trusted, checkOutput })

  window.show()
  const path = start.library ?? settings.get().library
  if (path !== undefined) prepareLibrary()
  makeMenu()
  if (path === undefined) line(texts().terminal.noLibrary)
  else void library.reopen(path, start.library !== undefined)
  void library.take(start.files)
  return {
    library,
    show: window.show,
    async close() {
      window.leave()
      await Promise.all([library.close(), settings.settled()])
    },
  }
}
