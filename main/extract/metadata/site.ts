import { squeeze } from '../dom/walk.ts'
import type { Evidence } from './evidence.ts'
import { namesOf } from './json-ld.ts'
import { decode, type Candidate } from './title.ts'

const MAX_SITE = 80
/** Values that systems put there when nobody filled them in. */
const NO_NAME = /^(?:home|homepage|startseite|website|my site|wordpress|blog|untitled|index)$/i

/** The names a site goes by, best first; the last is its host. */
export function findSites(evidence: Evidence, url: string | undefined): Candidate[] {
  const found: Candidate[] = []
  const give = (value: string | undefined, source: string): void => {
    const name = value === undefined ? '' : squeeze(decode(value))
    if (name === '' || name.length > MAX_SITE || NO_NAME.test(name)) return
    if (!found.some((known) => known.value.toLowerCase() === name.toLowerCase())) found.push({ value: name, source })
  }
  const { meta, described, articles } = evidence
  give(meta.get('og:site_name')?.[0], 'meta og:site_name')
  for (const article of articles) for (const name of namesOf(article.publisher, described)) give(name, 'json-ld')
  for (const thing of described.things) {
    if (thing['@type'] === 'WebSite') for (const name of namesOf(thing, described)) give(name, 'json-ld')
  }
  for (const key of [
    'application-name',
    'apple-mobile-web-app-title',
    'dc.publisher',
    'publisher',
    'citation_journal_title',
  ]) {
    give(meta.get(key)?.[0], `meta ${key}`)
  }
  const host = hostOf(url)
  if (host !== undefined) give(host, 'url')
  return found
}

/** `www.news.example.com` without `www.`; undefined when there is no web address. */
export function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  const { hostname, protocol } = new URL(url)
  return protocol.startsWith('http') && hostname !== '' ? hostname.replace(/^www\d?\./, '') : undefined
}

/** All the ways a site's name can stand in a title: the names, and the host with and without its ending. */
export function siteWords(sites: readonly Candidate[], url: string | undefined, evidence: Evidence): string[] {
  const words = sites.map(({ value }) => value)
  const host = hostOf(url)
  if (host !== undefined) {
    words.push(host, host.replace(/\.[a-z]+$/, ''))
    const parts = host.split('.')
    const name = parts.length > 1 ? parts[parts.length - 2] : undefined
    if (name !== undefined && name.length > 2) words.push(name)
  }
  const handle = evidence.meta.get('twitter:site')?.[0]
  if (handle?.startsWith('@')) words.push(handle.slice(1))
  return words
}
