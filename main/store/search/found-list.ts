/** What a query finds, in order. What comes after the best is put in order when somebody asks for it. */
export interface FoundList {
  total: number
  part(offset: number, limit: number): Int32Array
  all(): Int32Array
}

export function foundList(total: number, best: Int32Array, rest: () => Int32Array): FoundList {
  let whole = best.length === total ? best : undefined
  const all = (): Int32Array => (whole ??= joined(best, rest()))
  return {
    total,
    all,
    part: (offset, limit) => (offset + limit <= best.length ? best : all()).subarray(offset, offset + limit),
  }
}

function joined(best: Int32Array, rest: Int32Array): Int32Array {
  const whole = new Int32Array(best.length + rest.length)
  whole.set(best)
  whole.set(rest, best.length)
  return whole
}
