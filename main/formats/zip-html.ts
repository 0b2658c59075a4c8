import type { Phrase } from '../../shared/model/phrase.ts'
import { problem, ProblemError } from '../../shared/model/problem.ts'
import { openZip, type Zip } from '../platform/archives.ts'
import { binaryKind } from './syntax/magic.ts'
import type { Found, Reader } from './page.ts'
import { signatureOf } from './signature.ts'
import { placeIn, type Source } from './source.ts'
import { readZipPage } from './zip/page.ts'

async function tryZip(source: Source): Promise<Zip | undefined> {
  try {
    return await openZip({ bytes: await source.bytes() }, source.path)
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code !== 'format.limit') return undefined
    throw error
  }
}

const withSource = (values: Found[], producer: string): Found[] =>
  values.map((one) => ({ ...one, source: `${producer} header` }))

/**
 * A page that unpacks itself: HTML with a zip inside, the page being the zip's index.html (SingleFileZ, SingleFile's "self-extracting ZIP"; some
 * start as a PNG image as well). The first SingleFileZ versions put the page's markup in front and only its resources in the zip.
 */
export const read: Reader = async function* (source) {
  const bytes = await source.bytes()
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 128 * 1024)).toString('utf8')
  const around = signatureOf(text)
  const zip = await tryZip(source)
  const index = zip?.entries.find((entry) => /^(.*\/)?index\.html?$/i.test(entry.name))
  if (zip !== undefined && index !== undefined) {
    const producer = around.producer?.startsWith('SingleFile') === true ? 'SingleFileZ' : around.producer
    yield* readZipPage(source, zip, index, {
      format: 'singlefilez',
      producer,
      url: withSource(around.url, 'SingleFileZ'),
      saved: withSource(around.saved, 'SingleFileZ'),
    })
    return
  }
  const kind = binaryKind(source.head)
  if (kind !== undefined) {
    yield {
      ok: false,
      part: source.part,
      status: 'skipped',
      problem: problem('format.binary', { file: placeIn(source), kind }),
    }
    return
  }
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const cut = zip === undefined && /PK\x03\x04[\x0a-\x3f]\0/.test(whole.toString('latin1'))
  if (cut) {
    const reason: Phrase = 'zip.insideCut'
    yield {
      ok: false,
      part: source.part,
      status: 'failed',
      problem: problem('format.truncated', { file: placeIn(source), reason }),
    }
    return
  }
  const html = await import('./html.ts')
  yield* html.read(source)
}
