import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { posix } from 'node:path'
import { pipeline, type Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32, createGunzip, createGzip, deflateRaw, gunzip } from 'node:zlib'
import { ProblemError } from '../../shared/model/problem.ts'
import { UNPACKED_BYTES } from '../platform/limits.ts'
import { typeOfName } from '../platform/media-types.ts'
import { leftOut, type ExportArticle, type ExportFinding, type ExportResult, type ExportRun } from './article.ts'
import { webAddress } from './article-head.ts'
import { writeWhole } from './own-file.ts'

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

/** The bytes of an archive on disk, packed or not. An error in reading it is one of what is read here. */
function archiveOf(path: string, packed: boolean): Readable {
  const bytes = createReadStream(path)
  const isPacked = /\.gz$/i.test(path)
  return isPacked === packed ? bytes : pipeline(bytes, isPacked ? createGunzip() : createGzip(), () => undefined)
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
 * with them, each once. Archives that pages came in are taken over as they are. What is neither is reported.
 */
export async function writeWarc(
  articles: AsyncIterable<ExportArticle>,
  out: string,
  run: ExportRun,
): Promise<ExportResult> {
  const findings: ExportFinding[] = []
  const packed = /\.gz$/i.test(out)
  await writeWhole(out, isOwn, async (stream, failed) => {
    const put = async (bytes: Uint8Array): Promise<void> => {
      if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), failed])
    }
    const info = { 'WARC-Date': `${new Date().toISOString().slice(0, 19)}Z`, 'Content-Type': 'application/warc-fields' }
    const first = recordOf('warcinfo', info, Buffer.from(INFO))
    await put(packed ? await member(first, OWN_MARK) : first)
    /** archives that are in already, by their hash */
    const taken = new Set<string>()
    let done = 0
    for await (const article of articles) {
      run.signal?.throwIfAborted()
      const { record } = article
      const { main } = record.original
      const page = webAddress(record)
      if (!(await isWhole(article))) findings.push(leftOut(article, out, 'export.noOriginal'))
      else if (record.format === 'warc') {
        if (!taken.has(record.hashes.source)) {
          for await (const part of archiveOf(article.original(main), packed))
            if (part instanceof Uint8Array) await put(part)
          taken.add(record.hashes.source)
        }
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
