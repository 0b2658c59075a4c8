import type { BrowserWindow, WebContents } from 'electron'
import type { SettingsFile } from '../platform/settings.ts'
import { tellChords } from './chords.ts'
import type { Send } from './ipc.ts'
import { dressWindow, followWindow, openWindow } from './window.ts'

export interface MainWindow {
  /** opens it, or brings it to the front */
  show(): void
  /** the open window; throws when there is none */
  get(): BrowserWindow
  contents(): WebContents | undefined
  /** out of sight, its place kept: the app is ending */
  leave(): void
  /** the frame takes the theme's colours */
  dress(): void
}

export interface MainWindowOptions {
  settings: SettingsFile
  preload: string
  url: string
  send: Send
}

/** The app's one window: it can be closed and opened again (on a Mac the app goes on without it). */
export function mainWindow({ settings, preload, url, send }: MainWindowOptions): MainWindow {
  let window: BrowserWindow | undefined
  let rememberPlace = (): void => undefined
  const open = (): BrowserWindow | undefined => (window?.isDestroyed() === false ? window : undefined)

  function make(): BrowserWindow {
    const made = openWindow(settings.get(), preload)
    rememberPlace = followWindow(made, (place) => void settings.set({ window: place }))
    const tell = (): void => {
      send('window.changed', {
        maximised: made.isMaximized(),
        fullScreen: made.isFullScreen(),
        focused: made.isFocused(),
      })
    }
    made.on('maximize', tell).on('unmaximize', tell).on('focus', tell).on('blur', tell)
    made.on('enter-full-screen', tell).on('leave-full-screen', tell)
    tellChords(made.webContents, send)
    // a crashed window begins again; everything it showed is in the library
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') made.reload()
    })
    void made.loadURL(url)
    return made
  }

  return {
    show() {
      const there = open()
      if (!there) window = make()
      else {
        if (there.isMinimized()) there.restore()
        there.focus()
      }
    },
    get() {
      const there = open()
      if (!there) throw new Error('there is no window')
      return there
    },
    contents: () => open()?.webContents,
    leave() {
      rememberPlace()
      open()?.hide()
    },
    dress() {
      const there = open()
      if (there) dressWindow(there, settings.get().theme)
    },
  }
}
