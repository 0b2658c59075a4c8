import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { decode } from '../../main/formats/syntax/charset.ts'
import type { Truth } from './labels.ts'

export const CORPORA = ['articles', 'pages'] as const
export type CorpusName = (typeof CORPORA)[number]

export interface CorpusPage {
  corpus: CorpusName
  key: string
  file: string
  truth: Truth & { url?: string; title?: string; author?: string | string[]; date?: string }
}

/** The folder of the corpora, or undefined when it is not here. */
export function corporaFolder(): string | undefined {
  const folder = resolve(process.env.KEEPLEAF_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora'))
  return CORPORA.every((name) => existsSync(join(folder, name, 'truth.json'))) ? folder : undefined
}

/** The pages of one corpus with what is known about them. */
export function pagesOf(folder: string, corpus: CorpusName): CorpusPage[] {
  const truths = JSON.parse(readFileSync(join(folder, corpus, 'truth.json'), 'utf8')) as Record<
    string,
    CorpusPage['truth']
  >
  const html = join(folder, corpus, 'html')
  return readdirSync(html)
    .sort()
    .flatMap((name) => {
      const key = name.replace(/\.gz$/, '').replace(/\.html?$/, '')
      const truth = truths[key]
      return truth ? [{ corpus, key, file: join(html, name), truth }] : []
    })
}

/** The markup of a page, decoded as the formats room does it. */
export function markupOf(file: string): string {
  const bytes = file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file)
  return decode(bytes).text
}
