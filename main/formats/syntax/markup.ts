/** Text as markup that shows it. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${String(sign.codePointAt(0))};`)

/** `<meta name=… content=…>` for what a format keeps beside the page, so that it is found like any page's metadata. */
export const metaTag = (name: string, content: string | undefined): string =>
  content === undefined || content === '' ? '' : `<meta name="${name}" content="${escapeHtml(content)}">`
