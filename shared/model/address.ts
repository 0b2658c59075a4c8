/** `example.org` of `www.example.org`: what people call a site. */
export const withoutWww = (host: string): string => host.replace(/^www\./, '')

/** Host of an address without `www.`; undefined when it is no address, or one without a host. */
export function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  return withoutWww(new URL(url).hostname) || undefined
}

/** The same of an address of the web only: a site's pages can be read by its rules. */
export function siteOf(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:/i.test(url.trimStart()) ? hostOf(url) : undefined
}

/** An address as people write it, without what every one begins with. */
export const shortAddress = (url: string): string => url.replace(/^https?:\/\/(www\.)?/, '')
