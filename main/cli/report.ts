import type { ImportCounts, ImportItem, LibraryTally, RuleTally } from '../../shared/model/job.ts'
import { sentence } from '../../shared/model/problem.ts'
import type { Output } from './output.ts'

/** Why an item became what it became, as a sentence. */
export function reasonOf({ reason }: ImportItem): string | undefined {
  if (reason === undefined) return undefined
  return reason.code === 'note' ? reason.text : sentence(reason)
}

/** One line of `import` and `watch` for programs. */
function itemLine(item: ImportItem): Record<string, unknown> {
  const { file, page, status, id, title, format, ms } = item
  return { file, page, status, id, title, format, reason: reasonOf(item), ms }
}

/** What became of one page, in words: `added  Title  (file)`, or the sentence that says why not. */
function itemText(item: ImportItem): string {
  const reason = reasonOf(item)
  const status = item.status.padEnd(11)
  if (item.title === undefined) return `${status}${reason ?? item.file}`
  return `${status}${item.title}  (${item.file})${reason === undefined ? '' : `  ${reason}`}`
}

/** Prints what became of each page: a line of JSON, or for people a line in words. */
export async function printItem(output: Output, json: boolean, item: ImportItem): Promise<void> {
  if (json) await output.json(itemLine(item))
  else output.text(itemText(item))
}

/** For people only what did not come in is worth a line of a large import; programs get every page. */
export async function printFailure(output: Output, json: boolean, item: ImportItem): Promise<void> {
  if (json) await output.json(itemLine(item))
  else if (item.status === 'failed') output.say(itemText(item))
}

/** `1 page`, `1,234 pages`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/** How each outcome stands in a sentence behind its count. */
const outcomes: readonly [keyof ImportCounts, (count: number) => string][] = [
  ['added', (count) => `${counted(count, 'page')} added`],
  ['updated', (count) => `${count.toLocaleString('en')} updated`],
  ['joined', (count) => `${count.toLocaleString('en')} joined to another saving of the same page`],
  ['duplicate', (count) => `${count.toLocaleString('en')} already there`],
  ['skipped', (count) => `${count.toLocaleString('en')} skipped`],
  ['failed', (count) => `${count.toLocaleString('en')} failed`],
]

/** `12 pages added, 3 already there, 1 failed`. */
export function countsText(counts: ImportCounts): string {
  const parts = outcomes.flatMap(([status, text]) =>
    counts[status] > 0 || status === 'added' ? [text(counts[status])] : [],
  )
  return Object.values(counts).every((count) => count === 0) ? 'nothing to take in' : parts.join(', ')
}

/** `3 tagged late, 2 starred, 1 moved to the trash`. */
export function rulesText({ tags, starred, trashed }: RuleTally): string {
  return [
    ...Object.entries(tags).map(([tag, count]) => `${count.toLocaleString('en')} tagged ${tag}`),
    ...(starred > 0 ? [`${starred.toLocaleString('en')} starred`] : []),
    ...(trashed > 0 ? [`${trashed.toLocaleString('en')} moved to the trash`] : []),
  ].join(', ')
}

/** `3 saved searches, 1 rule (switched off)`. */
export function libraryText({ searches, rules, siteRules, tags }: LibraryTally): string {
  return [
    ...(searches > 0 ? [`${searches.toLocaleString('en')} saved ${searches === 1 ? 'search' : 'searches'}`] : []),
    ...(rules > 0 ? [`${counted(rules, 'rule')} (switched off)`] : []),
    ...(siteRules > 0 ? [counted(siteRules, 'site rule')] : []),
    ...(tags > 0 ? [`colours and descriptions of ${counted(tags, 'tag')}`] : []),
  ].join(', ')
}

/** `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 60) return `${String(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${String(minutes)} min ${String(seconds % 60)} s`
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`
}
