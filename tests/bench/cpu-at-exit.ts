import { writeFileSync } from 'node:fs'

/* Put before a program (`node --import`): when it ends, the microseconds of CPU of all its threads stand in the named file. */

const file = process.env['KEEPLEAF_BENCH_CPU']
if (file !== undefined) {
  process.once('exit', () => {
    const { user, system } = process.cpuUsage()
    writeFileSync(file, String(user + system))
  })
}
