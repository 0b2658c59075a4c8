/** `tag:x`, `-tag:"x y"`, `tag:(…)` is not rewritten. The value is quoted or runs to the next blank or bracket. */
const TAG_TERM = /(^|[\s(])(-?tag:)("([^"]*)"|[^\s()"]+)/gi

/**
 * A query in which tags have new names. A tag that is gone (`null`) stays as it is: a search that finds nothing is plainer
 * than one that suddenly finds everything.
 */
export function renameInQuery(query: string, renaming: (tag: string) => string | null | undefined): string {
  return query.replace(TAG_TERM, (whole, before: string, field: string, value: string, quoted: string | undefined) => {
    const to = renaming(quoted ?? value)
    if (typeof to !== 'string') return whole
    return `${before}${field}${quoted !== undefined || /[\s()]/.test(to) ? `"${to}"` : to}`
  })
}
