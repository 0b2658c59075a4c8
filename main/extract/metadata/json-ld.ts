/** One thing that a page describes in JSON-LD. */
export type Thing = Record<string, unknown>

/** What can be an article, best first (schema.org/Article and its kin). */
const ARTICLE_TYPES =
  /^(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Recipe|Review|ReportageNewsArticle|SocialMediaPosting|DiscussionForumPosting|QAPage|Question|HowTo|PodcastEpisode|VideoObject|Book|Chapter|Event|CreativeWork|MedicalWebPage|Course)$/
const PAGE_TYPES = /^(?:WebPage|ItemPage|AboutPage|FAQPage|ProfilePage|CollectionPage)$/
/** Deeper or more than this is a data dump, not a description. */
const MAX_DEPTH = 8
const MAX_THINGS = 2000

/** Properties that hold other people's texts or other articles. */
const ASIDES: ReadonlySet<string> = new Set([
  ...['review', 'reviews', 'comment', 'comments', 'suggestedAnswer', 'acceptedAnswer', 'itemListElement', 'mentions'],
  ...['hasPart', 'citation', 'relatedLink', 'isRelatedTo', 'video', 'image', 'blogPost', 'associatedMedia'],
])

export const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What hand-made templates get wrong most: raw line breaks inside strings, a comma too many. */
const withoutSlips = (text: string): string => text.replace(/[\p{Cc}]+/gu, ' ').replace(/,\s*([}\]])/g, '$1')
/** And marks written as in HTML. */
const fromHtml = (text: string): string => withoutSlips(text).replaceAll('&quot;', '"')

function parse(source: string): unknown {
  const bare = source
    .trim()
    .replace(/^\s*(?:<!--|\/\/\s*<!\[CDATA\[|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\/\s*\]\]>|\/\*\s*\]\]>\s*\*\/|\]\]>|;)\s*;?$/, '')
    .trim()
  for (const mend of [(text: string) => text, withoutSlips, fromHtml]) {
    try {
      const value: unknown = JSON.parse(mend(bare))
      return value
    } catch {
      // the next attempt, or nothing: broken data is no evidence
    }
  }
  return undefined
}

/** Everything described, nested things too. `@id` references are followed by `byId`. */
export interface Described {
  things: Thing[]
  byId: Map<string, Thing>
}

/** Reads all JSON-LD blocks of a page. */
export function readJsonLd(blocks: readonly string[]): Described {
  const things: Thing[] = []
  const byId = new Map<string, Thing>()
  for (const block of blocks) {
    const waiting: { value: unknown; depth: number; aside: boolean }[] = [
      { value: parse(block), depth: 0, aside: false },
    ]
    for (const { value, depth, aside } of waiting) {
      if (things.length >= MAX_THINGS) break
      if (depth > MAX_DEPTH) continue
      if (Array.isArray(value)) for (const item of value) waiting.push({ value: item, depth: depth + 1, aside })
      else if (isThing(value)) {
        if (value['@type'] !== undefined && !aside) things.push(value)
        const id = value['@id']
        if (typeof id === 'string' && Object.keys(value).length > 1 && !byId.has(id)) byId.set(id, value)
        for (const key in value) {
          const inner = value[key]
          if (typeof inner === 'object' && inner !== null) {
            waiting.push({ value: inner, depth: depth + 1, aside: aside || ASIDES.has(key) })
          }
        }
      }
    }
  }
  return { things, byId }
}

export const typesOf = (thing: Thing): string[] =>
  [thing['@type']].flat().flatMap((type) => (typeof type === 'string' ? [type.replace(/^.*[/:#]/, '')] : []))

/** The things that are, or describe, the page's article, the likeliest first. */
export function articlesOf({ things }: Described): Thing[] {
  const rank = (thing: Thing): number => {
    const types = typesOf(thing)
    if (types.some((type) => ARTICLE_TYPES.test(type))) {
      // a thing inside another (a video, a rating's review) says less than one with a headline
      return (thing.headline !== undefined ? 0 : 2) + (thing.datePublished !== undefined ? 0 : 1)
    }
    return types.some((type) => PAGE_TYPES.test(type)) ? 10 : 99
  }
  return things
    .map((thing) => ({ thing, rank: rank(thing) }))
    .filter(({ rank }) => rank < 99)
    .sort((a, b) => a.rank - b.rank)
    .map(({ thing }) => thing)
}

/** The first text of a property, which may be one of several, or a value with its type; a number as it is written. */
export function textOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (typeof first === 'number') return String(first)
  if (typeof first === 'string') return first
  return isThing(first) && typeof first['@value'] === 'string' ? first['@value'] : undefined
}

/** The strings of a property; of things, their names. */
export function namesOf(value: unknown, { byId }: Pick<Described, 'byId'>): string[] {
  const list = isThing(value) ? value['@list'] : undefined
  return [list ?? value].flat().flatMap((item): string[] => {
    if (typeof item === 'string') return [item]
    if (!isThing(item)) return []
    const { name, givenName, familyName } = item
    if (Array.isArray(name)) return name.filter((one) => typeof one === 'string')
    const own = textOf(name)
    if (own !== undefined) return [own]
    if (typeof givenName === 'string' && typeof familyName === 'string') return [`${givenName} ${familyName}`]
    const id = item['@id']
    const target = typeof id === 'string' ? byId.get(id) : undefined
    return typeof target?.name === 'string' ? [target.name] : []
  })
}
