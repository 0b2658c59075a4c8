import type { Understood } from '../../../shared/ipc/contract.ts'

/** A piece of the query that was understood and left the text field. */
export interface QueryChipData {
  /** as it stands in the query */
  source: string
  field: string
  value: string
  negated: boolean
  corrected?: string | undefined
}

/** The whole query of chips and the text behind them. */
export function joined(chips: readonly QueryChipData[], text: string): string {
  return [...chips.map(({ source }) => source), text.trimStart()].join(' ').trimEnd() + (/\S\s+$/.test(text) ? ' ' : '')
}

/**
 * Takes the finished fields (`tag:maps `) out of a query. One that is still being typed at the end stays text, and so does
 * everything when there are operators or parentheses, where the order counts.
 */
export function lifted(
  query: string,
  understood: readonly Understood[],
  finished: boolean,
): { chips: QueryChipData[]; text: string } {
  if (understood.some(({ kind }) => kind === 'operator') || /[()]/.test(query)) return { chips: [], text: query }
  const chips: QueryChipData[] = []
  let text = ''
  let at = 0
  for (const piece of [...understood].sort((a, b) => a.from - b.from)) {
    const done = finished || piece.to < query.length
    if (piece.kind !== 'field' || piece.field === undefined || !done || piece.from < at) continue
    text += query.slice(at, piece.from)
    at = piece.to
    chips.push({
      source: query.slice(piece.from, piece.to),
      field: piece.field,
      value: piece.value,
      negated: piece.negated,
      corrected: piece.corrected,
    })
  }
  text += query.slice(at)
  return { chips, text: text.replace(/\s+/g, ' ').replace(/^ /, '') }
}
