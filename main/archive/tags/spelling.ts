import { tagKey } from '../../../shared/model/tag.ts'
import type { Store } from '../../store/store.ts'
import { checkedTags } from './checked-tags.ts'

/** Writes tags as the library does. Rejects with `tag.invalid`. */
export type Spelling = (tags: readonly string[]) => Promise<string[]>

/** The library's tags as they are written there, by what they are compared by. */
export async function tagsByKey(store: Store, except?: (tag: string) => boolean): Promise<Map<string, string>> {
  const tags = (await store.tags()).map(({ tag }) => tag)
  return new Map(tags.filter((tag) => except?.(tag) !== true).map((tag) => [tagKey(tag), tag]))
}

/**
 * Searches do not mind the case of a tag, and one that is written in two ways would be two on the articles: each step of a path is
 * written as the library has it already, and a new one as it came first. The library's tags are asked for with the first tag;
 * `except` are those that are about to go.
 */
export function spelling(store: Store, except?: (tag: string) => boolean): Spelling {
  let known: Promise<Map<string, string>> | undefined
  return async (tags) => {
    const checked = checkedTags(tags)
    if (checked.length === 0) return []
    const written = await (known ??= tagsByKey(store, except))
    const spelled = checked.map((tag) =>
      tag.split('/').reduce((path, step) => {
        const next = path === '' ? step : `${path}/${step}`
        const key = tagKey(next)
        const kept = written.get(key) ?? next
        written.set(key, kept)
        return kept
      }, ''),
    )
    return [...new Set(spelled)]
  }
}
