import { basename, posix } from 'node:path'
import type { Format } from '../../../shared/model/article.ts'
import type { Detail, Phrase } from '../../../shared/model/phrase.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { warning, type Warning } from '../../../shared/model/warning.ts'
import { FRAME_DEPTH, FRAMES, IMPORT_DEPTH, ORIGINAL_RESOURCES } from '../../platform/limits.ts'
import { OPAQUE } from '../../platform/media-types.ts'
import { baseOf, keyOf, withoutFragment } from '../addresses.ts'
import { decode } from '../syntax/charset.ts'
import { typeOf } from '../companions/companion-files.ts'
import { readPages } from '../detect.ts'
import { keptFile } from '../companions/kept-file.ts'
import { escapeHtml } from '../syntax/markup.ts'
import { rewriteCss } from './original-css.ts'
import { rewriteHtml, type Rewriting, type Use } from './original-html.ts'
import type { Page, Resource } from '../page.ts'

export interface Original {
  html: string
  /** by the key under which `html` and the style sheets refer to them: `r/12.css` */
  resources: Map<string, Resource>
  /** outside addresses that the page would have loaded, each once */
  blocked: string[]
  /** what of the page is not shown, and why */
  warnings: string[]
}

const extensions: Readonly<Record<string, string>> = {
  'text/css': 'css',
  'text/html': 'html',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/svg+xml': 'svg',
  'font/woff': 'woff',
  'font/woff2': 'woff2',
}

/** Served as what they are; anything else as bytes without a meaning. */
const SHOWN = /^(image|font|audio|video)\//

