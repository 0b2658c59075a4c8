import type { Handlers } from '../ipc.ts'
import type { Desktop } from './index.ts'

export function overviewHandlers({ library }: Desktop): Pick<Handlers, 'overview.get'> {
  return {
    'overview.get': async ({ query }) => (await library.archive()).store.overview(query),
  }
}
