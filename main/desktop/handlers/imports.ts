import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app } from 'electron'
import { causeOf } from '../../../shared/model/phrase.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { choosePages, chooseReport } from '../dialogs.ts'
import type { Handlers } from '../ipc.ts'
import { reportCsv } from '../report.ts'
import type { Desktop } from './index.ts'

type Calls =
  | 'import.choose'
  | 'import.paths'
  | 'import.samples'
  | 'jobs.list'
  | 'jobs.control'
  | 'jobs.items'
  | 'jobs.retry'
  | 'jobs.saveReport'

export function importHandlers({ library, window, onItem }: Desktop): Pick<Handlers, Calls> {
  return {
    async 'import.choose'({ folders }) {
      const paths = await choosePages(window(), folders)
      if (paths.length === 0) return undefined
      return { id: (await library.archive()).import({ paths, onItem }).id }
    },
    'import.paths': async ({ paths, tags }) => ({
      id: (await library.archive()).import({ paths, tags, onItem }).id,
    }),
    async 'import.samples'() {
      const archive = await library.archive()
      return { id: archive.import({ paths: [samplesFolder()], onItem }).id }
    },
    async 'jobs.list'() {
      const opening = library.opening()
      if (opening) return [opening]
      // before the first library there is no work, which is no error
      return (await library.current())?.archive?.jobs.list() ?? []
    },
    async 'jobs.control'({ id, action }) {
      const { jobs } = await library.archive()
      jobs[action](id)
    },
    'jobs.items': async (input) => (await library.archive()).jobs.items(input),
    'jobs.retry': async ({ id }) => ({ id: (await library.archive()).jobs.retry(id).id }),
    async 'jobs.saveReport'({ id }) {
      const items = (await library.archive()).jobs.allItems(id)
      const path = await chooseReport(window())
      if (path === undefined) return undefined
      await writeFile(path, reportCsv(items)).catch((error: unknown) => {
        throw new ProblemError('disk.failed', { file: path, reason: causeOf(error) }, { cause: error })
      })
      return path
    },
  }
}

/** Beside the packaged app's archive, or in the checkout. */
function samplesFolder(): string {
  const packaged = join(process.resourcesPath, 'samples')
  return existsSync(packaged) ? packaged : join(app.getAppPath(), 'samples')
}
