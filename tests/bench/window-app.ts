import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { dist } from '../../scripts/dist.ts'
import { type Benchmark, NotHere, percentile } from './benchmark.ts'
import { openStage } from './window.ts'

const names = ['app.installedSize', 'app.start'] as const

const STARTS = 5
const MEGABYTE = 1_000_000

/** The app as it is shipped: its folder on the disk, and from making the process to the first picture of the welcome. */
export const windowApp: Benchmark = {
  names,
  async *measure(wanted) {
    if (process.platform !== 'linux') throw new NotHere(names, 'measured where packing takes seconds: on Linux')
    const folder = await dist({ unpackedOnly: true })
    if (wanted('app.installedSize')) {
      const value = (await sizeOf(folder)) / MEGABYTE
      yield { name: 'app.installedSize', value, unit: 'MB', detail: 'the unpacked app for Linux x64' }
    }
    if (!wanted('app.start')) return
    const stage = await openStage(['app.start'])
    try {
      const times: number[] = []
      for (let start = 0; start <= STARTS; start++) {
        const window = await stage.open({ program: { path: join(folder, 'keepleaf'), args: [] } })
        const ms = await window.until('first-contentful-paint')
        // the first one is cold
        if (start > 0) times.push(ms)
        await window.close()
      }
      const range = `${percentile(times, 0).toFixed(0)} to ${percentile(times, 1).toFixed(0)} ms`
      const how = ['packaged, without a library', `median of ${String(STARTS)}, ${range}`, stage.display]
      const detail = how.filter(Boolean).join('; ')
      yield { name: 'app.start', value: percentile(times, 0.5), unit: 'ms', detail }
    } finally {
      await stage.close()
    }
  },
}

/** Bytes of all files; a hard link counts once. */
async function sizeOf(folder: string): Promise<number> {
  const seen = new Set<number>()
  let sum = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const { ino, size } = await stat(join(entry.parentPath, entry.name))
    if (!seen.has(ino)) sum += size
    seen.add(ino)
  }
  return sum
}
