import type { Handlers } from '../ipc.ts'
import type { Desktop } from './index.ts'

type Calls = 'search.facets' | 'query.complete'

export function searchHandlers({ library }: Desktop): Pick<Handlers, Calls> {
  /** counts for what was typed before are not waited for */
  let counting = new AbortController()
  return {
    'search.facets': async ({ query }) => {
      counting.abort()
      counting = new AbortController()
      return (await library.archive()).store.facets(query, counting.signal)
    },
    'query.complete': async ({ query, caret }) => (await library.archive()).store.complete(query, caret),
  }
}
