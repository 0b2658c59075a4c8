import { app, BrowserWindow, screen, type BrowserWindowConstructorOptions, type Rectangle } from 'electron'
import type { Settings } from '../../shared/model/settings.ts'
import { themeColours } from './theme.ts'

/** LOOK.md: title bar 44 px. */
const TITLE_BAR_HEIGHT = 44
/** One pane with Back still fits, and the reading measure at 16 px. */
const MIN_WIDTH = 420
const MIN_HEIGHT = 480
/** The mac's lights, centred on the title bar. */
const LIGHTS = { x: 16, y: 14 }
/** Saved this long after the last move, so that dragging the edge does not write at every pixel. */
const REMEMBER_AFTER_MS = 500

/** The system draws the window buttons on a Mac and on Windows; on Linux the window draws its own, in one look for all desktops. */
export const systemButtons = process.platform !== 'linux'

/** Scroll bars lie over the panes and show while something scrolls, as on a Mac; before the app is ready. */
export function overlayScrollbars(): void {
  app.commandLine.appendSwitch('enable-features', 'OverlayScrollbar')
}

/**
 * How much the window's memory for scripts grows before all of it is looked through, in percent. By itself V8 did that after every 4 MB:
 * every second while somebody types, for 10 ms on all cores.
 */
const HEAP_GROWS_PERCENT = 400

/** The window's scripts get room; before the app is ready, for windows only: this process runs already. */
export function roomForScripts(): void {
  app.commandLine.appendSwitch('js-flags', `--heap-growing-percent=${String(HEAP_GROWS_PERCENT)}`)
}

/** Makes the window, hidden until its first picture is ready. */
export function openWindow(settings: Settings, preload: string): BrowserWindow {
  const { paper } = themeColours(settings.theme)
  const window = new BrowserWindow({
    ...placed(settings.window),
    ...titleBar(settings.theme),
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: 'Keepleaf',
    backgroundColor: paper,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  if (settings.window.maximised) window.maximize()
  window.once('ready-to-show', () => {
    window.show()
  })
  return window
}

/** Colours of the frame follow the theme. */
export function dressWindow(window: BrowserWindow, theme: Settings['theme']): void {
  const { paper, ink } = themeColours(theme)
  window.setBackgroundColor(paper)
  if (process.platform === 'win32') window.setTitleBarOverlay({ color: paper, symbolColor: ink })
}

/** Tells where the window is whenever it has come to rest elsewhere; the answer makes it tell at once. */
export function followWindow(window: BrowserWindow, remember: (place: Settings['window']) => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const now = (): void => {
    clearTimeout(timer)
    if (!window.isDestroyed()) remember({ ...window.getNormalBounds(), maximised: window.isMaximized() })
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(now, REMEMBER_AFTER_MS)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('maximize', later)
  window.on('unmaximize', later)
  window.on('close', now)
  return now
}

function titleBar(theme: Settings['theme']): BrowserWindowConstructorOptions {
  if (process.platform === 'darwin') return { titleBarStyle: 'hiddenInset', trafficLightPosition: LIGHTS }
  if (process.platform === 'win32') {
    const { paper, ink } = themeColours(theme)
    return {
      titleBarStyle: 'hidden',
      titleBarOverlay: { color: paper, symbolColor: ink, height: TITLE_BAR_HEIGHT },
    }
  }
  return { frame: false }
}

/** The remembered place, when a good part of it is still on a screen; else just the size. */
function placed({ x, y, width, height }: Settings['window']): Partial<Rectangle> {
  if (x === undefined || y === undefined) return { width, height }
  const { workArea } = screen.getDisplayMatching({ x, y, width, height })
  const seen =
    Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x) > MIN_WIDTH / 2 &&
    y >= workArea.y - TITLE_BAR_HEIGHT &&
    y < workArea.y + workArea.height - TITLE_BAR_HEIGHT
  return seen ? { x, y, width, height } : { width, height }
}
