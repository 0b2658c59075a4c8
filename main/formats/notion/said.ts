import { type Field, fields } from '../lists/services.ts'
import type { Page } from '../page.ts'
import { webAddress } from '../signature.ts'
import { notionTime } from './time.ts'

/** Kinds of properties that can hold a name. */
const WORDS = ['text', 'select', 'multi_select', 'person']
/** Of a day that is named like this nobody knows of what it is. */
const UNCLEAR: ReadonlySet<string> = new Set(['date', 'time', 'timestamp'])
/** A longer description is no excerpt, and stays in the text. */
const MOST_EXCERPT = 300

export interface Property {
  /** `url`, `multi_select`, `created_time` … as Notion calls its kinds in every language */
  kind: string
  /** as its owner named it, in lower case */
  name: string
  values: string[]
  /** nobody has filled it in */
  empty: boolean
}

/** What the properties of a page say of it. */
export type NotionFacts = Required<Pick<Page, 'url' | 'saved' | 'tags' | 'stated'>>

/** Those of some kinds that are named as other services name a field. */
function named<P extends Property>(properties: readonly P[], field: Field, kinds: readonly string[]): P[] {
  const names: readonly string[] = fields[field]
  return properties.filter(({ kind, name }) => kinds.includes(kind) && names.includes(name) && !UNCLEAR.has(name))
}

/** The one of its kind, however it is named; none when there are more. */
function only<P extends Property>(properties: readonly P[], kind: string): P[] {
  const found = properties.filter((property) => property.kind === kind)
  return found.length === 1 ? found : []
}

const orElse = <P>(found: P[], other: P[]): P[] => (found.length > 0 ? found : other)

/** What the properties of a page say, and which of them said it. */
export function saidBy<P extends Property>(properties: readonly P[]): NotionFacts & { said: P[] } {
  const said: P[] = []
  /** What the first one means that means something. */
  const first = (found: readonly P[], meaning: (value: string) => string | undefined): string | undefined => {
    for (const property of found) {
      const meant = meaning(property.values.join(', '))
      if (meant === undefined || meant === '') continue
      said.push(property)
      return meant
    }
    return undefined
  }
  const whole = (value: string): string => value
  const short = (value: string): string | undefined => (value.length > MOST_EXCERPT ? undefined : value)
  const authors = named(properties, 'author', WORDS)
  const rest = properties.filter((property) => !authors.includes(property))
  const tagged = orElse(named(rest, 'tags', ['multi_select', 'select']), only(rest, 'multi_select'))
  said.push(...authors, ...tagged)
  const url = first(orElse(named(rest, 'url', ['url', 'text']), only(rest, 'url')), webAddress)
  const saved = first([...only(rest, 'created_time'), ...named(rest, 'saved', ['created_time', 'date'])], notionTime)
  return {
    url: url === undefined ? [] : [{ value: url, source: 'Notion address' }],
    saved: saved === undefined ? [] : [{ value: saved, source: 'Notion created' }],
    tags: tagged.flatMap(({ values }) => values),
    stated: {
      by: 'Notion export',
      byline: authors.flatMap(({ values }) => values).join(', ') || undefined,
      site: first(named(rest, 'site', WORDS), whole),
      published: first(named(rest, 'published', ['date']), notionTime),
      excerpt: first(named(rest, 'description', ['text']), short),
    },
    said,
  }
}
