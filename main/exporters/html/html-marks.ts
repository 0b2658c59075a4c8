import { type Document, Element, Text } from 'domhandler'
import { appendChild, findAll } from 'domutils'
import type { Mark } from '../../../shared/model/mark.ts'
import { wrapMarks } from '../marks.ts'

/** Marks in their colours; at the end a list of the notes, and of the marks whose words are no longer in the article. */
export function addMarks(document: Document, marks: Mark[]): void {
  const lost = wrapMarks(document, marks)
  for (const mark of marks) {
    const pieces = findAll((element) => element.attribs['data-mark'] === mark.id, document.children)
    for (const piece of pieces) {
      piece.attribs.class = mark.colour
      if (mark.note !== '') piece.attribs.title = mark.note
    }
  }
  const listed = marks.filter((mark) => mark.note !== '' || lost.includes(mark))
  if (listed.length === 0) return
  const items = listed.map((mark) => {
    const quote = mark.about === 'article' ? [] : [new Element('q', { class: mark.colour }, [new Text(mark.quote)])]
    const note = mark.note === '' ? [] : [new Element('p', {}, [new Text(mark.note)])]
    return new Element('li', {}, [...quote, ...note])
  })
  appendChild(document, new Element('aside', { class: 'notes' }, [new Element('ol', {}, items)]))
}
