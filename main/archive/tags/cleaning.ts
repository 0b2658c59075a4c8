import type { TagCleaning, TagCount, TagPair } from '../../../shared/model/tag.ts'

/** A name this long may differ in one letter, or in two, and still be meant as the same. */
const ONE_LETTER = 5
const TWO_LETTERS = 9
/** Pairs that are told; after some merges there are others. */
const MOST = 200

/** Without case, accents, hyphens and spaces: what one does not see at a glance. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[\s\-_.'’]+/gu, '')
}

/** Without the endings that make a plural in the languages that most tags are written in. */
function singular(name: string): string {
  const base = plain(name)
  return base.length < ONE_LETTER
    ? base.replace(/s$/, '')
    : base.replace(/(ies|y)$/, 'i').replace(/(es|en|er|s|n|e)$/, '')
}

const leafOf = (tag: string): string => tag.split('/').at(-1) ?? tag
const parentOf = (tag: string): string => tag.slice(0, Math.max(0, tag.lastIndexOf('/')))
const digits = (name: string): string => name.replace(/\D+/g, ' ').trim()

/** Every form of a name with so many letters left out; two names at that distance share one. */
function shortened(name: string, letters: number): Set<string> {
  let forms = new Set([name])
  const all = new Set(forms)
  for (let step = 0; step < letters; step++) {
    const next = new Set<string>()
    for (const form of forms) for (let at = 0; at < form.length; at++) next.add(form.slice(0, at) + form.slice(at + 1))
    for (const form of next) all.add(form)
    forms = next
  }
  return all
}

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, i) => i)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + same)
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 0
}

/** What two tags have to do with each other; undefined when each is a tag of its own. */
function likeness(a: string, b: string): TagPair['why'] | undefined {
  // a tag and the one below it are meant to be two
  if (a.startsWith(`${b}/`) || b.startsWith(`${a}/`)) return undefined
  const [one, other] = [leafOf(a), leafOf(b)]
  const sameParent = plain(parentOf(a)) === plain(parentOf(b))
  if (!sameParent) return plain(one) === plain(other) ? 'path' : undefined
  if (plain(one) === plain(other)) return 'spelling'
  if (digits(one) !== digits(other)) return undefined
  if (singular(one) === singular(other)) return 'plural'
  const shorter = Math.min(plain(one).length, plain(other).length)
  const allowed = shorter >= TWO_LETTERS ? 2 : shorter >= ONE_LETTER ? 1 : 0
  return allowed > 0 && distance(plain(one), plain(other)) <= allowed ? 'letters' : undefined
}

/** Pairs of tags that are probably meant as one: other case or spelling, plural, a letter wrong, elsewhere in the tree. */
export function nearPairs(tags: readonly Pick<TagCount, 'tag' | 'total'>[]): TagPair[] {
  const byForm = new Map<string, number[]>()
  tags.forEach(({ tag }, at) => {
    const name = plain(leafOf(tag))
    const letters = name.length >= TWO_LETTERS ? 2 : name.length >= ONE_LETTER ? 1 : 0
    for (const form of new Set([...shortened(name, letters), singular(leafOf(tag))])) {
      byForm.set(form, [...(byForm.get(form) ?? []), at])
    }
  })
  const pairs = new Map<string, TagPair>()
  for (const group of byForm.values()) {
    for (const one of group) {
      for (const other of group) {
        const [a, b] = [tags[one], tags[other]]
        if (!a || !b || one >= other || pairs.has(`${String(one)} ${String(other)}`)) continue
        const why = likeness(a.tag, b.tag)
        if (!why) continue
        const [keep, drop] = b.total > a.total || (b.total === a.total && b.tag.length > a.tag.length) ? [b, a] : [a, b]
        pairs.set(`${String(one)} ${String(other)}`, {
          ...{ keep: keep.tag, drop: drop.tag, why },
          articles: drop.total,
        })
      }
    }
  }
  const order: TagPair['why'][] = ['spelling', 'plural', 'path', 'letters']
  return [...pairs.values()]
    .sort(
      (a, b) => order.indexOf(a.why) - order.indexOf(b.why) || b.articles - a.articles || (a.drop < b.drop ? -1 : 1),
    )
    .slice(0, MOST)
}

/** What could be tidied up among the tags. */
export function cleaningOf(tags: readonly TagCount[]): TagCleaning {
  return {
    pairs: nearPairs(tags),
    once: tags.filter(({ count, total }) => count === 1 && total === 1).map(({ tag }) => tag),
    unused: tags.filter(({ total }) => total === 0).map(({ tag }) => tag),
  }
}
