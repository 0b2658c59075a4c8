/** One measured value, a line of bench.json. */
export interface Row {
  name: string
  value: number
  unit: string
  /** the most, or for `… a second` the least, that the value may be; undefined where there is only a value to follow */
  goal?: number
  holds?: boolean
  /** with what it was measured */
  detail: string
}

/** A file of this folder: the rows that it can give, and how they are measured. */
export interface Benchmark {
  names: readonly string[]
  measure(wanted: (name: string) => boolean): AsyncIterable<Row>
}

/** What a row needs is not on this machine: the row is left out, and the run goes on. */
export class NotHere extends Error {
  readonly names: readonly string[]
  constructor(names: readonly string[], reason: string) {
    super(reason)
    this.name = 'NotHere'
    this.names = names
  }
}

export function atMost(name: string, value: number, unit: string, goal: number, detail: string): Row {
  return { name, value, unit, goal, holds: value <= goal, detail }
}
export function atLeast(name: string, value: number, unit: string, goal: number, detail: string): Row {
  return { name, value, unit, goal, holds: value >= goal, detail }
}

/** Nearest-rank percentile, `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
