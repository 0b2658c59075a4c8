import { tagSchema, type TagCount } from '../../../shared/model/tag.ts'

/** On all of the articles, on some, on none. */
export type TagState = 'all' | 'some' | 'none'

/** Rows that the editor shows; who wants more types a letter. */
const MOST = 60

export function stateOf(count: number, articles: number): TagState {
  if (count <= 0) return 'none'
  return count >= articles ? 'all' : 'some'
}

/** What a press makes of a box: all, none, and as it was when that was some. */
export function nextState(now: TagState, before: TagState): TagState {
  if (now === 'some') return 'all'
  if (now === 'all') return 'none'
  return before === 'some' ? 'some' : 'all'
}

/** What has to be put on and taken off so that the articles are as the boxes say. */
export function changeOf(
  before: ReadonlyMap<string, TagState>,
  chosen: ReadonlyMap<string, TagState>,
): { add: string[]; remove: string[] } {
  const add: string[] = []
  const remove: string[] = []
  for (const [tag, state] of chosen) {
    if (state === (before.get(tag) ?? 'none')) continue
    if (state === 'all') add.push(tag)
    if (state === 'none') remove.push(tag)
  }
  return { add, remove }
}

/**
 * Tags for what was typed, best first: a step that begins with it, then one that holds it. Without letters: what is on the
 * articles, then the ones used last, then the most used.
 */
export function matching(
  all: TagCount[],
  words: string,
  on: ReadonlyMap<string, TagState>,
  recent: string[],
): string[] {
  const tags = new Map(all.map(({ tag, count }) => [tag, count]))
  for (const tag of on.keys()) if (!tags.has(tag)) tags.set(tag, 0)
  const wanted = fold(words.trim())
  const rank = (tag: string): number => {
    if (wanted !== '') {
      const name = fold(tag)
      if (name === wanted) return 0
      if (name.split('/').some((step) => step.startsWith(wanted))) return 1
      return name.includes(wanted) ? 2 : 9
    }
    const state = on.get(tag)
    if (state === 'all') return 0
    if (state === 'some') return 1
    return recent.includes(tag) ? 2 : 3
  }
  return [...tags]
    .map(([tag, count]) => ({ tag, count, rank: rank(tag) }))
    .filter((entry) => entry.rank < 9)
    .sort((a, b) => a.rank - b.rank || b.count - a.count || a.tag.localeCompare(b.tag))
    .slice(0, MOST)
    .map(({ tag }) => tag)
}

/** What was typed as a tag that there is not yet; undefined when there is one, or when it cannot be a tag. */
export function newTag(words: string, all: TagCount[]): string | undefined {
  const parsed = tagSchema.safeParse(words.trim())
  if (!parsed.success) return undefined
  return all.some(({ tag }) => fold(tag) === fold(parsed.data)) ? undefined : parsed.data
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase()
