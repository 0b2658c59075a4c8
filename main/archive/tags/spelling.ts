import { tagKey } from '../../../shared/model/tag.ts'
import type { Store } from '../../store/store.ts'
import { checkedTags } from './checked-tags.ts'

/**
 * Tags as the library writes them already, step by step of their paths: searches do not mind the case of a tag, and one that is
 * written in two ways would be two on the articles. Throws `tag.invalid`.
 */
export async function asSpelled(store: Store, tags: readonly string[]): Promise<string[]> {
  const checked = checkedTags(tags)
  if (checked.length === 0) return []
  const spelled = new Map((await store.tags()).map(({ tag }) => [tagKey(tag), tag]))
  const spell = (tag: string): string =>
    tag.split('/').reduce((path, step) => {
      const next = path === '' ? step : `${path}/${step}`
      return spelled.get(tagKey(next)) ?? next
    }, '')
  return [...new Set(checked.map(spell))]
}
