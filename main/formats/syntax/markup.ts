/** Text as markup that shows it. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${String(sign.codePointAt(0))};`)

/** `<meta name=… content=…>` for what a format keeps beside the page, so that it is found like any page's metadata. */
export const metaTag = (name: string, content: string | undefined): string =>
  content === undefined || content === '' ? '' : `<meta name="${name}" content="${escapeHtml(content)}">`

/** Plain words as paragraphs: blank lines part them. */
export const paragraphs = (text = ''): string =>
  text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => `<p>${escapeHtml(block).replace(/\n/g, '<br>')}</p>`)
    .join('')
