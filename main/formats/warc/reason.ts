import type { Detail, Phrase } from '../../../shared/model/phrase.ts'
import type { WarcIndex } from './index-file.ts'
import { resolveRevisit } from './index-file.ts'

/** Kinds of content that are named; of further ones there are only dots. */
const NAMED = 3

function listed(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const sorted = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1))
  return sorted.slice(0, NAMED).join(', ') + (sorted.length > NAMED ? ', …' : '')
}
const because = (reason: Phrase, detail: Detail = {}): Detail => ({ reason, ...detail })

/** What a web archive holds instead of a page, as the detail of “holds no page”. */
export function whyNoPage(index: WarcIndex): Detail {
  const { captures } = index
  if (captures.length === 0) return because(index.others === 0 ? 'warc.empty' : 'warc.notes')
  const there = captures.filter((one) => resolveRevisit(index, one) !== undefined)
  if (there.length === 0 && captures.every((one) => captures.some((other) => other.id === one.refers?.id)))
    return because('warc.circle')
  if (there.length === 0) return because('warc.elsewhere')
  const answered = there.filter((one) => one.status === 200)
  if (answered.length === 0)
    return because('warc.statuses', { statuses: listed(there.map((one) => String(one.status))) })
  const types = listed(answered.map((one) => resolveRevisit(index, one)?.type ?? '').filter((type) => type !== ''))
  return types === '' ? because('warc.untyped') : because('warc.types', { types })
}
