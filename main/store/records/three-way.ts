/** Fields of a record by name. */
export type Fields = Record<string, unknown>

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What becomes of a value that was `before` and is to be `after`, when it is `now` something else: what somebody else has
 * changed stays as it is. Of objects each field is looked at by itself.
 */
export function merged(before: unknown, after: unknown, now: unknown): unknown {
  if (same(now, before)) return after
  if (!isFields(now) || !isFields(after) || !isFields(before)) return now
  const fields = mergedFields(before, after, now)
  return Object.fromEntries(Object.entries({ ...now, ...fields }).filter(([, value]) => value !== null))
}

/** The same for the fields of `after`; null takes one away. */
export function mergedFields(before: Fields, after: Fields, now: Fields): Fields {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return Object.fromEntries([...names].map((name) => [name, merged(before[name], after[name], now[name]) ?? null]))
}
