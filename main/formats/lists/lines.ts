import type { Phrase } from '../../../shared/model/phrase.ts'
import type { Entry, ListReader } from './entry.ts'

const NO_LINK: Phrase = 'list.noLink'

/** `address | title` on each line, as OneTab writes them, or bare addresses; other lines are named and left out. */
export const readLines: ListReader = (text) => {
  const entries = text.split(/\r\n?|\n/).flatMap((line, index): Entry[] => {
    if (line.trim() === '') return []
    const part = `line ${String(index + 1)}`
    const [, url, title] = /^\s*([a-z][a-z0-9+.-]*:\S+)(?:\s+\|\s*(.*?))?\s*$/i.exec(line) ?? []
    return [url === undefined ? { part, fault: { reason: NO_LINK, skip: true } } : { part, url, title }]
  })
  return { what: 'list.links', entries }
}
