/** Text as markup that shows it. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${String(sign.codePointAt(0))};`)

/** `<meta name=… content=…>`, when there is something to say. */
export const metaTag = (name: string, content = ''): string =>
  content === '' ? '' : `<meta name="${name}" content="${escapeHtml(content)}">`

interface MadePage {
  lang?: string
  title?: string
  url?: string
  /** what the format keeps beside the page, by the names that pages give it */
  meta?: Readonly<Record<string, string | undefined>>
  /** markup */
  body: string
}

/** A page of what a format keeps in other ways, so that its metadata is found like any page's. */
export function pageMarkup({ lang, title, url, meta = {}, body }: MadePage): string {
  const head = [
    '<meta charset="utf-8">',
    title === undefined ? '' : `<title>${escapeHtml(title)}</title>`,
    url === undefined ? '' : `<link rel="canonical" href="${escapeHtml(url)}">`,
    ...Object.entries(meta).map(([name, content]) => metaTag(name, content)),
  ]
  const language = lang === undefined ? '' : ` lang="${escapeHtml(lang)}"`
  return `<!DOCTYPE html><html${language}><head>${head.join('')}</head><body>${body}</body></html>`
}

/** What stands in a page's body; all of it where it has none. */
export function bodyOf(html: string): string {
  const open = /<body\b[^>]*(?:>|$)/i.exec(html)
  if (open?.[0].endsWith('>') !== true) return html
  const start = open.index + open[0].length
  const close = html.search(/<\/body\s*>/i)
  return html.slice(start, close < start ? undefined : close)
}

/** Plain words as paragraphs: blank lines part them. */
export const paragraphs = (text = ''): string =>
  text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => `<p>${escapeHtml(block).replace(/\r?\n/g, '<br>')}</p>`)
    .join('')