/** An address in a file that lies at `at`: `img/a.png` in `css/b.css` is `css/img/a.png`. */
function within(at: string | undefined, address: string): string {
  if (at === undefined || /^[a-z][a-z0-9+.-]*:/i.test(address)) return address
  if (URL.canParse(at)) return URL.canParse(address, at) ? new URL(address, at).href : address
  if (address.startsWith('/')) return address
  return posix.join(posix.dirname(at.replace(/[?#].*$/, '')), address)
}

interface Making {
  page: Page
  resources: Original['resources']
  /** address -> key */
  keys: Map<string, string>
  blocked: Set<string>
  warnings: Set<string>
  frames: number
  /** style sheets and frames still to be read */
  waiting: (() => Promise<void>)[]
  base: string | undefined
}

/** An address that nothing is loaded from: what it would have been, if it leads outside. */
function block(making: Making, address: string): undefined {
  const { base } = making
  const full = URL.canParse(address, base) ? new URL(address, base).href : address
  if (/^(https?|ftp|wss?):/i.test(full)) making.blocked.add(withoutFragment(full))
  return undefined
}

/** Something of the page is left out, which is told. */
function leave(making: Making, code: Warning, detail: Detail = {}): undefined {
  making.warnings.add(warning(code, detail))
}

/** Where a file stands: the page itself, or a style sheet or frame in it. */
interface Place {
  /** its address, undefined for the page */
  at?: string
  /** the frames and style sheets that it lies in */
  frames: number
  styles: number
}

/** Whether no file more is shown, which is told. */
function isFull(making: Making): boolean {
  const full = making.resources.size >= ORIGINAL_RESOURCES
  if (full) leave(making, 'originalFiles', { most: ORIGINAL_RESOURCES })
  return full
}

/** Whether a frame or style sheet at a place goes beyond a limit, which is told. */
function isBeyond(making: Making, use: Use, { frames, styles }: Place): boolean {
  if (use === 'style' && styles >= IMPORT_DEPTH) leave(making, 'originalStyles', { most: IMPORT_DEPTH })
  else if (use === 'frame' && frames >= FRAME_DEPTH) leave(making, 'originalFramesDeep', { most: FRAME_DEPTH })
  else if (use === 'frame' && ++making.frames > FRAMES) leave(making, 'originalFrames', { most: FRAMES })
  else return false
  return true
}

function rewritingAt(making: Making, place: Place): Rewriting {
  // everything but the page lies in r/
  const from = (key: string): string => (place.at === undefined ? key : posix.basename(key))
  const replace = (raw: string, use: Use): string | undefined => {
    const address = raw.trim()
    if (address === '' || address.startsWith('#')) return use === 'file' ? address : undefined
    if (/^data:/i.test(address)) {
      if (use === 'style') return dataStyle(making, address, place, from)
      return use === 'file' && /^data:(image|font|audio|video|application\/(x-)?font)/i.test(address)
        ? address
        : undefined
    }
    if (/^(javascript|vbscript|about|blob|filesystem):/i.test(address)) return undefined
    const full = within(place.at, address)
    if (use === 'never') return block(making, full)
    const resource = making.page.resource(full)
    if (resource === undefined) return block(making, full)
    const id = `${use} ${keyOf(full.replace(/^(\.\/)+/, ''))}`
    const known = making.keys.get(id)
    if (known !== undefined) return from(known)
    if (isFull(making) || isBeyond(making, use, place)) return undefined
    const type = use === 'style' ? 'text/css' : use === 'frame' ? 'text/html' : resource.type
    const key = `r/${String(making.resources.size + 1)}.${extensions[type] ?? 'bin'}`
    making.keys.set(id, key)
    if (use === 'file') {
      making.resources.set(key, { ...resource, type: SHOWN.test(type) ? type : OPAQUE, read: () => resource.read() })
      if (!SHOWN.test(type)) making.waiting.push(() => nameType(making, key, resource))
      return from(key)
    }
    making.resources.set(key, { type: `${type}; charset=utf-8`, read: () => Promise.resolve(new Uint8Array()) })
    making.waiting.push(async () => {
      const bytes = await resource.read()
      const text =
        use === 'style'
          ? styleOf(making, decode(bytes, { plain: true }).text, { ...place, at: full, styles: place.styles + 1 })
          : frameOf(making, bytes, { ...place, at: full, frames: place.frames + 1 })
      making.resources.set(key, { type: `${type}; charset=utf-8`, read: () => Promise.resolve(Buffer.from(text)) })
    })
    return from(key)
  }
  return {
    replace,
    srcdoc: (html) =>
      isBeyond(making, 'frame', place)
        ? ''
        : rewriteHtml(html, rewritingAt(making, { ...place, frames: place.frames + 1 })),
    cut: () => leave(making, 'left'),
  }
}

/** The type of a file whose name does not tell, by its first bytes. */
async function nameType(
  making: Making,
  key: string,
  resource: { type: string; read(): Promise<Uint8Array> },
): Promise<void> {
  const type = await typeOf(resource).catch(() => OPAQUE)
  making.resources.set(key, { type: SHOWN.test(type) ? type : OPAQUE, read: () => resource.read() })
}

const styleOf = (making: Making, css: string, place: Place): string => {
  const { replace } = rewritingAt(making, place)
  return rewriteCss(css.replace(/^\s*@charset[^;]*;/i, ''), (address, as) => replace(address, as) ?? 'data:,')
}

function frameOf(making: Making, bytes: Uint8Array, place: Place): string {
  const { text } = decode(bytes)
  const at = place.at === undefined ? undefined : (baseOf(text, place.at) ?? place.at)
  return rewriteHtml(text, rewritingAt(making, { ...place, at }))
}

/** A style sheet inside an address is a file of its own here, so that its addresses can be replaced as well. */
function dataStyle(making: Making, address: string, place: Place, from: (key: string) => string): string | undefined {
  const found = /^data:([^,]*),([^]*)$/i.exec(address)
  if (!found || isFull(making) || isBeyond(making, 'style', place)) return undefined
  const [, kind = '', data = ''] = found
  let text: string
  try {
    text = /;base64/i.test(kind) ? Buffer.from(data, 'base64').toString('utf8') : decodeURIComponent(data)
  } catch {
    // not percent-encoded text: nothing that a browser would read as a style sheet either
    return undefined
  }
  const key = `r/${String(making.resources.size + 1)}.css`
  making.resources.set(key, { type: 'text/css; charset=utf-8', read: () => Promise.resolve(new Uint8Array()) })
  const css = Buffer.from(
    styleOf(making, text, { ...place, at: place.at ?? making.base ?? 'style.css', styles: place.styles + 1 }),
  )
  making.resources.set(key, { type: 'text/css; charset=utf-8', read: () => Promise.resolve(css) })
  return from(key)
}

interface OriginalInput {
  format: Format
  dir: string
  main: string
  part?: string
  /** the encoding that a person has chosen for it */
  charset?: string
}

/** The page of an article in its `original/` folder. */
async function pageIn({ dir, main, part, charset }: OriginalInput): Promise<Page> {
  for await (const result of readPages(await keptFile(dir, main, charset), part)) {
    if (result.ok) return result.page
    throw new ProblemError(result.problem.code, result.problem.detail)
  }
  throw new ProblemError('format.noPage', { file: basename(main), reason: 'page.away' satisfies Phrase })
}

/** Forms whose markup is ours, made of a text: they have no style of their own. */
const UNSTYLED: ReadonlySet<Format> = new Set(['epub', 'markdown', 'enex', 'export', 'text'])
const PLAIN_STYLE =
  '<style>body { max-width: 42em; margin: 2em auto; padding: 0 1.5em; font: 17px/1.55 serif; overflow-wrap: break-word } ' +
  'img { max-width: 100%; height: auto } pre { white-space: pre-wrap }</style>'

/**
 * The page as it was saved, for the original view: its own style sheets, pictures, fonts and frames out of the saved file under
 * relative keys, nothing that acts, nothing from outside. `dir` is the article's `original/` folder. Throws a ProblemError.
 */
export async function openOriginal(
  input: OriginalInput,
  /** what is done to the markup that articles are read from before it is made safe: then it is that which is shown */
  change?: (html: string) => string,
): Promise<Original> {
  const page = await pageIn(input)
  const url = page.url[0]?.value
  const making: Making = {
    page,
    resources: new Map(),
    keys: new Map(),
    blocked: new Set(),
    warnings: new Set(),
    frames: 0,
    waiting: [],
    base: page.kind === 'html' ? (baseOf(page.html, url) ?? url) : url,
  }
  const own = change === undefined ? await page.original?.() : undefined
  for (const sentence of own?.warnings ?? []) making.warnings.add(sentence)
  const markup =
    own !== undefined
      ? own.html
      : page.kind === 'text'
        ? `<!DOCTYPE html>${PLAIN_STYLE}<body><pre style="font: inherit">${escapeHtml(page.html)}</pre>`
        : UNSTYLED.has(page.format)
          ? page.html.replace('<head>', `<head>${PLAIN_STYLE}`)
          : (change?.(page.html) ?? page.html)
  const html = rewriteHtml(markup, rewritingAt(making, { frames: 0, styles: 0 }))
  for (let task = making.waiting.shift(); task !== undefined; task = making.waiting.shift()) {
    // a style sheet or frame that cannot be read is left out; the page is shown without it
    await task().catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error
      leave(making, 'originalUnread')
    })
  }
  return { html, resources: making.resources, blocked: [...making.blocked], warnings: [...making.warnings] }
}
