import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Library } from '../../../shared/model/library.ts'
import { problemOf, type Problem } from '../../../shared/model/problem.ts'
import { STAGING } from './add.ts'
import { carryOut } from './carry-out.ts'
import { idsOf, type History } from './history.ts'
import { writeLibrary } from '../records/library-file.ts'
import type { Finding } from '../store.ts'

/** What an add left when it was cut off. */
export async function clearStaging(root: string): Promise<void> {
  const articles = join(root, 'articles')
  if (!existsSync(articles)) return
  for (const name of await readdir(articles)) {
    if (name.startsWith(STAGING)) await rm(join(articles, name), { recursive: true, force: true })
  }
}

export interface Recovered {
  library: Library
  /** articles that the index has to take in again */
  touched: string[]
  findings: Finding[]
  /** why the rest has to wait: until then nothing may be changed, or it would be undone by what is still to come */
  problem?: Problem
}

/** Completes the changes that a crash cut off, oldest first. An article that is damaged or gone is left out and named. */
export async function completeChanges(root: string, history: History, before: Library): Promise<Recovered> {
  let library = before
  const touched = new Set<string>()
  const findings: Finding[] = []
  for (const change of history.unfinished()) {
    try {
      await carryOut(root, change, {}, { onDamaged: (finding) => findings.push(finding) })
      if (change.library) {
        library = { ...library, ...change.library.after }
        await writeLibrary(root, library)
      }
      await history.done(change.id)
      for (const id of idsOf(change)) touched.add(id)
    } catch (error) {
      const problem = problemOf(error)
      findings.push({ path: join(root, 'history.ndjson'), problem })
      return { library, touched: [...touched], findings, problem }
    }
  }
  return { library, touched: [...touched], findings }
}
