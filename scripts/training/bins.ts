/** Features cut into few steps, so that trees can be grown by counting. */
export interface Binned {
  /** borders between the bins of each feature */
  borders: number[][]
  /** bin of each sample, a column a feature */
  columns: Uint8Array[]
}

export const BINS = 48
const KEPT_DIGITS = 4

/** Numbers as they are written to the model. */
export const rounded = (value: number): number => Number(value.toPrecision(KEPT_DIGITS))

/** Borders at even steps of the samples' own values. */
function bordersOf(values: Float64Array): number[] {
  values.sort()
  const distinct = [...new Set(values)]
  const borders =
    distinct.length <= BINS
      ? distinct.slice(0, -1).map((value, at) => rounded((value + (distinct[at + 1] ?? value)) / 2))
      : Array.from({ length: BINS - 1 }, (_, at) => rounded(values[Math.floor(((at + 1) * values.length) / BINS)] ?? 0))
  return [...new Set(borders)]
}

/** Cuts the features of samples. */
export function binned(rows: readonly ArrayLike<number>[]): Binned {
  const features = rows[0]?.length ?? 0
  const borders: number[][] = []
  const columns: Uint8Array[] = []
  for (let feature = 0; feature < features; feature++) {
    const values = Float64Array.from(rows, (row) => row[feature] ?? 0)
    const own = bordersOf(values.slice())
    borders.push(own)
    columns.push(Uint8Array.from(values, (value) => binOf(value, own)))
  }
  return { borders, columns }
}

/** The first bin whose border the value does not pass. */
function binOf(value: number, borders: readonly number[]): number {
  let low = 0
  let high = borders.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= (borders[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}
