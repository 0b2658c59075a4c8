import { problem } from '../../shared/model/problem.ts'
import type { Zip } from '../platform/archives.ts'
import type { PageResult } from './page.ts'
import type { Source } from './source.ts'

/** Placeholder until the WARC reader is in. */
export async function* readWacz(source: Source, _zip: Zip): AsyncIterable<PageResult> {
  yield {
    ok: false,
    part: source.part,
    status: 'skipped',
    problem: problem('format.later', { file: source.path, format: 'WACZ' }),
  }
}
