import { chooseExport } from '../dialogs.ts'
import type { Handlers } from '../ipc.ts'
import { printPdf } from '../printing.ts'
import type { Desktop } from './index.ts'

type Calls = 'export.choose' | 'export.run'

export function exportHandlers({ library, window }: Desktop): Pick<Handlers, Calls> {
  return {
    'export.choose': (input) => chooseExport(window(), input),
    'export.run': async ({ selection, ...options }) => ({
      id: (await library.archive()).export(selection, options, printPdf).id,
    }),
  }
}
