import { readdir } from 'node:fs/promises'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { chooseFolder } from '../dialogs.ts'
import type { Handlers } from '../ipc.ts'
import { texts } from '../locales/texts.ts'
import type { Desktop } from './index.ts'

type Calls =
  | 'library.choose'
  | 'library.open'
  | 'library.rebuild'
  | 'library.verify'
  | 'places.get'
  | 'searches.save'
  | 'searches.remove'
  | 'searches.order'
  | 'watch.choose'
  | 'watch.add'
  | 'watch.edit'
  | 'watch.remove'
  | 'history.undo'
  | 'history.redo'
  | 'history.list'

export function libraryHandlers({ settings, library, window }: Desktop): Pick<Handlers, Calls> {
  return {
    async 'library.choose'() {
      const path = await chooseFolder(window(), texts().dialog.chooseLibrary)
      return path === undefined ? undefined : { path, state: await stateOf(path) }
    },
    async 'library.open'({ path, create }) {
      await library.open(path, create)
      await settings.set({ library: path })
    },
    'library.rebuild': async () => ({ id: (await library.archive()).rebuild().id }),
    'library.verify': async () => ({ id: (await library.archive()).verify().id }),
    async 'places.get'() {
      // before the first library there is nothing anywhere, which is no error
      if (!(await library.current())) return { ...nowhere }
      return (await library.archive()).store.places()
    },
    'searches.save': async (search) => ({ change: await (await library.archive()).saveSearch(search) }),
    'searches.order': async ({ ids }) => ({ change: await (await library.archive()).orderSearches(ids) }),
    'searches.remove': async ({ id }) => ({ change: await (await library.archive()).removeSearch(id) }),
    'watch.choose': () => chooseFolder(window(), texts().dialog.chooseWatched),
    'watch.add': async (folder) => ({ change: await (await library.archive()).addWatched(folder) }),
    'watch.edit': async (folder) => ({ change: await (await library.archive()).editWatched(folder) }),
    'watch.remove': async ({ path }) => ({ change: await (await library.archive()).removeWatched(path) }),
    'history.undo': async (wanted) => ({ undone: await (await library.archive()).undo(wanted?.id) }),
    'history.redo': async (wanted) => ({ redone: await (await library.archive()).redo(wanted?.id) }),
    'history.list': async () => (await library.archive()).store.history(),
  }
}

const nowhere: CallOutput<'places.get'> = {
  all: 0,
  unread: 0,
  starred: 0,
  marks: 0,
  trash: 0,
  sites: [],
  tags: [],
  savedSearches: [],
  watchedFolders: [],
}

/** What a folder is that was chosen for a library. */
async function stateOf(path: string): Promise<'library' | 'empty' | 'other'> {
  const names = await readdir(path).catch((): string[] => [])
  if (names.includes('library.json')) return 'library'
  return names.every((name) => name.startsWith('.')) ? 'empty' : 'other'
}
