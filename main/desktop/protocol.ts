import { readFile } from 'node:fs/promises'
import { protocol, type ProtocolResponse, type Session } from 'electron'
import { APP_ORIGIN, APP_SCHEME, PAGE_SCHEME } from '../../shared/ipc/channels.ts'
import { VIEW_FILE } from '../../shared/model/article-files.ts'
import { typeOfName } from '../platform/media-types.ts'
import { log } from '../platform/log.ts'
import { appPolicy, pagePolicy, pickPolicy } from './policy.ts'
import { decodedPath, ranged, rendererFile } from './serving.ts'

/** One file of an article, or undefined: `Archive.file`. */
export type ArticleFile = (
  id: string,
  path: string,
) => Promise<{ type: string; bytes: Uint8Array; script?: string } | undefined>

/** Before the app is ready: what kind of schemes ours are. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    {
      scheme: PAGE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
    },
  ])
}

/** Chromium's `ERR_FAILED`. */
const NET_FAILED = -2

/** Where an original's frames are served (main/formats/original/original.ts). */
const INNER = /^original\/r\/\d+\.html$/

const everyAnswer = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

const notFound = (): Response => new Response(null, { status: 404, headers: everyAnswer })
/** A reading view that has gone from its folder is told to a person, which makes it no error in the window. */
const noView = (): Response => new Response(null, { status: 204, headers: everyAnswer })

/** Serves the window's files (`keepleaf://app/…`) and articles (`keepleaf-page://<id>/…`). `origin` is the window's. */
export function serve(session: Session, rendererFolder: string, file: ArticleFile, origin: string = APP_ORIGIN): void {
  // `handle` begins with all of fetch and makes streams of what are bytes: of a start, that was 60 ms of the main thread
  session.protocol.registerBufferProtocol(APP_SCHEME, ({ url }, answer) => {
    windowFile(rendererFolder, url).then(answer, (error: unknown) => {
      log.error(url, error)
      answer({ error: NET_FAILED })
    })
  })
  session.protocol.handle(PAGE_SCHEME, async (request) => {
    const { hostname: id, pathname } = new URL(request.url)
    const path = decodedPath(pathname)
    if (request.method !== 'GET' || path === undefined) return notFound()
    const found = await file(id, path).catch((error: unknown) => {
      log.error(`${PAGE_SCHEME}://${id}/${path}`, error)
      return undefined
    })
    if (!found) return path === VIEW_FILE ? noView() : notFound()
    const headers = {
      ...everyAnswer,
      'Content-Type': found.type,
      'Content-Security-Policy':
        found.script === undefined ? pagePolicy(id, INNER.test(path)) : pickPolicy(id, found.script),
      'Access-Control-Allow-Origin': allowedOrigin(found.type, origin),
      'Accept-Ranges': 'bytes',
    }
    return ranged(found.bytes, request.headers.get('Range'), headers)
  })
}

async function windowFile(folder: string, url: string): Promise<ProtocolResponse> {
  const path = rendererFile(folder, url)
  const data = path === undefined ? undefined : await readFile(path).catch(() => undefined)
  if (path === undefined || !data) return { statusCode: 404, headers: everyAnswer, data: Buffer.alloc(0) }
  const type = withCharset(typeOfName(path))
  return { headers: { ...everyAnswer, 'Content-Type': type, 'Content-Security-Policy': appPolicy }, data }
}

/** Fonts are always asked for with an origin, and an original's is `null`: its frame is sandboxed. */
function allowedOrigin(type: string, origin: string): string {
  return /^(font\/|application\/(vnd\.ms-fontobject|font|x-font))/.test(type) ? 'null' : origin
}

function withCharset(type: string): string {
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type
}
