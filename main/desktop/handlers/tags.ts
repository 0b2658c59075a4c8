import type { Handlers } from '../ipc.ts'
import type { Desktop } from './index.ts'

type Calls =
  | 'tags.list'
  | 'tags.ofSelection'
  | 'tags.apply'
  | 'tags.rename'
  | 'tags.merge'
  | 'tags.split'
  | 'tags.suggest'
  | 'tags.cleaning'
  | 'tags.remove'
  | 'tags.describe'

export function tagHandlers({ library }: Desktop): Pick<Handlers, Calls> {
  return {
    'tags.list': async () => (await library.archive()).store.tags(),
    'tags.ofSelection': async ({ selection }) => (await library.archive()).store.tagsOf(selection),
    'tags.apply': async ({ selection, add, remove }) => ({
      change: await (await library.archive()).tag(selection, { add, remove }),
    }),
    'tags.rename': async ({ from, to }) => ({ change: await (await library.archive()).renameTag(from, to) }),
    'tags.merge': async ({ from, to }) => ({ change: await (await library.archive()).mergeTags(from, to) }),
    'tags.split': async ({ tag, parts, keep }) => ({
      change: await (await library.archive()).splitTag(tag, parts, keep),
    }),
    'tags.suggest': async ({ id }) => (await library.archive()).store.suggestTags(id),
    'tags.cleaning': async () => (await library.archive()).cleaning(),
    'tags.remove': async ({ tags }) => ({ change: await (await library.archive()).removeTags(tags) }),
    'tags.describe': async ({ tag, ...info }) => ({ change: await (await library.archive()).describeTag(tag, info) }),
  }
}
