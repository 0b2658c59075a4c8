import { app, type Session, type WebContents } from 'electron'
import { APP_SCHEME, PAGE_SCHEME } from '../../shared/ipc/channels.ts'
import { log } from '../platform/log.ts'
import { openLink } from './links.ts'

/** What a request may be for; everything else never leaves the app. */
const servedSchemes = new Set([`${APP_SCHEME}:`, `${PAGE_SCHEME}:`, 'data:', 'blob:', 'devtools:'])

/**
 * Before the app is ready: Chromium gets no way to the network at all, so that what no request filter sees (a DNS prefetch,
 * a lookup for a proxy) has nowhere to go either. `devServer` is the address of the development server, when there is one.
 */
export function cutNetwork(devServer: string | undefined): void {
  const except = devServer ? `, EXCLUDE ${new URL(devServer).hostname}` : ''
  app.commandLine.appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${except}`)
  app.commandLine.appendSwitch('no-proxy-server')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('dns-prefetch-disable')
}

/** Refuses every request that is not for the app's own files, an article or `also`; every permission, every download. */
export function lockDown(session: Session, devServer: string | undefined, also: readonly string[] = []): void {
  const devHost = devServer ? new URL(devServer).host : undefined
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const { protocol, host } = new URL(url)
    const cancel = !servedSchemes.has(protocol) && !also.includes(protocol) && host !== devHost
    if (cancel) log.info(`request refused: ${protocol}//${host}`)
    answer({ cancel })
  })
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => {
    event.preventDefault()
  })
  // its dictionaries would be downloaded
  session.setSpellCheckerEnabled(false)
}

/** For every content that the app ever makes: no navigation, no new window, no webview; a link of an original goes to the browser. */
export function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (new URL(event.url).protocol !== `${PAGE_SCHEME}:`) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.setWindowOpenHandler(({ url }) => {
    // nothing runs in the frame of an original, so that only a person's click on a link can ask for a window there
    if (showsOriginal(contents)) {
      openLink(url).catch((error: unknown) => {
        log.error(`opening ${url}`, error)
      })
    }
    return { action: 'deny' }
  })
}

function showsOriginal({ mainFrame }: WebContents): boolean {
  return mainFrame.frames.some(({ url }) => url.startsWith(`${PAGE_SCHEME}://`))
}
