import { readFile } from 'node:fs/promises'
import { diskPath } from '../../platform/byte-paths.ts'
import { FILE_BYTES } from '../../platform/limits.ts'
import { unescapeHtml } from '../signature.ts'
import { decode } from '../syntax/charset.ts'

/** Addresses that a page shows in frames, as its markup has them. */
export function framesIn(html: string): string[] {
  return [...html.matchAll(/<i?frame\b[^<>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi)].map((found) =>
    unescapeHtml((found[1] ?? found[2] ?? found[3] ?? '').trim()),
  )
}

/** The same of a page on disk; none when it cannot be read. */
export async function framesOfFile(path: string): Promise<string[]> {
  const bytes = await readFile(diskPath(path)).catch(() => undefined)
  // what is too large for a page is too large for a text
  if (bytes === undefined || bytes.length > FILE_BYTES || !/<i?frame\b/i.test(bytes.toString('latin1'))) return []
  return framesIn(decode(bytes).text)
}
