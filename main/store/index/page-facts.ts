/** What the index keeps of a reading view beside its words. */
export interface PageFacts {
  /** addresses that it links to, each once, in their order */
  links: string[]
  pictures: number
}

/** A list of links is not an article; what stands further down one is not worth the writing. */
const LINKS_MOST = 400

const LINK = /<a\s(?:[^>]*?\s)?href="(https?:[^"]*)"/gi
const PICTURE = /<img\s/gi
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&#39;': "'",
  '&#96;': '`',
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
}

const plain = (value: string): string =>
  value.includes('&') ? value.replace(/&(?:amp|quot|lt|gt|#39|#96);/g, (entity) => ENTITIES[entity] ?? entity) : value

/** Reads a reading view as `extract/view/serialise.ts` writes it: attributes in quotation marks, nothing but what it allows. */
export function factsOf(html: string): PageFacts {
  const links = new Set<string>()
  for (const [, href = ''] of html.matchAll(LINK)) {
    links.add(plain(href))
    if (links.size === LINKS_MOST) break
  }
  return { links: [...links], pictures: html.match(PICTURE)?.length ?? 0 }
}

/** What a link of a reading view says; '' when it is a picture. */
export function wordsOfLink(html: string, href: string): string {
  for (const { 0: tag, 1: found = '', index } of html.matchAll(LINK)) {
    if (plain(found) !== href) continue
    const from = index + tag.length
    return plain(html.slice(html.indexOf('>', from) + 1, html.indexOf('</a>', from)).replace(/<[^>]*>/g, '')).trim()
  }
  return ''
}
