import { problem } from '../../shared/model/problem.ts'
import { decode } from './syntax/charset.ts'
import { linkPage } from './link-page.ts'
import type { Reader } from './page.ts'
import { placeIn } from './source.ts'

/** Sections of an INI file; of several with one name the first counts, keys in lower case. */
function sections(text: string): Map<string, Map<string, string>> {
  const all = new Map<string, Map<string, string>>()
  let current: Map<string, string> | undefined
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1]?.toLowerCase()
    if (header !== undefined) {
      current = all.get(header) ?? new Map<string, string>()
      all.set(header, current)
      continue
    }
    const equals = line.indexOf('=')
    // `URL[$e]`: KDE says so that variables in the value are filled in
    const key = line
      .slice(0, equals)
      .replace(/\[\$\w+\]\s*$/, '')
      .trim()
      .toLowerCase()
    if (equals > 0 && current !== undefined && !current.has(key)) current.set(key, line.slice(equals + 1).trim())
  }
  return all
}

/** UTF-7 (RFC 2152), in which Windows writes the `.W` section of a shortcut. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_whole, run: string) =>
    run === ''
      ? '+'
      : Buffer.from(run, 'base64')
          .subarray(0, Math.floor((run.length * 6) / 16) * 2)
          .swap16()
          .toString('utf16le'),
  )
}

/** Windows internet shortcuts (.url) and links of Linux desktops (.desktop, Type=Link). Nothing in them is ever run. */
export const read: Reader = async function* (source) {
  const all = sections(decode(await source.bytes(), { plain: true }).text)
  const desktop = all.get('desktop entry')
  if (desktop !== undefined) {
    if (desktop.get('type')?.toLowerCase() === 'link')
      yield linkPage(source, { url: desktop.get('url'), title: desktop.get('name'), source: 'desktop link' })
    else
      yield {
        ok: false,
        part: source.part,
        status: 'skipped',
        problem: problem('format.unknown', { file: placeIn(source) }),
      }
    return
  }
  const wide = all.get('internetshortcut.w')?.get('url')
  const url = wide === undefined ? all.get('internetshortcut')?.get('url') : decodeUtf7(wide)
  yield linkPage(source, { url, source: 'internet shortcut' })
}
