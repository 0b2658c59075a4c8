import { parse } from 'yaml'
import { z } from 'zod'
import { warning } from '../../../shared/model/warning.ts'

/** An alias in front matter is nobody's habit; many of them are an attack. */
const YAML_ALIASES = 10

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const schema = z.record(z.string(), z.unknown())

/** Values by key, keys in lower case with single blanks. */
export type FrontMatter = ReadonlyMap<string, unknown>

/** Obsidian puts people and topics into links: `[[Jane Doe|Jane]]`. No name of theirs has brackets, so none is gone through twice. */
export const withoutLinks = (text: string): string => text.replace(/\[\[(?:[^[\]|]*\|)?([^[\]]*)\]\]/g, '$1')

const byKey = (entries: readonly (readonly [string, unknown])[]): FrontMatter =>
  new Map(
    entries.map(([key, value]) => [
      key
        .trim()
        .toLowerCase()
        .replace(/[\s_-]+/g, ' '),
      value,
    ]),
  )

const unquoted = (text: string): string => text.trim().replace(/^(["'])([^]*)\1$/, '$2')

/** `key: value` and `key = value` line by line, for what is no good YAML (a title with a colon) or is TOML. */
function byLine(text: string): FrontMatter {
  const entries: [string, unknown][] = []
  for (const line of text.split(/\r?\n/)) {
    const found = /^([\p{L}_][\p{L}\d_\s-]*)[:=](.*)$/u.exec(line)
    const item = /^\s*-\s+(.+)$/.exec(line)?.[1]
    const last = entries.at(-1)
    if (found) {
      const [, key = '', value = ''] = found.map((one) => one.trim())
      const list = /^\[([^\[\]]*)\]$/.exec(value)?.[1]
      entries.push([key, list === undefined ? unquoted(value) : list.split(',').map(unquoted)])
    } else if (item !== undefined && last !== undefined) {
      const items: unknown[] = Array.isArray(last[1]) ? last[1] : []
      items.push(unquoted(item))
      last[1] = items
    }
  }
  return byKey(entries)
}

/** The front matter between two lines of dashes (as Jekyll brought into use) or pluses (Hugo's TOML), and what follows. */
export function splitFrontMatter(text: string): { matter: FrontMatter; body: string; warning?: string } {
  const found = /^\uFEFF?\s*?(---|\+\+\+)[ \t]*\r?\n([^]*?)(?:^|\r?\n)\1[ \t]*(?:\r?\n|$)/.exec(text)
  if (!found) return { matter: new Map(), body: text }
  const [whole, fence, inner = ''] = found
  const body = text.slice(whole.length)
  if (fence === '+++') return { matter: byLine(inner), body }
  try {
    const values = schema.safeParse(
      parse(inner, { maxAliasCount: YAML_ALIASES, schema: 'core', uniqueKeys: false }),
    ).data
    return { matter: byKey(Object.entries(values ?? {})), body }
  } catch {
    const matter = byLine(inner)
    return matter.size > 0 ? { matter, body } : { matter, body, warning: warning('frontMatter') }
  }
}

/** All values under the first of `keys` that has any. */
export function valuesOf(matter: FrontMatter, keys: readonly string[]): string[] {
  for (const key of keys) {
    const raw = matter.get(key)
    const values = (Array.isArray(raw) ? raw.flat() : [raw])
      .map((one) => withoutLinks(scalar.safeParse(one).data ?? '').trim())
      .filter((one) => one !== '')
    if (values.length > 0) return values
  }
  return []
}
