import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../main/store/open.ts'
import type { NewArticle } from '../../main/store/store.ts'
import { atMost, percentile, type Benchmark } from './benchmark.ts'

const names = ['index.addOne'] as const

const ADDED = 100
/** Somebody who saves one page after the other sees each in the list before the next is there; ten times the work itself. */
const GOAL_MS = 50

/** Articles that come one by one: each only when the one before it can be found. */
export const addOne: Benchmark = {
  names,
  async *measure() {
    const root = await mkdtemp(join(tmpdir(), 'keepleaf-add-'))
    const store = await openStore(join(root, 'library'), { create: true, owner: 'keepleaf bench' })
    try {
      const times: number[] = []
      for (let at = 0; at < ADDED; at++) {
        const article = await newArticle(root, at)
        const start = performance.now()
        await store.add(article)
        times.push(performance.now() - start)
      }
      const detail = `an article, ${String(ADDED)} one after the other; median ${percentile(times, 0.5).toFixed(1)} ms`
      yield atMost('index.addOne', percentile(times, 0.95), 'ms', GOAL_MS, detail)
    } finally {
      await store.close()
      await rm(root, { recursive: true, force: true })
    }
  },
}

async function newArticle(folder: string, at: number): Promise<NewArticle> {
  const title = `Article ${String(at)}`
  const text = `${title} of those that come one by one`
  const path = join(folder, 'page.html')
  await writeFile(path, `<title>${title}</title><p>${text}</p>`)
  return {
    record: {
      title,
      dir: 'ltr',
      format: 'html',
      words: text.split(' ').length,
      minutes: 1,
      sources: {},
      alternatives: {},
      warnings: [],
      tags: [],
      tagRules: {},
      read: false,
      starred: false,
      progress: 0,
      marks: [],
      original: { main: 'page.html' },
      hashes: { source: '', text: title },
      provenance: [],
    },
    html: `<p>${text}</p>`,
    text,
    assets: [],
    files: [{ path, as: 'page.html' }],
  }
}
