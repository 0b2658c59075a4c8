import { join, normalize, sep } from 'node:path'

/** The file that an address of the window stands for; undefined when it is not one of ours or leaves the folder. */
export function rendererFile(folder: string, url: string): string | undefined {
  const { hostname, pathname } = new URL(url)
  const path = decodedPath(pathname)
  if (hostname !== 'app' || path === undefined) return undefined
  const file = normalize(join(folder, path === '' ? 'index.html' : path))
  return file.startsWith(normalize(folder) + sep) ? file : undefined
}

/** The path without its first slash, percent escapes resolved; undefined for escapes that are none, and for NUL. */
export function decodedPath(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname).replace(/^\/+/, '')
    return path.includes('\0') ? undefined : path
  } catch {
    return undefined
  }
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
