/**
 * Reads the files named on the command line with every reader's door and prints a line a result: `page` or the problem's code, a
 * tab, the path. The child process of the fuzzer and of the test with hostile files, so that what kills it kills nothing else.
 */
import { basename, dirname } from 'node:path'
import { readPages } from '../main/formats/detect.ts'
import { openOriginal } from '../main/formats/original/original.ts'
import { problemOf } from '../shared/model/problem.ts'

/** Pages of one file whose original is opened too. */
const ORIGINALS = 3

for (const path of process.argv.slice(2)) {
  console.log(`start\t${path}`)
  let pages = 0
  for await (const result of readPages({ path })) {
    console.log(
      `${result.ok ? 'page' : result.problem.code}\t${path}\t${result.ok ? '' : JSON.stringify(result.problem.detail)}`,
    )
    if (!result.ok || ++pages > ORIGINALS) continue
    const { format, part } = result.page
    try {
      const original = await openOriginal({ format, dir: dirname(path), main: basename(path), part })
      for (const resource of original.resources.values())
        await resource.read().catch((error: unknown) => {
          console.log(`${problemOf(error).code}\t${path}`)
        })
    } catch (error) {
      console.log(`${problemOf(error).code}\t${path}\t${JSON.stringify(problemOf(error).detail)}`)
    }
  }
}
