import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ExportOptions, Selection } from '../../shared/ipc/contract.ts'
import type { Job } from '../../shared/model/job.ts'
import { problemOf, type Problem } from '../../shared/model/problem.ts'
import type { ExportArticle, Print, WrittenArticle } from '../exporters/article.ts'
import type { Store } from '../store/store.ts'
import type { Engine } from './engine.ts'

/** The articles one after the other; one that cannot be read is told of and left out. */
async function* articlesOf(
  store: Store,
  ids: readonly string[],
  onUnreadable: (id: string, reason: Problem) => void,
): AsyncGenerator<ExportArticle> {
  for (const id of ids) {
    let article: ExportArticle | undefined
    try {
      const [record, html, text] = await Promise.all([store.record(id), store.html(id), store.text(id)])
      article = {
        record,
        html,
        text,
        links: async () => (await store.relations.links(id)).here.map(({ href, article: { id } }) => ({ href, id })),
        asset: (path) => assetOf(store, id, path),
        original: (path) => join(store.folder(id), 'original', path),
      }
    } catch (error) {
      onUnreadable(id, unreadable(id, error))
    }
    if (article) yield article
  }
}

/** An article's error as a Problem: the system's own (a reading view that is gone) names no article. */
function unreadable(id: string, error: unknown): Problem {
  const reason = problemOf(error)
  return reason.code === 'internal' ? { code: 'record.damaged', detail: { id, ...reason.detail } } : reason
}

async function assetOf(store: Store, id: string, path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(store.folder(id), path))
  } catch {
    return undefined
  }
}

/** In the order asked for; what is in the trash has no place in it and comes last. */
async function idsFor(store: Store, selection: Selection, order: ExportOptions['order']): Promise<string[]> {
  if (order === undefined) return store.idsOf(selection)
  if ('query' in selection) return store.ids(selection.query, order)
  const wanted = new Set(selection.ids)
  const ordered = (await store.ids('', order)).filter((id) => wanted.has(id))
  return [...new Set([...ordered, ...wanted])]
}

/**
 * Writes the articles of a selection to files; the report names every article that could not be. `print` sets a PDF, which
 * takes a window: the engine has none.
 */
export function startExport({ store, jobs }: Engine, selection: Selection, options: ExportOptions, print?: Print): Job {
  return jobs.start({ kind: 'export', name: basename(options.out) }, async ({ signal, item, progress }) => {
    const ids = await idsFor(store, selection, options.order)
    progress({ done: 0, total: ids.length })
    const failed = new Set<string>()
    const written = new Set<string>()
    const add = ({ id, path, note }: WrittenArticle): void => {
      written.add(id)
      item({ file: path, id, status: 'added', reason: note, ms: 0 })
    }
    const fail = (id: string, file: string, reason: Problem): void => {
      failed.add(id)
      item({ file, id, status: 'failed', reason, ms: 0 })
    }
    try {
      const articles = articlesOf(store, ids, (id, reason) => fail(id, options.out, reason))
      // what writes formats is large, and no start needs it
      const { exportArticles } = await import('../exporters/export.ts')
      const { findings } = await exportArticles(articles, options, {
        signal,
        among: new Set(ids),
        onProgress: ({ done, current }) => progress({ done: done + failed.size, total: ids.length, current }),
        onWritten: add,
        print,
      })
      for (const { id, path, problem } of findings) fail(id, path, problem)
      for (const id of ids) if (!failed.has(id) && !written.has(id)) add({ id, path: options.out })
    } catch (error) {
      // cancelled: what was written until then is whole and stays
      if (signal.aborted) return
      // none of them could be read: each is in the report, and that is all there is to say
      if (failed.size > 0 && problemOf(error).code === 'export.empty') return
      throw error
    }
  })
}
