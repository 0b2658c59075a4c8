import { stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { shell } from 'electron'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { Handlers } from '../ipc.ts'
import { openLink } from '../links.ts'
import type { Desktop } from './index.ts'

type Calls = 'shell.openLink' | 'shell.showOriginal' | 'shell.showPath'

export function shellHandlers({ library }: Desktop): Pick<Handlers, Calls> {
  return {
    'shell.openLink': ({ url }) => openLink(url),
    async 'shell.showOriginal'({ id }) {
      const { store } = await library.archive()
      const { original } = await store.record(id)
      await show(join(store.folder(id), 'original', original.main))
    },
    'shell.showPath': ({ path }) => show(path),
  }
}

/** Shows a file or folder in the system's file manager; nothing is opened or started. */
async function show(path: string): Promise<void> {
  const there = isAbsolute(path) && (await stat(path).catch(() => undefined))
  if (!there) throw new ProblemError('file.missing', { file: path })
  shell.showItemInFolder(path)
}
