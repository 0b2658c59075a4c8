import type { PagePool } from '../intake/pool.ts'
import type { Store } from '../store/store.ts'
import type { StoredJob } from './jobs/job-files.ts'
import type { TakenFiles } from './imports/taken-files.ts'
import type { JobBoard } from './jobs/jobs.ts'
import type { Renamings } from './tags/renamings.ts'
import type { createTaker } from './imports/take-in.ts'

/** What the parts of an open archive share. */
export interface Engine {
  store: Store
  pool: PagePool
  jobs: JobBoard
  /** changes one after the other, each worked out when its turn comes: none builds on what another is changing */
  inOrder: <T>(change: () => Promise<T>) => Promise<T>
  renamings: Renamings
  take: ReturnType<typeof createTaker>
  /** the articles that each file outside was taken in as */
  takenFiles(): Promise<TakenFiles>
  /** readings of originals that were cut off, when this program does not go on with them */
  unfinished: StoredJob[]
  /** LIBRARY/jobs */
  jobsFolder: string
}
