import { z } from 'zod'
import { recordSchema } from '../../../shared/model/article.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { webAddress } from '../signature.ts'
import type { Entry, LinkList } from './entry.ts'

/** First in every object of our own JSON export (docs/exports.md). */
const OWN = /^\s*\[?\s*\{"keepleaf":1,/
const BAD: Phrase = 'list.entry'
const WHAT = { what: 'list.keepleaf', service: 'Keepleaf' } as const

const articleSchema = recordSchema.extend({ html: z.string() })

/** Whether the text is our own JSON export: a list, or an article a line. */
export const isKeepleaf = (text: string): boolean => OWN.test(text)

function entryOf(item: unknown, part: string): Entry {
  const record = articleSchema.safeParse(item).data
  if (record === undefined) return { part, fault: { reason: BAD } }
  const {
    id,
    url,
    title,
    tags,
    saved,
    read,
    starred,
    progress,
    marks,
    excerpt,
    byline,
    site,
    published,
    modified,
    lang,
  } = record
  return {
    part,
    madeFrom: id,
    // what is no address of the web says nothing elsewhere, and the text is there
    url: webAddress(url),
    title,
    tags,
    saved: saved === undefined ? [] : [{ value: saved, source: 'Keepleaf saved' }],
    state: {
      ...(read && { read }),
      ...(starred && { starred }),
      ...(progress > 0 && { progress }),
    },
    quotes: marks.map(({ quote, note, colour, made, about }) => ({
      quote,
      note,
      colour,
      made,
      ...(about && { about }),
    })),
    description: excerpt,
    author: byline,
    site,
    published,
    modified,
    lang,
    content: record.format === 'link' ? undefined : record.html,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // a line that was cut off; the others are whole
    return undefined
  }
}

/** The articles of our own JSON export, with everything it keeps of them but the pictures. */
export function readKeepleaf(text: string): LinkList | undefined {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  const items = start.startsWith('[')
    ? z.array(z.unknown()).safeParse(parsed(start)).data
    : start
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(parsed)
  if (items === undefined) return undefined
  return { ...WHAT, entries: items.map((item, index) => entryOf(item, `entry ${String(index + 1)}`)) }
}
