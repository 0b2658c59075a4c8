import type { Entry } from './entry.ts'

type Quote = NonNullable<Entry['quotes']>[number]

/**
 * Omnivore's `highlights/<slug>.md`: quoted blocks, below each its labels and the note to it; words above the first block are the
 * note to the page.
 */
export function readOmnivoreMarks(markdown: string): Pick<Entry, 'quotes' | 'note'> {
  const quotes: Quote[] = []
  const about: string[] = []
  let quoting = false
  for (const line of markdown.split(/\r?\n/)) {
    const quoted = /^>\s?(.*)$/.exec(line)?.[1]
    const last = quotes.at(-1)
    if (quoted !== undefined) {
      if (quoting && last !== undefined) last.quote += `\n${quoted}`
      else quotes.push({ quote: quoted })
    } else if (last === undefined) about.push(line)
    else last.note = `${last.note ?? ''}\n${line}`
    quoting = quoted !== undefined
  }
  const note = about.join('\n').trim()
  return {
    quotes: quotes
      .map(({ quote, note: words = '' }) => ({
        quote: quote.trim(),
        ...(words.trim() !== '' && { note: words.replace(/\n{2,}/g, '\n').trim() }),
      }))
      .filter(({ quote }) => quote !== ''),
    ...(note !== '' && { note }),
  }
}
