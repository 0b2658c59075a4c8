import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'
import { APP_ORIGIN, APP_SCHEME, PAGE_SCHEME } from '../../shared/ipc/channels.ts'
import { typeOfName } from '../platform/media-types.ts'
import { log } from '../platform/log.ts'
import { appPolicy, pagePolicy } from './policy.ts'

/** One file of an article, or undefined: `Archive.file`. */
export type ArticleFile = (id: string, path: string) => Promise<{ type: string; bytes: Uint8Array } | undefined>

/** Before the app is ready: what kind of schemes ours are. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    {
      scheme: PAGE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
    },
  ])
}

const everyAnswer = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

const notFound = (): Response => new Response(null, { status: 404, headers: everyAnswer })

/** Serves the window's files (`keepleaf://app/…`) and articles (`keepleaf-page://<id>/…`). `origin` is the window's. */
export function serve(session: Session, rendererFolder: string, file: ArticleFile, origin: string = APP_ORIGIN): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const path = rendererFile(rendererFolder, request.url)
    if (path === undefined) return notFound()
    const bytes = await readFile(path).catch(() => undefined)
    if (!bytes) return notFound()
    return new Response(bytes, {
      headers: { ...everyAnswer, 'Content-Type': withCharset(typeOfName(path)), 'Content-Security-Policy': appPolicy },
    })
  })
  session.protocol.handle(PAGE_SCHEME, async (request) => {
    const { hostname: id, pathname } = new URL(request.url)
    const path = decoded(pathname)
    if (request.method !== 'GET' || path === undefined) return notFound()
    const found = await file(id, path).catch((error: unknown) => {
      log.error(`${PAGE_SCHEME}://${id}/${path}`, error)
      return undefined
    })
    if (!found) return notFound()
    const headers = {
      ...everyAnswer,
      'Content-Type': found.type,
      'Content-Security-Policy': pagePolicy(id),
      'Access-Control-Allow-Origin': allowedOrigin(found.type, origin),
      'Accept-Ranges': 'bytes',
    }
    return ranged(found.bytes, request.headers.get('Range'), headers)
  })
}

/** The file that an address of the window stands for; undefined when it is not one of ours or leaves the folder. */
export function rendererFile(folder: string, url: string): string | undefined {
  const { hostname, pathname } = new URL(url)
  const path = decoded(pathname)
  if (hostname !== 'app' || path === undefined) return undefined
  const file = normalize(join(folder, path === '' ? 'index.html' : path))
  return file.startsWith(normalize(folder) + sep) ? file : undefined
}

/** The path without its first slash, percent escapes resolved; undefined for escapes that are none, and for NUL. */
function decoded(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname).replace(/^\/+/, '')
    return path.includes('\0') ? undefined : path
  } catch {
    return undefined
  }
}

/** Fonts are always asked for with an origin, and an original's is `null`: its frame is sandboxed. */
function allowedOrigin(type: string, origin: string): string {
  return /^(font\/|application\/(vnd\.ms-fontobject|font|x-font))/.test(type) ? 'null' : origin
}

function withCharset(type: string): string {
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type
}

/** RFC 9110, 14: one byte range, which a player asks for to seek; anything else gets the whole. */
export function ranged(bytes: Uint8Array, range: string | null, headers: Record<string, string>): Response {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return new Response(new Uint8Array(bytes), { headers })
  const last = bytes.length - 1
  const from = match[1] === '' ? Math.max(0, bytes.length - Number(match[2])) : Number(match[1])
  const to = match[1] === '' || match[2] === '' ? last : Math.min(Number(match[2]), last)
  if (from > to) {
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${bytes.length}` } })
  }
  return new Response(new Uint8Array(bytes.subarray(from, to + 1)), {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${from}-${to}/${bytes.length}` },
  })
}
