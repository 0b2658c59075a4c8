import { app } from 'electron'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { foldersOfPages, suggestedLibrary } from '../../platform/paths.ts'
import type { Handlers } from '../ipc.ts'
import { systemLocale } from '../system-locale.ts'
import { systemButtons } from '../window.ts'
import type { Desktop } from './index.ts'

type Calls = 'app.state' | 'settings.set' | 'window.control'

export function appHandlers({ settings, library, window }: Desktop): Pick<Handlers, Calls> {
  return {
    async 'app.state'() {
      const opened = await library.current()
      return {
        version: app.getVersion(),
        platform: platform(),
        locale: systemLocale(),
        settings: settings.get(),
        library: opened && {
          path: opened.path,
          open: opened.archive !== undefined,
          readOnly: opened.archive?.store.readOnly ?? opened.problem !== undefined,
          problem: opened.problem,
          findings: opened.archive?.store.findings().map((finding) => finding.problem) ?? [],
          watchedFolders: opened.archive?.store.library().watchedFolders ?? [],
        },
        suggested: {
          library: suggestedLibrary(app.getPath('documents')),
          // only the welcome asks for folders of pages
          watch: opened ? [] : await foldersOfPages([app.getPath('downloads'), app.getPath('documents')]),
        },
        systemButtons,
      }
    },
    'settings.set': (patch) => settings.set(patch),
    'window.control'({ action }) {
      const target = window()
      if (action === 'minimise') target.minimize()
      else if (action === 'close') target.close()
      else if (target.isMaximized()) target.unmaximize()
      else target.maximize()
      return Promise.resolve()
    },
  }
}

function platform(): CallOutput<'app.state'>['platform'] {
  const { platform: name } = process
  // the BSDs run what Linux runs
  return name === 'darwin' || name === 'win32' ? name : 'linux'
}
