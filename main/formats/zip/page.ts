import { basename, dirname } from 'node:path/posix'
import type { Format } from '../../../shared/model/article.ts'
import type { Zip, ZipEntry } from '../../platform/archives.ts'
import { typeOfName } from '../../platform/media-types.ts'
import { unescapePercent } from '../addresses.ts'
import { decode } from '../syntax/charset.ts'
import { filesBeside, indexFiles } from '../companions/companion-files.ts'
import { read as readHtml } from '../html.ts'
import { FILE_TIME, type Found, type Page, type PageResult, type Reader, type Resource } from '../page.ts'
import { signatureOf, unescapeHtml } from '../signature.ts'
import { innerSource, type Source } from '../source.ts'

const resourceOfEntry = (entry: ZipEntry): Resource => ({
  type: typeOfName(entry.name),
  read: () => entry.read(),
})

/** All files of the zip below `top`, as a page in a folder there addresses them. */
export function zipBeside(zip: Zip, top = '.'): (folder: string) => NonNullable<Source['beside']> {
  const start = top === '.' ? '' : `${top}/`
  const files = zip.entries
    .filter((entry) => entry.name.startsWith(start))
    .map((entry) => ({ below: entry.name.slice(start.length), resource: () => resourceOfEntry(entry) }))
  const index = indexFiles(files)
  return (folder) => (bases) => filesBeside(index, bases, '', folder === top ? '' : folder.slice(start.length))
}

/** Facts about a page that stand in the archive around it, best first. */
export interface AroundPage {
  format: Format
  producer?: string
  url?: Found[]
  saved?: Found[]
  title?: Found[]
  /** undefined when the file holds one page */
  part?: string
}

/** When the page was put into the zip; packers without a clock write 1980. */
const packed = (entry: ZipEntry): Found[] =>
  entry.changed.getFullYear() > 1990 ? [{ value: entry.changed.toISOString(), source: 'zip entry time' }] : []

/** A page that is only a picture is shown in a page made for it. */
function pictureSource(source: Source, name: string): Source {
  const bytes = Buffer.from(
    `<!DOCTYPE html><meta charset="utf-8"><body><img src="${encodeURIComponent(name)}" alt=""></body>`,
  )
  return { ...source, head: bytes, tail: bytes, bytes: () => Promise.resolve(bytes) }
}

/** Bytes that a page which only leads on to another one has at most. */
const REDIRECT_BYTES = 4096

/** The file beside `entry` that it leads on to: WebScrapBook's index page does for a page under another name. */
async function leadsOn(zip: Zip, entry: ZipEntry): Promise<ZipEntry | undefined> {
  if (entry.size > REDIRECT_BYTES || !/\.x?html?$/i.test(entry.name)) return undefined
  const text = Buffer.from(await entry.read()).toString('utf8')
  const refresh = /<meta\s[^>]*http-equiv\s*=\s*["']?refresh\b[^>]*>/i.exec(text)?.[0] ?? ''
  const target = /url\s*=\s*([^"'\s>]+)/i.exec(refresh)?.[1]
  if (target === undefined || /^[a-z]+:|^\//i.test(target)) return undefined
  const folder = dirname(entry.name)
  const path = unescapePercent(unescapeHtml(target).replace(/[?#].*$/s, ''))
  const next = zip.get(folder === '.' ? path : `${folder}/${path}`)
  return next === entry ? undefined : next
}

/** The page whose file is `entry`, or the one it leads on to, with all that lies below its folder as resources. */
export async function* readZipPage(
  source: Source,
  zip: Zip,
  index: ZipEntry,
  around: AroundPage,
  inner?: Parameters<Reader>[1],
): AsyncIterable<PageResult> {
  const part =
    source.part === undefined || around.part === undefined
      ? (around.part ?? source.part)
      : `${source.part}!${around.part}`
  const next = await leadsOn(zip, index)
  const entry = next ?? index
  const first = next === undefined ? undefined : signatureOf(decode(await index.read()).text)
  const folder = dirname(entry.name)
  const opened = await innerSource(source, {
    name: basename(entry.name),
    part: entry.name,
    bytes: await entry.read(),
    changed: source.changed,
    beside: zipBeside(zip, folder)(folder),
  })
  const picture = /^(image|application\/pdf)/.test(typeOfName(entry.name))
  const results = picture ? readHtml(pictureSource(opened, opened.name)) : (inner ?? readHtml)(opened)
  for await (const result of results) {
    if (!result.ok) {
      yield { ...result, part }
      continue
    }
    const { page } = result
    const merged: Page = {
      ...page,
      format: around.format,
      part,
      producer: around.producer ?? page.producer,
      producerSource: around.producer === undefined ? page.producerSource : 'signature in the page',
      url: [...(around.url ?? []), ...page.url, ...(first?.url ?? [])],
      saved: [
        ...page.saved.filter((one) => one.source !== FILE_TIME),
        ...(around.saved ?? []),
        ...(first?.saved ?? []),
        ...packed(entry),
        ...source.changed,
      ],
      title: [...(around.title ?? []), ...page.title],
    }
    yield { ok: true, page: merged }
  }
}
