import { mkdir, readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { problem, problemOf, ProblemError, type Problem } from '../../shared/model/problem.ts'
import { diskProblem, isMissing, isReadOnly } from './disk.ts'
import { openHistory } from './changes/history.ts'
import { keepDamaged, emptyLibrary, LIBRARY_FILE, readLibrary, writeLibrary } from './records/library-file.ts'
import { takeLock, type Lock } from './lock.ts'
import { prepareIndexThread } from './index/thread.ts'
import { openIndexOf, readIndexOf } from './index/open-index.ts'
import type { Reading } from './index/index.ts'
import { clearStaging, completeChanges } from './changes/recover.ts'
import { runStore } from './run.ts'
import type { Finding, OpenOptions, Store } from './store.ts'

/** Opens a library, or creates it. Rejects with `library.missing`, `library.notEmpty` or `library.locked`. */
export async function openStore(dir: string, options: OpenOptions): Promise<Store> {
  prepareIndexThread()
  const root = await prepare(dir, options.create ?? false)
  // meanwhile the lock is taken and the history read
  const reading = readIndexOf(root)
  let why = options.readOnly ? options.because : undefined
  let lock: Lock | undefined
  // known only once the library is open; until then the lock is too young to be lost
  let onLost = (): void => undefined
  if (!options.readOnly) {
    try {
      await mkdir(join(root, 'articles'), { recursive: true })
      lock = await takeLock(root, options.owner, () => onLost())
    } catch (error) {
      if (!isReadOnly(error)) {
        await reading.thread.end()
        throw diskProblem(error, root)
      }
      why = problem('disk.readOnly', { file: root })
    }
  }
  try {
    const opened = await openLocked(root, lock, why, options, reading)
    onLost = opened.onLost
    return opened.store
  } catch (error) {
    await reading.thread.end()
    await lock?.release()
    throw error
  }
}

async function prepare(dir: string, create: boolean): Promise<string> {
  try {
    if (create) await mkdir(dir, { recursive: true })
    const names = await readdir(dir)
    if (!names.includes(LIBRARY_FILE) && !names.includes('articles')) {
      if (!create) throw new ProblemError('library.missing', { file: dir })
      const others = names.filter(
        (name) =>
          !name.startsWith('.') && name !== 'lock' && name !== 'lock.takeover' && !name.startsWith('index.sqlite'),
      )
      if (others.length > 0) throw new ProblemError('library.notEmpty', { file: dir })
    }
    return await realpath(dir)
  } catch (error) {
    if (isMissing(error)) throw new ProblemError('library.missing', { file: dir }, { cause: error })
    throw diskProblem(error, dir)
  }
}

/** Reads what is there, completes what a crash cut off, and starts the index. */
async function openLocked(
  root: string,
  held: Lock | undefined,
  why: Problem | undefined,
  options: OpenOptions,
  reading: Reading,
): Promise<{ store: Store; onLost: () => undefined }> {
  let lock = held
  const findings: Finding[] = []
  const readOnlyFrom = async (reason: Problem): Promise<void> => {
    why = reason
    await lock?.release()
    lock = undefined
  }
  const read = await readLibrary(root)
  let library = read.state === 'missing' ? emptyLibrary() : read.library
  if (read.state === 'newer') await readOnlyFrom(read.problem)
  if (read.state === 'damaged') {
    findings.push({ path: join(root, LIBRARY_FILE), problem: read.problem })
    why ??= read.problem
  }
  let touched: string[] = []
  if (lock) {
    try {
      if (read.state === 'damaged') await keepDamaged(root)
      if (read.state !== 'ok') await writeLibrary(root, library)
      await clearStaging(root)
    } catch (error) {
      const reason = problemOf(diskProblem(error, root))
      findings.push({ path: root, problem: reason })
      await readOnlyFrom(reason)
    }
  }
  const history = await openHistory(root, lock === undefined)
  if (lock) {
    const recovered = await completeChanges(root, history, library)
    ;({ library, touched } = recovered)
    findings.push(...recovered.findings)
    if (recovered.problem) await readOnlyFrom(recovered.problem)
  }
  const onHealed: { tell: (findings: Finding[]) => void } = { tell: (more) => findings.push(...more) }
  const opened = await openIndexOf(
    root,
    lock === undefined,
    options,
    (rebuilt) => onHealed.tell(rebuilt.findings),
    reading,
  )
  findings.push(...opened.findings)
  if (!opened.rebuilt) {
    // after a crash an article may be in its place that the index has not heard of: an import that goes on would add it again
    const unsure = lock?.takenOver ? await opened.index.differences() : []
    const again = [...new Set([...touched, ...unsure])]
    if (again.length > 0) findings.push(...(await opened.index.sync(again)).findings)
  }
  return runStore({ root, library, history, ...opened, lock, why, findings, onHealed })
}
