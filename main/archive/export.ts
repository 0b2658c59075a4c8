import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ExportOptions, Selection } from '../../shared/ipc/contract.ts'
import type { Job } from '../../shared/model/job.ts'
import { exportArticles } from '../exporters/export.ts'
import type { ExportArticle } from '../exporters/article.ts'
import type { Store } from '../store/store.ts'
import type { Engine } from './engine.ts'
import { SUSPENDED } from './jobs.ts'

async function* articlesOf(store: Store, ids: readonly string[]): AsyncGenerator<ExportArticle> {
  for (const id of ids) {
    const [record, html, text] = await Promise.all([store.record(id), store.html(id), store.text(id)])
    yield {
      record,
      html,
      text,
      async asset(path) {
        try {
          return await readFile(join(store.folder(id), path))
        } catch {
          return undefined
        }
      },
    }
  }
}

/** Writes the articles of a selection to files; the report names every article that could not be. */
export function startExport({ store, jobs }: Engine, selection: Selection, options: ExportOptions): Job {
  return jobs.start({ kind: 'export', name: basename(options.out) }, async ({ signal, item, progress }) => {
    const ids = await store.idsOf(selection)
    progress({ done: 0, total: ids.length })
    try {
      const { findings } = await exportArticles(articlesOf(store, ids), options, {
        signal,
        onProgress: ({ done, current }) => progress({ done, total: ids.length, current }),
      })
      const failed = new Set(findings.map(({ id }) => id))
      for (const { id, path, problem } of findings) item({ file: path, id, status: 'failed', reason: problem, ms: 0 })
      for (const id of ids) if (!failed.has(id)) item({ file: options.out, id, status: 'added', ms: 0 })
    } catch (error) {
      // cancelled: what was written until then is whole and stays
      if (!signal.aborted && signal.reason !== SUSPENDED) throw error
    }
  })
}
