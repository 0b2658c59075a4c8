import type { Handlers } from '../ipc.ts'
import type { Desktop } from './index.ts'

type Calls =
  | 'articles.list'
  | 'articles.ids'
  | 'articles.get'
  | 'articles.forms'
  | 'articles.update'
  | 'articles.edit'
  | 'articles.charset'
  | 'articles.trash'
  | 'articles.restore'
  | 'articles.purge'
  | 'marks.save'
  | 'marks.remove'
  | 'marks.list'
  | 'original.open'

export function articleHandlers({ library }: Desktop): Pick<Handlers, Calls> {
  return {
    'articles.list': async (query) => (await library.archive()).store.list(query),
    'articles.ids': async ({ query, sort }) => (await library.archive()).store.ids(query, sort),
    'articles.get': async ({ id }) => (await library.archive()).store.record(id),
    'articles.forms': async ({ id, words }) => (await library.archive()).store.forms(id, words),
    'articles.update': async ({ selection, patch }) => ({
      change: await (await library.archive()).update(selection, patch),
    }),
    'articles.edit': async ({ id, values }) => ({ change: await (await library.archive()).edit(id, values) }),
    'articles.charset': async ({ id, charset }) => ({
      change: await (await library.archive()).chooseCharset(id, charset),
    }),
    'articles.trash': async ({ selection }) => ({ change: await (await library.archive()).trash(selection) }),
    'articles.restore': async ({ selection }) => ({ change: await (await library.archive()).restore(selection) }),
    'articles.purge': async ({ selection }) => ({ count: await (await library.archive()).purge(selection) }),
    'marks.save': async ({ id, mark }) => ({ change: await (await library.archive()).saveMark(id, mark) }),
    'marks.remove': async ({ id, mark }) => ({ change: await (await library.archive()).removeMark(id, mark) }),
    'marks.list': async (wanted) => (await library.archive()).store.marks(wanted),
    'original.open': async ({ id }) => (await library.archive()).original(id),
  }
}
