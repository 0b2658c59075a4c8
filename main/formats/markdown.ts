import { basename } from 'node:path'
import { Marked } from 'marked'
import { parse } from 'yaml'
import { z } from 'zod'
import { problem } from '../../shared/model/problem.ts'
import { safeName } from '../platform/safe-names.ts'
import { decode } from './charset.ts'
import { instantOf } from './instants.ts'
import { escapeHtml, metaTag } from './markup.ts'
import type { Found, Reader } from './page.ts'
import { webAddress } from './signature.ts'

/** An alias in front matter is nobody's habit; many of them are an attack. */
const YAML_ALIASES = 10

/** Under what clippers write when a page was saved, the surest first. */
const SAVED_KEYS = [
  ...['saved', 'clipped', 'date saved', 'date_saved', 'date clipped', 'date_clipped', 'captured', 'retrieved'],
  ...['accessed', 'created', 'date created', 'date_created', 'created_at', 'date_added', 'added', 'date'],
]

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const frontMatterSchema = z.record(z.string(), z.unknown())
type FrontMatter = z.infer<typeof frontMatterSchema>

/** Obsidian puts people and topics into links: `[[Jane Doe|Jane]]`. */
const withoutLinks = (text: string): string => text.replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, '$1')

/** The front matter between two lines of dashes (as Jekyll brought into use), and what follows. */
function split(text: string): { matter: FrontMatter; body: string; warning?: string } {
  const found = /^\uFEFF?---[ \t]*\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)
  if (!found) return { matter: {}, body: text }
  const body = text.slice(found[0].length)
  try {
    const matter = frontMatterSchema.safeParse(parse(found[1] ?? '', { maxAliasCount: YAML_ALIASES, schema: 'core' }))
    return { matter: matter.data ?? {}, body }
  } catch {
    return { matter: {}, body, warning: 'The front matter could not be understood.' }
  }
}

/** The first of `keys` that has a value; lists become one line. */
function valueOf(matter: FrontMatter, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const raw = matter[key] ?? matter[key.charAt(0).toUpperCase() + key.slice(1)]
    const values = (Array.isArray(raw) ? raw : [raw])
      .map((one) => scalar.safeParse(one).data)
      .filter((one) => one !== undefined)
    const text = withoutLinks(values.join(', ')).trim()
    if (text !== '') return text
  }
  return undefined
}

/** The tags of the front matter: a list, or words in a line; Obsidian writes some with a `#`. */
function tagsIn(matter: FrontMatter): string[] {
  const raw = matter['tags'] ?? matter['Tags'] ?? matter['keywords'] ?? matter['tag'] ?? []
  const text = scalar.safeParse(raw).data
  const many = text === undefined ? (Array.isArray(raw) ? raw : []) : text.split(text.includes(',') ? ',' : /\s+/)
  return many
    .map((one) =>
      withoutLinks(scalar.safeParse(one).data ?? '')
        .replace(/^#/, '')
        .trim(),
    )
    .filter((tag) => tag !== '')
}

/** A clipping in Markdown (Obsidian Web Clipper, MarkDownload, Joplin and the like) with its YAML front matter. */
export const read: Reader = async function* (source) {
  const { text, charset } = decode(await source.bytes(), { plain: true })
  const { matter, body, warning } = split(text)
  const found = (value: string | undefined): Found[] => (value === undefined ? [] : [{ value, source: 'front matter' }])
  const url = webAddress(valueOf(matter, ['source', 'url', 'link', 'source_url', 'original', 'source-url']))
  if (body.trim() === '' && url === undefined) {
    const reason = 'it has no text.'
    yield {
      ok: false,
      part: source.part,
      status: 'failed',
      problem: problem('format.noPage', { file: source.path, reason }),
    }
    return
  }
  const title = valueOf(matter, ['title', 'name'])
  const saved = instantOf(valueOf(matter, SAVED_KEYS) ?? '')
  const published = valueOf(matter, ['published', 'publishdate', 'pubdate'])
  const lang = valueOf(matter, ['lang', 'language'])
  const marked = new Marked({ gfm: true, async: false })
  const content = marked.parse(withoutLinks(body), { async: false })
  const head = [
    '<meta charset="utf-8">',
    title === undefined ? '' : `<title>${escapeHtml(title)}</title>`,
    metaTag('author', valueOf(matter, ['author', 'authors', 'creator', 'byline'])),
    metaTag('article:published_time', published === undefined ? undefined : (instantOf(published) ?? published)),
    metaTag('description', valueOf(matter, ['description', 'excerpt', 'summary'])),
    metaTag('og:site_name', valueOf(matter, ['site', 'website', 'publisher', 'domain'])),
  ]
  yield {
    ok: true,
    page: {
      format: 'markdown',
      part: source.part,
      charset,
      html: `<!DOCTYPE html><html${lang === undefined ? '' : ` lang="${escapeHtml(lang)}"`}><head>${head.join('')}</head><body><article>${content}</article></body></html>`,
      kind: 'html',
      url: found(url),
      saved: [...found(saved), ...source.changed],
      title: found(title),
      resource: () => undefined,
      files: [{ path: source.path, as: safeName(basename(source.path)) }],
      tags: tagsIn(matter),
      marks: [],
      warnings: warning === undefined ? [] : [warning],
    },
  }
}
