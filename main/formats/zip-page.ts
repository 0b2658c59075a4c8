import { basename, dirname } from 'node:path/posix'
import type { Format } from '../../shared/model/article.ts'
import type { Zip, ZipEntry } from '../platform/archives.ts'
import { typeOfName } from '../platform/media-types.ts'
import { filesBeside } from './companion-files.ts'
import { read as readHtml } from './html.ts'
import type { Found, Page, PageResult, Reader, Resource } from './page.ts'
import { innerSource, type Source } from './source.ts'

const resourceOfEntry = (entry: ZipEntry): Resource => ({
  type: typeOfName(entry.name),
  read: () => entry.read(),
})

/** Everything below `folder` in the zip, as a page in that folder addresses it. */
export function zipBeside(zip: Zip, folder: string): NonNullable<Source['beside']> {
  const start = folder === '' || folder === '.' ? '' : `${folder}/`
  const files = zip.entries
    .filter((entry) => entry.name.startsWith(start))
    .map((entry) => ({ below: entry.name.slice(start.length), resource: () => resourceOfEntry(entry) }))
  return (bases) => filesBeside(files, bases)
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

/** The page whose file is `entry`, with all that lies below its folder as resources. */
export async function* readZipPage(
  source: Source,
  zip: Zip,
  entry: ZipEntry,
  around: AroundPage,
  inner?: Parameters<Reader>[1],
): AsyncIterable<PageResult> {
  const folder = dirname(entry.name)
  const opened = await innerSource(source, {
    name: basename(entry.name),
    part: entry.name,
    bytes: await entry.read(),
    changed: source.changed,
    beside: zipBeside(zip, folder),
  })
  const picture = /^(image|application\/pdf)/.test(typeOfName(entry.name))
  const results = picture ? readHtml(pictureSource(opened, opened.name)) : (inner ?? readHtml)(opened)
  for await (const result of results) {
    if (!result.ok) {
      yield { ...result, part: around.part }
      continue
    }
    const { page } = result
    const merged: Page = {
      ...page,
      format: around.format,
      part: around.part,
      producer: around.producer ?? page.producer,
      url: [...(around.url ?? []), ...page.url],
      saved: [
        ...page.saved.filter((one) => one.source !== 'file time'),
        ...(around.saved ?? []),
        ...packed(entry),
        ...source.changed,
      ],
      title: [...(around.title ?? []), ...page.title],
    }
    yield { ok: true, page: merged }
  }
}
