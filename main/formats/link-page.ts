import { basename } from 'node:path'
import type { Phrase } from '../../shared/model/phrase.ts'
import { problem } from '../../shared/model/problem.ts'
import { safeName } from '../platform/safe-names.ts'
import { escapeHtml } from './syntax/markup.ts'
import type { PageResult } from './page.ts'
import { webAddress } from './signature.ts'
import { placeIn, type Source } from './source.ts'

/** A link kept as an article without a page: title and address, to be joined when the page turns up. */
export function linkPage(
  source: Source,
  link: { url: string | undefined; title?: string; source: string },
): PageResult {
  const url = webAddress(link.url)
  if (url === undefined) {
    const reason: Phrase = 'link.noPage'
    return {
      ok: false,
      part: source.part,
      status: 'failed',
      problem: problem('format.noPage', { file: placeIn(source), reason }),
    }
  }
  const named = link.title ?? source.name.replace(/\.[a-z]+$/i, '')
  return {
    ok: true,
    page: {
      format: 'link',
      part: source.part,
      charset: 'utf-8',
      html: `<!DOCTYPE html><meta charset="utf-8"><title>${escapeHtml(named)}</title><p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`,
      kind: 'html',
      url: [{ value: url, source: link.source }],
      saved: source.changed,
      title: [{ value: named, source: link.title === undefined ? 'file name' : link.source }],
      resource: () => undefined,
      files: [{ path: source.path, as: safeName(basename(source.path)) }],
      marks: [],
      warnings: [],
    },
  }
}
