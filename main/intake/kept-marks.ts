import { anchorOf, locate } from '../../shared/marks/anchor.ts'
import type { Mark } from '../../shared/model/mark.ts'

/**
 * The marks of an article in a new text of it. A mark whose words are there keeps them and gets its new surroundings; one
 * whose words have changed stays as it was, so that nothing of it is lost should they come back. `lost` are those that no
 * passage of the new text resembles.
 */
export function placeMarks(marks: readonly Mark[], text: string): { marks: Mark[]; lost: string[] } {
  const lost: string[] = []
  const placed = marks.map((mark) => {
    if (mark.about === 'article') return mark
    const place = locate(text, mark)
    if (!place) lost.push(mark.id)
    const anchor = place?.exact === true ? anchorOf(text, place.from, place.to) : undefined
    return anchor ? { ...mark, before: anchor.before, after: anchor.after, start: anchor.start } : mark
  })
  return { marks: placed, lost }
}
