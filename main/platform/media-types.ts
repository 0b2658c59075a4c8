/** Extension -> media type, for files that came without a header. Only types that a saved page shows; the rest is opaque. */
const byExtension: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  shtml: 'text/html',
  xhtml: 'application/xhtml+xml',
  xht: 'application/xhtml+xml',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  download: 'text/javascript',
  json: 'application/json',
  txt: 'text/plain',
  md: 'text/markdown',
  xml: 'application/xml',
  png: 'image/png',
  apng: 'image/apng',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jpe: 'image/jpeg',
  jfif: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  otf: 'font/otf',
  eot: 'application/vnd.ms-fontobject',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  ogv: 'video/ogg',
  pdf: 'application/pdf',
}

export const OPAQUE = 'application/octet-stream'

/** Magic bytes of what savers store under names without an extension (WHATWG MIME Sniffing, 6.1). */
const signatures: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBPVP/],
  ['image/avif', /^[^]{4}ftypavi[fs]/],
  ['image/bmp', /^BM[^]{4}\0\0\0\0/],
  ['image/x-icon', /^\0\0\x01\0/],
  ['image/svg+xml', /^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i],
  ['font/woff2', /^wOF2/],
  ['font/woff', /^wOFF/],
  ['font/otf', /^OTTO/],
  ['font/ttf', /^\0\x01\0\0/],
  ['video/mp4', /^[^]{4}ftyp/],
  ['video/webm', /^\x1a\x45\xdf\xa3/],
  ['audio/mpeg', /^ID3/],
  ['application/pdf', /^%PDF-/],
  ['text/html', /^\s*(<!--[^]*?-->\s*)*<(!DOCTYPE\s+html|html|head|body)[\s>]/i],
]

/** The media type that a file's name stands for; `application/octet-stream` when it says nothing. */
export function typeOfName(name: string): string {
  const clean = name.replace(/[?#].*$/, '')
  const extension = /\.([a-z0-9]+)$/i.exec(clean)?.[1]?.toLowerCase()
  return (extension === undefined ? undefined : byExtension[extension]) ?? OPAQUE
}

/** The media type that the first bytes show; undefined when they show none. */
export function typeOfBytes(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1')
  return signatures.find(([, pattern]) => pattern.test(head))?.[0]
}

/** The essence of a Content-Type header, lower case; undefined when it is none (`image/*` is none). */
export function essenceOf(header: string | undefined): string | undefined {
  const essence = header?.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(essence) ? essence : undefined
}
