import type { Handlers } from '../ipc.ts'
import type { Desktop } from './index.ts'

type Calls =
  | 'duplicates.list'
  | 'duplicates.merge'
  | 'duplicates.mergeSuggested'
  | 'duplicates.apart'
  | 'links.of'
  | 'links.missing'
  | 'versions.list'
  | 'versions.reading'
  | 'versions.text'

export function relationHandlers({ library }: Desktop): Pick<Handlers, Calls> {
  const relations = async () => (await library.archive()).store.relations
  return {
    'duplicates.list': async ({ offset, limit }) => (await relations()).duplicates(offset, limit),
    'duplicates.merge': async ({ groups }) => ({ change: await (await library.archive()).mergeDuplicates(groups) }),
    'duplicates.mergeSuggested': async () => ({
      change: await (await library.archive()).mergeDuplicates('suggested'),
    }),
    'duplicates.apart': async ({ ids }) => ({ change: await (await library.archive()).tellApart(ids) }),
    'links.of': async ({ id }) => (await relations()).links(id),
    'links.missing': async ({ limit }) => (await relations()).missing(limit),
    'versions.list': async ({ id }) => (await relations()).versions(id),
    'versions.reading': async ({ id, version }) => (await relations()).versionReading(id, version),
    'versions.text': async ({ id, version }) => (await relations()).versionText(id, version),
  }
}
