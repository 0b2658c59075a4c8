import type { Handlers } from '../ipc.ts'
import type { Desktop } from './index.ts'

type Calls = 'extract.run' | 'extract.older'

export function extractHandlers({ library }: Desktop): Pick<Handlers, Calls> {
  return {
    'extract.run': async ({ selection, name }) => ({ id: (await library.archive()).extract(selection, name).id }),
    'extract.older': async () => (await library.archive()).older(),
  }
}
