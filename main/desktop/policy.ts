import { APP_SCHEME, PAGE_SCHEME } from '../../shared/ipc/channels.ts'

function policy(directives: Record<string, string>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ')
}

/** The style element of Reka UI's SelectViewport, which hides a scroll bar; another version of it has another sum. */
const SELECT_STYLE = "'sha256-60LHlRjW/B3CtzIoE/Lf1/NEDvko9efWMFaGVhHu/cs='"

/** The window: its own files, and articles' pictures. Styles in attributes are what Vue writes for static markup. */
export const appPolicy = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': `'self' ${SELECT_STYLE}`,
  'style-src-attr': "'unsafe-inline'",
  'img-src': `'self' data: blob: ${PAGE_SCHEME}:`,
  'media-src': `${PAGE_SCHEME}:`,
  'font-src': "'self'",
  'connect-src': `'self' ${PAGE_SCHEME}:`,
  'frame-src': `${PAGE_SCHEME}:`,
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
})

/**
 * A file of an article: nothing runs, nothing but the article's own files is shown, and only our window may frame it. A frame of the
 * page (`inner`) stands in a sandboxed one, whose origin matches nothing that could be named as its ancestor; which articles a page can
 * frame is in its own `frame-src`.
 */
export function pagePolicy(id: string, inner = false): string {
  const own = `${PAGE_SCHEME}://${id}`
  return policy({
    'default-src': "'none'",
    'img-src': `${own} data:`,
    'media-src': `${own} data:`,
    'font-src': `${own} data:`,
    'style-src': `${own} 'unsafe-inline' data:`,
    'frame-src': `${own} data:`,
    'base-uri': "'none'",
    'form-action': "'none'",
    ...(inner ? {} : { 'frame-ancestors': `${APP_SCHEME}: ${own}` }),
    // only so that a click on a link reaches the main process, which opens no window but the browser
    sandbox: 'allow-popups',
  })
}

/**
 * An original that is pointed at: as above, but one script runs, the app's own by its hash; nothing is framed and no window asked for.
 * The sandbox leaves it without an origin, so that it can read neither the window nor any file of the article.
 */
export function pickPolicy(id: string, script: string): string {
  const own = `${PAGE_SCHEME}://${id}`
  return policy({
    'default-src': "'none'",
    'script-src': script,
    'img-src': `${own} data:`,
    'media-src': `${own} data:`,
    'font-src': `${own} data:`,
    'style-src': `${own} 'unsafe-inline' data:`,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': `${APP_SCHEME}:`,
    sandbox: 'allow-scripts',
  })
}
