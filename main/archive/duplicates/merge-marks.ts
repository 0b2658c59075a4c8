import type { Mark } from '../../../shared/model/mark.ts'
import { anchorMarks } from '../../intake/saved-marks.ts'

/** A mark anchored in another text; where its words are not in that, it stays as it is and is shown as a lost one. */
function moved(mark: Mark, text: string): Mark {
  if (mark.about === 'article') return mark
  const [found] = anchorMarks([mark], text, mark.made)
  if (!found) return mark
  const { quote, before, after, start } = found
  return { ...mark, quote, before, after, start }
}

/** Notes to the whole article are about the same, whatever its title was. */
const sameWords = (a: Mark, b: Mark): boolean =>
  a.about !== undefined || b.about !== undefined
    ? a.about === b.about
    : a.quote.replace(/\s+/g, ' ') === b.quote.replace(/\s+/g, ' ') && a.start === b.start

/**
 * The marks of an article with those of others moved into its text. One at the same words is the same mark: its note is
 * added when it says something else.
 */
export function mergedMarks(own: readonly Mark[], others: readonly Mark[], text: string): Mark[] {
  const marks = [...own]
  const ids = new Set(own.map(({ id }) => id))
  for (const other of others) {
    const mark = moved(other, text)
    const at = marks.findIndex((mine) => sameWords(mine, mark))
    const mine = marks[at]
    if (mine) {
      const news = mark.note !== '' && !mine.note.includes(mark.note)
      if (news) marks[at] = { ...mine, note: [mine.note, mark.note].filter((note) => note !== '').join('\n') }
    } else if (!ids.has(mark.id)) {
      ids.add(mark.id)
      marks.push(mark)
    }
  }
  return marks.sort((a, b) => a.start - b.start)
}
