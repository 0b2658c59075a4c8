import { dirname, resolve } from 'node:path'

/** Steps up from a note, and where from there: Joplin keeps the pictures of all notes at the top of its export. */
const UP = /\ssrc="((?:\.\.\/)+)([^/"]*)/g
const RESOURCES = '_resources'

/**
 * The top of Joplin's export that a note lies in, when its markup names pictures there (`../../_resources/…`). Undefined when anything
 * that it names lies elsewhere outside its folder: that is not the note's.
 */
export function notebookTop(note: string, html: string): string | undefined {
  const tops = new Set<string | undefined>()
  for (const [, up = '', into] of html.matchAll(UP)) {
    tops.add(into === RESOURCES ? resolve(dirname(note), up) : undefined)
  }
  return tops.size === 1 ? [...tops][0] : undefined
}
