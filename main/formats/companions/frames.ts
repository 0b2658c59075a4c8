import { unescapeHtml } from '../signature.ts'

/** Addresses that a page shows in frames, as its markup has them. */
export function framesIn(html: string): string[] {
  return [...html.matchAll(/<i?frame\b[^<>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi)].map((found) =>
    unescapeHtml((found[1] ?? found[2] ?? found[3] ?? '').trim()),
  )
}
