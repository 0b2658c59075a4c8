import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { basename, extname } from 'node:path'
import { removeElement } from 'domutils'
import { parseDocument } from 'htmlparser2'
import { ZipFile } from 'yazl'
import { ProblemError } from '../../../shared/model/problem.ts'
import { OPAQUE, typeOfBytes, typeOfName } from '../../platform/media-types.ts'
import { leftOut, type ExportArticle, type ExportFinding, type ExportResult, type ExportRun } from '../article.ts'
import { articleHead } from '../article-head.ts'
import { assetsOf, hrefOf } from '../assets.ts'
import {
  absentPage,
  BOOK_STYLE,
  bookPage,
  container,
  contents,
  ncx,
  OWN_MARK,
  PACKAGE_FOLDER,
  PACKAGE_PATH,
  packageFile,
  titlePage,
  type Book,
  type BookFile,
  type Chapter,
} from './epub-files.ts'
import { addMarks } from '../html/html-marks.ts'
import { writeWhole } from '../own-file.ts'
import { xhtmlOf, xmlText } from './xhtml.ts'

interface Options {
  out: string
  marks: boolean
  images: boolean
  title?: string | undefined
}

interface InnerLink {
  href: string
  id: string
}

interface Written {
  chapter: Chapter
  content: string
  pictures: (BookFile & { bytes: Uint8Array })[]
}

/** OCF 4.3: first in the zip, neither compressed nor with extra fields. */
const TYPE = 'application/epub+zip'
/** BCP 47 for a language that nobody told. */
const UNKNOWN_LANGUAGE = 'und'

const isOwn = (beginning: string): boolean => beginning.includes(`mimetype${TYPE}`) && beginning.includes(OWN_MARK)

/**
 * All articles as the chapters of one book (EPUB 3.3), pictures inside, marks in their colours. An article without text is
 * left out and reported. Rejects as `exportArticles` does.
 */
export async function writeEpub(
  articles: AsyncIterable<ExportArticle>,
  options: Options,
  run: ExportRun,
): Promise<ExportResult> {
  const findings: ExportFinding[] = []
  let files = 1
  await writeWhole(options.out, isOwn, async (stream, failed) => {
    const zip = new ZipFile()
    zip.on('error', (error) => stream.destroy(error))
    zip.outputStream.pipe(stream)
    const add = (path: string, content: string | Uint8Array): void =>
      zip.addBuffer(Buffer.from(content), `${PACKAGE_FOLDER}/${path}`)
    zip.addBuffer(Buffer.from(TYPE), 'mimetype', { compress: false, forceDosTimestamp: true })
    zip.addBuffer(Buffer.from(container), 'META-INF/container.xml', { compress: false })
    add('style.css', BOOK_STYLE)

    const chapters: Chapter[] = []
    const linked = new Map<string, string>()
    const pictures: BookFile[] = []
    const records: ExportArticle['record'][] = []
    let done = 0
    for await (const article of articles) {
      run.signal?.throwIfAborted()
      const { record } = article
      if (article.text.trim() === '') findings.push(leftOut(article, options.out, 'export.noText'))
      else {
        const inside = await linksInside(article, run.among)
        for (const { href, id } of inside) linked.set(id, href)
        const written = await chapterOf(article, inside, options)
        add(written.chapter.path, written.content)
        for (const { path, bytes } of written.pictures) add(path, bytes)
        chapters.push(written.chapter)
        pictures.push(...written.pictures.map(({ path, type }) => ({ path, type })))
        records.push(record)
      }
      if (stream.writableNeedDrain) await Promise.race([once(stream, 'drain'), failed])
      done++
      run.onProgress?.({ done, current: record.title })
    }
    if (done === 0) throw new ProblemError('export.empty')
    const [first] = records
    if (!first) throw new ProblemError('export.failed', findings[0]?.problem.detail)
    files += pictures.length
    // an article that could not be put in after a link to it was written
    const there = new Set(records.map(({ id }) => id))
    const absent = [...linked].filter(([id]) => !there.has(id))
    for (const [id, href] of absent) add(pathOf(id), absentPage(href))
    const only = records.length === 1 ? first : undefined
    const book: Book = {
      id: `urn:uuid:${randomUUID()}`,
      title: options.title ?? only?.title ?? basename(options.out, extname(options.out)),
      lang: commonest(records.flatMap(({ lang }) => lang ?? [])) ?? UNKNOWN_LANGUAGE,
      dir: commonest(records.map(({ dir }) => dir)) ?? 'ltr',
      made: new Date(),
      ...(only ? { only } : {}),
      chapters,
      absent: absent.map(([id]) => pathOf(id)),
      pictures,
    }
    if (!only) add('title.xhtml', titlePage(book))
    add('nav.xhtml', contents(book))
    add('toc.ncx', ncx(book))
    zip.addBuffer(Buffer.from(packageFile(book)), PACKAGE_PATH)
    zip.end()
  })
  return { files, findings }
}

const pathOf = (id: string): string => `articles/${id}.xhtml`

/** Links to other articles of the book. */
async function linksInside(article: ExportArticle, among: ReadonlySet<string> = new Set()): Promise<InnerLink[]> {
  if (among.size < 2 || article.links === undefined) return []
  return (await article.links()).filter(({ id }) => id !== article.record.id && among.has(id))
}

async function chapterOf(
  article: ExportArticle,
  inside: readonly InnerLink[],
  options: { marks: boolean; images: boolean },
): Promise<Written> {
  const { record } = article
  const folder = record.id
  const document = parseDocument(article.html)
  const pictures = new Map<string, BookFile & { bytes: Uint8Array }>()
  for (const { element, name, bytes } of await assetsOf(document, article, options.images)) {
    const type = name === undefined || !bytes ? OPAQUE : (typeOfBytes(bytes) ?? typeOfName(name))
    // a package names the type of everything in it
    if (name === undefined || !bytes || type === OPAQUE) {
      removeElement(element)
      continue
    }
    const path = `articles/${folder}/${name}`
    pictures.set(path, { path, type, bytes })
    element.attribs.src = hrefOf(`${folder}/${name}`)
  }
  if (options.marks) addMarks(document, record.marks)
  const body = xhtmlOf(document, new Map(inside.map(({ href, id }) => [href, hrefOf(`${id}.xhtml`)])))
  const properties = [...(body.includes('<math') ? ['mathml'] : []), ...(body.includes('<svg') ? ['svg'] : [])]
  const content = bookPage({
    ...{ title: record.title, lang: record.lang, dir: record.dir, style: '../style.css' },
    body: `<article>\n${xmlText(articleHead(record))}\n${body}\n</article>`,
  })
  return {
    chapter: { path: pathOf(record.id), title: record.title, properties },
    content,
    pictures: [...pictures.values()],
  }
}

/** The value that stands most often, the first of equals. */
function commonest<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return values.find((value) => counts.get(value) === most)
}
