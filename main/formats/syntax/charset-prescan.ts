import { labelToName } from '@exodus/bytes/encoding.js'

/** HTML standard, 13.2.3.2: authors must put the declaration within the first 1024 bytes. */
const PRESCAN_BYTES = 1024
/** A head longer than this is not waited for. */
const LATE_BYTES = 512 * 1024

const WHITE = '\\t\\n\\f\\r '
const whitespace = new RegExp(`[${WHITE}]`)

interface Attribute {
  name: string
  value: string
}

/** "Get an attribute" (HTML 13.2.3.2). Returns undefined when the tag ends. */
function attributeAt(text: string, from: number): { attribute?: Attribute; end: number } {
  let at = from
  while (at < text.length && (whitespace.test(text.charAt(at)) || text[at] === '/')) at++
  if (at >= text.length || text[at] === '>') return { end: at }
  const nameStart = at
  while (at < text.length && !(text[at] === '=' && at > nameStart) && !/[\t\n\f\r />]/.test(text.charAt(at))) at++
  const name = text.slice(nameStart, at).toLowerCase()
  while (whitespace.test(text.charAt(at))) at++
  if (text[at] !== '=') return { attribute: { name, value: '' }, end: at }
  at++
  while (whitespace.test(text.charAt(at))) at++
  const quote = text[at]
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(quote, at + 1)
    if (close < 0) return { end: text.length }
    return { attribute: { name, value: text.slice(at + 1, close).toLowerCase() }, end: close + 1 }
  }
  const valueStart = at
  while (at < text.length && !/[\t\n\f\r >]/.test(text.charAt(at))) at++
  return { attribute: { name, value: text.slice(valueStart, at).toLowerCase() }, end: at }
}

/** "Extracting a character encoding from a meta element" (HTML 2.5.1): the label in `text/html; charset=…`. */
function labelOfContent(content: string): string | undefined {
  const found = /charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^"'\t\n\f\r ;][^\t\n\f\r ;]*))/i.exec(content)
  return found?.[1] ?? found?.[2] ?? found?.[3]
}

/** A declared label as the standard takes it: UTF-16 in ASCII-readable markup cannot be true, x-user-defined was a mistake. */
function declared(label: string | undefined): string | undefined {
  if (label === undefined) return undefined
  const name = labelToName(label)?.toLowerCase()
  if (name === 'utf-16be' || name === 'utf-16le') return 'utf-8'
  if (name === 'x-user-defined') return 'windows-1252'
  return name
}

/** The encoding that one `meta` tag declares; the attributes start at `from`. */
function encodingOfMeta(text: string, from: number): { charset?: string; end: number } {
  const seen = new Map<string, string>()
  let at = from
  for (;;) {
    const { attribute, end } = attributeAt(text, at)
    at = end
    if (attribute === undefined) break
    if (!seen.has(attribute.name)) seen.set(attribute.name, attribute.value)
  }
  const direct = declared(seen.get('charset'))
  if (direct !== undefined) return { charset: direct, end: at }
  if (seen.get('http-equiv') !== 'content-type') return { end: at }
  return { charset: declared(labelOfContent(seen.get('content') ?? '')), end: at }
}

function scan(text: string, stopAtBody: boolean): string | undefined {
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('<', at)
    if (open < 0) return undefined
    if (text.startsWith('<!--', open)) {
      // `<!-->` is a whole comment: its two dashes may be the opening ones
      const close = text.indexOf('-->', open + 2)
      if (close < 0) return undefined
      at = close + 3
      continue
    }
    const tag = /^<(\/?)([a-z][^\t\n\f\r />]*)/i.exec(text.slice(open, open + 64))
    if (tag) {
      const name = (tag[2] ?? '').toLowerCase()
      if (tag[1] === '' && name === 'meta') {
        const { charset, end } = encodingOfMeta(text, open + 5)
        if (charset !== undefined) return charset
        at = end + 1
        continue
      }
      if (stopAtBody && (name === 'body' || name === 'frameset')) return undefined
      let end = open + tag[0].length
      for (;;) {
        const { attribute, end: next } = attributeAt(text, end)
        end = next
        if (attribute === undefined) break
      }
      at = end + 1
      if (stopAtBody && tag[1] === '' && (name === 'script' || name === 'style')) {
        const close = new RegExp(`</${name}[\\s>/]`, 'gi')
        close.lastIndex = at
        const found = close.exec(text)
        at = found ? found.index : text.length
      }
      continue
    }
    if (/^<[!/?]/.test(text.slice(open, open + 2))) {
      const close = text.indexOf('>', open)
      if (close < 0) return undefined
      at = close + 1
      continue
    }
    at = open + 1
  }
  return undefined
}

const latin1 = (bytes: Uint8Array, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, end)).toString('latin1')

/** "Get an XML encoding" (HTML 13.2.3.2): `<?xml … encoding="…"?>`. */
function xmlEncoding(text: string): string | undefined {
  if (!text.startsWith('<?xml')) return undefined
  const declaration = text.slice(0, text.indexOf('>') + 1)
  return declared(/encoding[\x00-\x20]*=[\x00-\x20]*(["'])([^"'\x00-\x20]*)\1/.exec(declaration)?.[2])
}

/** "Prescan a byte stream to determine its encoding" (HTML 13.2.3.2), first 1024 bytes. */
export function prescan(bytes: Uint8Array): string | undefined {
  const text = latin1(bytes, PRESCAN_BYTES)
  if (text.startsWith('<\0?\0x\0')) return 'utf-16le'
  if (text.startsWith('\0<\0?\0x')) return 'utf-16be'
  return scan(text, false) ?? xmlEncoding(text)
}

/** A `meta` after the first 1024 bytes, but in the head: browsers then start the page again with it. */
export function prescanLate(bytes: Uint8Array): string | undefined {
  if (bytes.length <= PRESCAN_BYTES) return undefined
  return scan(latin1(bytes, LATE_BYTES), true)
}
