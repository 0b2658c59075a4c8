/** Quotes and lists inside each other; `marked` calls itself for each. */
const MOST_LEVELS = 100
/** Columns that a list item is set in by: four for each level. */
const MOST_INDENT = 4 * MOST_LEVELS
/** Brackets open at once in one paragraph: `marked` looks for the end of each. */
const MOST_BRACKETS = 1_000
/** Columns of a table; every row is filled up to as many. */
const MOST_COLUMNS = 1_000

const QUOTES = new RegExp(`^(?:[ \\t]*>){${String(MOST_LEVELS + 1)}}`)
const ITEM = /^([ \t>]*)(?:[-*+]|\d{1,9}[.)])[ \t]/

/** Most of the two brackets that are open at once. */
function deepest(text: string, [opens, closes]: readonly [string, string]): number {
  let open = 0
  let most = 0
  for (const character of text) {
    if (character === opens) most = Math.max(most, ++open)
    else if (character === closes) open = Math.max(0, open - 1)
  }
  return most
}

const isLineInBounds = (line: string): boolean =>
  !QUOTES.test(line) &&
  (ITEM.exec(line)?.[1] ?? '').length <= MOST_INDENT &&
  (line.length <= MOST_COLUMNS || line.split('|').length - 1 <= MOST_COLUMNS)

const isParagraphInBounds = (paragraph: string): boolean =>
  paragraph.length <= MOST_BRACKETS ||
  (deepest(paragraph, ['[', ']']) <= MOST_BRACKETS && deepest(paragraph, ['(', ')']) <= MOST_BRACKETS)

/** Whether Markdown can be understood in a time and depth that go with its length; nobody writes such as cannot. */
export const isInBounds = (text: string): boolean =>
  text.split('\n').every(isLineInBounds) && text.split(/\n[ \t]*\n/).every(isParagraphInBounds)
