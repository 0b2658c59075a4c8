import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { ExportArticle } from '../../../../main/exporters/article.ts'
import { textOfHtml } from '../../../../main/platform/html-text.ts'
import { type ArticleRecord, recordSchema } from '../../../../shared/model/article.ts'
import { type Mark, markSchema } from '../../../../shared/model/mark.ts'

/** The smallest PNG: one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export function anArticle(
  html: string,
  record: Partial<ArticleRecord> = {},
  assets: Record<string, Uint8Array> = {},
): ExportArticle {
  return {
    record: recordSchema.parse({
      version: 1,
      id: 'a1',
      title: 'A page',
      added: '2026-01-02T03:04:05Z',
      changed: '2026-01-02T03:04:05Z',
      format: 'html',
      words: 2,
      minutes: 1,
      original: { main: 'page.html', files: [] },
      hashes: { source: '', text: '' },
      ...record,
    }),
    html,
    text: textOfHtml(html),
    asset: (path) => Promise.resolve(assets[path]),
    original: (path) => path,
  }
}

export const aMark = (mark: Partial<Mark> & { quote: string }): Mark =>
  markSchema.parse({ id: 'm', start: 0, made: '2026-01-02T03:04:05Z', ...mark })

export async function* stream(...articles: ExportArticle[]): AsyncIterable<ExportArticle> {
  for (const article of articles) yield await Promise.resolve(article)
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keepleaf-export-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}
