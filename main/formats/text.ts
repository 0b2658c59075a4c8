import { basename } from 'node:path'
import type { Phrase } from '../../shared/model/phrase.ts'
import { problem } from '../../shared/model/problem.ts'
import { safeName } from '../platform/safe-names.ts'
import { decode } from './syntax/charset.ts'
import { isText } from './syntax/is-text.ts'
import type { PageResult } from './page.ts'
import { placeIn, type Source } from './source.ts'

/** Plain text, as a page's text was copied or saved. */
export async function* read(source: Source): AsyncIterable<PageResult> {
  const bytes = await source.bytes()
  const decoded = decode(bytes, { plain: true, chosen: source.charset })
  const { text, charset, source: charsetSource } = decoded
  if (!isText(decoded, bytes)) {
    yield {
      ok: false,
      part: source.part,
      status: 'skipped',
      problem: problem('format.unknown', { file: placeIn(source) }),
    }
    return
  }
  if (text.trim() === '') {
    const reason: Phrase = 'content.blank'
    yield {
      ok: false,
      part: source.part,
      status: 'failed',
      problem: problem('format.noPage', { file: placeIn(source), reason }),
    }
    return
  }
  yield {
    ok: true,
    page: {
      format: 'text',
      part: source.part,
      charset,
      charsetSource,
      html: text,
      kind: 'text',
      url: [],
      saved: source.changed,
      title: [],
      resource: () => undefined,
      files: [{ path: source.path, as: safeName(basename(source.path)) }],
      marks: [],
      warnings: [],
    },
  }
}
