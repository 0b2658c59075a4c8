import type { WarcIndex } from './index-file.ts'
import { resolveRevisit } from './index-file.ts'

/** Kinds of content that are named; further ones are “and others”. */
const NAMED = 3

function counted(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const sorted = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1))
  return sorted.slice(0, NAMED).join(', ') + (sorted.length > NAMED ? ' and others' : '')
}

/** What a web archive holds instead of a page, as a sentence that goes on from “holds no page:”. */
export function whyNoPage(index: WarcIndex): string {
  const { captures } = index
  if (captures.length === 0)
    return index.others === 0
      ? 'there is no whole record in it.'
      : 'it has only notes and requests of the program that made it, no answer of a site.'
  const there = captures.filter((one) => resolveRevisit(index, one) !== undefined)
  if (there.length === 0 && captures.every((one) => captures.some((other) => other.id === one.refers?.id)))
    return 'its records only refer to each other.'
  if (there.length === 0)
    return 'it only says that pages had not changed since an earlier capture, which lies in another archive.'
  const answered = there.filter((one) => one.status === 200)
  if (answered.length === 0)
    return `the sites answered with status ${counted(there.map((one) => String(one.status)))} only, not with a page.`
  const types = answered
    .map((one) => resolveRevisit(index, one)?.type ?? '')
    .map((type) => type || 'content of no type')
  return `what was captured is ${counted(types)}, no web page.`
}
