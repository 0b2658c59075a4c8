import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { posix } from 'node:path'
import { pipeline } from 'node:stream'
import { promisify } from 'node:util'
import { crc32, createGzip, deflateRaw, gunzip } from 'node:zlib'
import { ProblemError } from '../../shared/model/problem.ts'
import { UNPACKED_BYTES } from '../platform/limits.ts'
import { typeOfName } from '../platform/media-types.ts'
import { leftOut, type ExportArticle, type ExportFinding, type ExportResult, type ExportRun } from './article.ts'
import { webAddress } from './article-head.ts'
import { writeWhole } from './own-file.ts'
import { recordBytes, wholeRecords } from './warc-archive.ts'

const packRaw = promisify(deflateRaw)
const unpack = promisify(gunzip)

const VERSION = 'WARC/1.1'
const END = '\r\n'
const SOFTWARE = `software: Keepleaf${END}`
const INFO = `${SOFTWARE}format: WARC File Format 1.1${END}`
/** Stands in the head of the first gzip member, where it can be read without unpacking (RFC 1952, FCOMMENT). */
const OWN_MARK = 'written by Keepleaf'

const isOwn = (beginning: string): boolean =>
  beginning.includes(`${OWN_MARK}\0`) || (beginning.startsWith(VERSION) && beginning.includes(SOFTWARE))

/** A record (WARC 1.1, 4): its head, its block, two empty lines. */
function recordOf(type: string, fields: Readonly<Record<string, string>>, block: Uint8Array): Buffer {
  const head = {
    'WARC-Type': type,
    'WARC-Record-ID': `<urn:uuid:${randomUUID()}>`,
    ...fields,
    'Content-Length': String(block.length),
  }
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}${END}`)
  return Buffer.concat([Buffer.from(`${VERSION}${END}${lines.join('')}${END}`), block, Buffer.from(END + END)])
}

/** One member of gzip (RFC 1952): each record is one by itself, so that it can be read without those before it. */
async function member(bytes: Uint8Array, comment = ''): Promise<Buffer> {
  const [flags, words] = comment === '' ? [0, ''] : [0x10, `${comment}\0`]
  const edges = Buffer.alloc(8)
  edges.writeUInt32LE(crc32(bytes), 0)
  edges.writeUInt32LE(bytes.length % 2 ** 32, 4)
  const head = Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 0xff])
  return Buffer.concat([head, Buffer.from(words, 'latin1'), await packRaw(bytes), edges])
}

/** A time as WARC wants it: UTC, to the second. */
function dateOf({ saved, added }: ExportArticle['record']): string {
  const time = new Date(saved ?? added)
  return `${(Number.isNaN(time.getTime()) ? new Date(added) : time).toISOString().slice(0, 19)}Z`
}

/** Where a file that was saved with a page is for the page's own links: beside its address, as it lay beside the page. */
function addressOf(path: string, main: string, page: string): string {
  if (path === main) return new URL(page).href
  const beside = posix.relative(posix.dirname(main), path)
  // these would be no part of a path; everything else a URL escapes as a browser does that follows the link
  return new URL(beside.replace(/[%?#]/g, encodeURIComponent), page).href
}

function pageType({ format, charset }: ExportArticle['record']): string {
  if (format === 'pdf') return 'application/pdf'
  return charset === undefined ? 'text/html' : `text/html; charset=${charset}`
}

/** The files of a saved page as records of what was kept of its address: nobody wrote down what the server had answered. */
async function* recordsOf(article: ExportArticle, page: string): AsyncGenerator<Buffer> {
  const { record, original } = article
  const { main, files } = record.original
  for (const { path } of files) {
    const fields = {
      'WARC-Date': dateOf(record),
      'WARC-Target-URI': addressOf(path, main, page),
      'Content-Type': path === main ? pageType(record) : typeOfName(path),
    }
    const bytes = await readFile(original(path))
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
    yield recordOf('resource', fields, isPacked ? await unpack(bytes, { maxOutputLength: UNPACKED_BYTES }) : bytes)
  }
}

type Put = (bytes: Uint8Array) => Promise<void>

/** Takes over the records of an archive as they are, each packed by itself or none; how many that are. */
async function copyArchive(path: string, packed: boolean, put: Put): Promise<number> {
  const places = await wholeRecords(path)
  for await (const bytes of recordBytes(path, places)) {
    const record = withEnd(bytes)
    // an error in reading is one of what is read here
    for await (const part of packed ? pipeline(record, createGzip(), () => undefined) : record)
      if (part instanceof Uint8Array) await put(part)
  }
  return places.length
}

async function* withEnd(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* bytes
  yield Buffer.from(END + END)
}

/** Whether the saved files are all there: half a page is not written, and the others are not held up by it. */
async function isWhole({ record, original }: ExportArticle): Promise<boolean> {
  const there = record.original.files.map(({ path }) =>
    stat(original(path)).then(
      () => true,
      () => false,
    ),
  )
  return (await Promise.all(there)).every(Boolean)
}

const PLAIN: ReadonlySet<string> = new Set(['html', 'html-complete', 'pdf'])

/** Whether a page was saved as plain files: what records can hold. */
const isPlain = ({ format, original: { part, files } }: ExportArticle['record']): boolean =>
  PLAIN.has(format) && part === undefined && files.length > 0

/**
 * The saved pages as one web archive (WARC 1.1; each record packed when the name ends with `.gz`), with the files that were saved
 * with them, each once. The records of archives that pages came in are taken over as they are. What is neither is reported.
 */
export async function writeWarc(
  articles: AsyncIterable<ExportArticle>,
  out: string,
  run: ExportRun,
): Promise<ExportResult> {
  const findings: ExportFinding[] = []
  const packed = /\.gz$/i.test(out)
  await writeWhole(out, isOwn, async (stream, failed) => {
    const put: Put = async (bytes) => {
      if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), failed])
    }
    const info = { 'WARC-Date': `${new Date().toISOString().slice(0, 19)}Z`, 'Content-Type': 'application/warc-fields' }
    const first = recordOf('warcinfo', info, Buffer.from(INFO))
    await put(packed ? await member(first, OWN_MARK) : first)
    /** archives that are in already, by their hash: how many records came of each */
    const taken = new Map<string, number>()
    let done = 0
    for await (const article of articles) {
      run.signal?.throwIfAborted()
      const { record } = article
      const { main } = record.original
      const page = webAddress(record)
      if (!(await isWhole(article))) findings.push(leftOut(article, out, 'export.noOriginal'))
      else if (record.format === 'warc') {
        const { source } = record.hashes
        if (!taken.has(source)) taken.set(source, await copyArchive(article.original(main), packed, put))
        if (taken.get(source) === 0) findings.push(leftOut(article, out, 'export.notPlain'))
      } else if (!isPlain(record)) findings.push(leftOut(article, out, 'export.notPlain'))
      else if (page === undefined) findings.push(leftOut(article, out, 'export.notOnWeb'))
      else for await (const bytes of recordsOf(article, page)) await put(packed ? await member(bytes) : bytes)
      done++
      run.onProgress?.({ done, current: record.title })
    }
    if (done === 0) throw new ProblemError('export.empty')
    stream.end()
  })
  return { files: 1, findings }
}
