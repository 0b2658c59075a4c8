import type { PagePool } from '../intake/pool.ts'
import type { Store } from '../store/store.ts'
import type { JobBoard } from './jobs.ts'
import type { createTaker } from './take-in.ts'

/** What the parts of an open archive share. */
export interface Engine {
  store: Store
  pool: PagePool
  jobs: JobBoard
  take: ReturnType<typeof createTaker>
  /** LIBRARY/jobs */
  jobsFolder: string
}
