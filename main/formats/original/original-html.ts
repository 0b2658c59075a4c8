import { escapeHtml } from '../syntax/markup.ts'
import { parseShallow } from '../syntax/open-elements.ts'
import { rewriteCss } from './original-css.ts'
import { parseSrcset } from './srcset.ts'

/** How an address is used: shown, as a style sheet, as a page in a frame, or only noted because it never loads here. */
export type Use = 'file' | 'style' | 'frame' | 'never'

/** `replace` gives the address to write instead; undefined when there is nothing to show. */
export interface Rewriting {
  replace(address: string, use: Use): string | undefined
  /** a page inside an attribute */
  srcdoc(html: string): string
  /** the rest of the page is left out: it is nested too deeply */
  cut(): void
}

/** Gone with everything in them. */
const REMOVED: ReadonlySet<string> = new Set(['script', 'portal', 'fencedframe'])
/** Gone, but what they hold stays: a plugin's fallback. */
const UNWRAPPED: ReadonlySet<string> = new Set(['base', 'object', 'embed', 'applet', 'param', 'bgsound', 'keygen'])
const VOID: ReadonlySet<string> = new Set([
  ...['area', 'br', 'col', 'frame', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'],
])
/** In them a browser reads a style sheet as markup: what looks like a character reference there is one. */
const FOREIGN: ReadonlySet<string> = new Set(['svg', 'math'])
/** As CSS writes it everywhere but in nested rules. */
const AMPERSAND = '\\26 '
/** They would show what is markup to us as text, or the other way round. */
const AS_PRE: ReadonlySet<string> = new Set(['xmp', 'plaintext', 'listing'])
const FILES: ReadonlySet<string> = new Set(['src', 'poster', 'background', 'lowsrc', 'dynsrc'])
const DROPPED: ReadonlySet<string> = new Set([
  ...['action', 'formaction', 'method', 'target', 'ping', 'download', 'manifest', 'integrity', 'nonce', 'crossorigin'],
  ...['codebase', 'classid', 'archive', 'data', 'code', 'profile', 'http-equiv', 'referrerpolicy', 'allow', 'sandbox'],
  ...['csp', 'fetchpriority', 'loading', 'autofocus', 'is', 'xml:base', 'attributionsrc', 'shadowrootclonable'],
])
const LINK_SCHEME = /^(https?:|mailto:)/i
/** Browsers skip blanks and control characters in front of a scheme. */
const ACTS = /^[\u0000-\u0020]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|vbscript)\s*:/i
const NAME = /^[^\s"'<>/=\u0000]+$/

type Attributes = Record<string, string>

/** Addresses that an element would load and that are never loaded here are noted, so that a person can see them. */
function note(name: string, attributes: Attributes, rewriting: Rewriting): void {
  const candidates = [
    attributes['ping']?.split(/\s+/),
    [attributes['data']],
    name === 'embed' || name === 'script' ? [attributes['src']] : [],
  ]
  for (const address of candidates.flat())
    if (address !== undefined && address !== '') rewriting.replace(address, 'never')
}

function linkAttributes(attributes: Attributes, rewriting: Rewriting): Attributes | undefined {
  const rel = (attributes['rel'] ?? '').toLowerCase().split(/\s+/)
  const href = attributes['href']
  if (href === undefined) return undefined
  if (!rel.includes('stylesheet')) {
    if (
      rel.some((one) =>
        /^(icon|apple-touch-icon|preload|prefetch|modulepreload|preconnect|dns-prefetch|manifest|prerender)$/.test(one),
      )
    )
      rewriting.replace(href, 'never')
    return undefined
  }
  const style = rewriting.replace(href, 'style')
  if (style === undefined) return undefined
  const kept: Attributes = { rel: rel.includes('alternate') ? 'alternate stylesheet' : 'stylesheet', href: style }
  for (const name of ['media', 'title', 'disabled']) if (attributes[name] !== undefined) kept[name] = attributes[name]
  return kept
}

/** The attributes an element keeps; undefined when it goes. */
function rewriteAttributes(name: string, attributes: Attributes, rewriting: Rewriting): Attributes | undefined {
  if (name === 'link') return linkAttributes(attributes, rewriting)
  if (name === 'meta') {
    if (
      attributes['http-equiv'] !== undefined ||
      attributes['charset'] !== undefined ||
      attributes['name'] !== 'viewport'
    )
      return undefined
    return { name: 'viewport', content: attributes['content'] ?? '' }
  }
  // an animation can put an address where none was
  if (/^(animate|set)/.test(name) && /href/i.test(attributes['attributename'] ?? '')) return undefined
  const kept: Attributes = {}
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on') || DROPPED.has(key) || !NAME.test(key) || ACTS.test(value)) continue
    if (key === 'srcdoc') {
      if (name === 'iframe') kept['srcdoc'] = rewriting.srcdoc(value)
    } else if (key === 'style')
      kept['style'] = rewriteCss(value, (address) => rewriting.replace(address, 'file') ?? 'data:,')
    else if (key === 'srcset' || key === 'imagesrcset') {
      const candidates = parseSrcset(value).flatMap(({ url, descriptor }) => {
        const replaced = rewriting.replace(url, 'file')
        return replaced === undefined ? [] : [`${replaced} ${descriptor}`.trim()]
      })
      if (candidates.length > 0) kept[key] = candidates.join(', ')
    } else if (FILES.has(key)) {
      const frame = name === 'iframe' || name === 'frame'
      const replaced = rewriting.replace(value, frame ? 'frame' : 'file')
      if (replaced !== undefined) kept[key] = replaced
    } else if (key === 'href' || key === 'xlink:href') {
      if (value.trim().startsWith('#')) kept[key] = value.trim()
      else if (/^(image|feimage|use)$/.test(name)) {
        const replaced = rewriting.replace(value, 'file')
        if (replaced !== undefined) kept[key] = replaced
      } else if (/^(a|area)$/.test(name) && LINK_SCHEME.test(value.trim())) kept[key] = value.trim()
    } else if (/url\s*\(|\\/i.test(value) && /^(fill|stroke|filter|mask|clip-path|marker|marker-.*|cursor)$/.test(key))
      kept[key] = rewriteCss(value, (address) =>
        address.startsWith('#') ? address : (rewriting.replace(address, 'file') ?? 'data:,'),
      )
    else kept[key] = value
  }
  if ((name === 'a' || name === 'area') && kept['href']?.startsWith('#') === false) {
    kept['target'] = '_blank'
    kept['rel'] = 'noopener noreferrer'
  }
  if (name === 'iframe' || name === 'frame') kept['sandbox'] = ''
  return kept
}

const tag = (name: string, attributes: Attributes): string =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    .join('')}>`

/**
 * A page's markup as it was saved, with its addresses replaced and everything that could act gone: scripts, event handlers,
 * forms' targets, refreshes, `javascript:` links, plugins. Behind what lies deeper than any real page goes it is cut off. What
 * remains is served with a policy that allows none of it either.
 */
export function rewriteHtml(html: string, rewriting: Rewriting): string {
  const out: string[] = ['<!DOCTYPE html><meta charset="utf-8">']
  if (!/^\s*(<!--[^]*?-->\s*)*<!doctype/i.test(html.slice(0, 4096))) out[0] = '<meta charset="utf-8">'
  let removed = 0
  let foreign = 0
  let style = ''
  let inStyle = false
  const whole = parseShallow(
    html,
    {
      onopentag(name, attributes) {
        if (REMOVED.has(name)) {
          removed++
          note(name, attributes, rewriting)
          return
        }
        if (removed > 0) return
        note(name, attributes, rewriting)
        if (UNWRAPPED.has(name) || !NAME.test(name)) return
        const kept = rewriteAttributes(name, attributes, rewriting)
        if (FOREIGN.has(name)) foreign++
        if (name === 'style') {
          inStyle = true
          style = ''
        }
        if (kept !== undefined) out.push(tag(AS_PRE.has(name) ? 'pre' : name, kept))
      },
      ontext(text) {
        if (removed > 0) return
        if (inStyle) style += text
        else out.push(escapeHtml(text))
      },
      onclosetag(name) {
        if (REMOVED.has(name)) {
          removed = Math.max(0, removed - 1)
          return
        }
        if (removed > 0 || UNWRAPPED.has(name) || VOID.has(name) || !NAME.test(name)) return
        if (name === 'style' && inStyle) {
          inStyle = false
          const css = rewriteCss(style, (address, as) => rewriting.replace(address, as) ?? 'data:,')
          out.push(foreign > 0 ? css.replaceAll('&', AMPERSAND) : css)
        }
        if (FOREIGN.has(name)) foreign = Math.max(0, foreign - 1)
        out.push(`</${AS_PRE.has(name) ? 'pre' : name}>`)
      },
    },
    { decodeEntities: true, recognizeSelfClosing: true },
  )
  if (!whole) rewriting.cut()
  return out.join('')
}
