import { basename } from 'node:path'
import { tagSchema } from '../../shared/model/tag.ts'
import type { Extracted } from '../extract/article.ts'
import { extractPage } from '../extract/extract.ts'
import { readPages } from '../formats/detect.ts'
import { FILE_TIME, type Page, type PageFile } from '../formats/page.ts'
import { legibleName } from '../platform/byte-paths.ts'
import type { WholeFile } from '../platform/whole-file.ts'
import { keptArticle } from './kept-article.ts'
import { placeMarks } from './kept-marks.ts'
import type { ReadResult, ReadTask, SeenFile } from './messages.ts'
import { anchorMarks, quotedMarks } from './saved-marks.ts'
import { textHash } from './text-hash.ts'

/** Endings of saved pages: no part of a name that has to serve as a title. */
const ENDINGS =
  /(?:\.(?:x?html?|mhtml?|mht|maff|htz|zip|wacz|w?arc|webarchive|pdf|epub|emlx?|enex|md|markdown|txt|url|webloc|desktop|gz))+$/i

/** The name a page goes by when it has no title: of the file inside an archive rather than of the archive. */
function nameOf(page: Page, path: string): string {
  const name = legibleName(basename(page.name ?? path))
  return name.replace(ENDINGS, '') || name
}

/** Tags as the library writes them; what cannot be one is left out. */
const cleanTags = (tags: readonly string[]): string[] => [
  ...new Set(
    tags.map((tag) => tagSchema.safeParse(tag.replace(/[",\p{Cc}]/gu, ' ')).data).filter((tag) => tag !== undefined),
  ),
]

/** What an export states of the page; looked through, a title would lose what stands behind its line, and names be parted anew. */
function takeStated(extracted: Extracted, stated: NonNullable<Page['stated']>): void {
  const { sources, alternatives } = extracted
  for (const field of ['title', 'byline', 'site', 'published', 'excerpt'] as const) {
    const value = stated[field]?.trim() ?? ''
    if (value === '') continue
    const before = extracted[field]
    const others = (alternatives[field] ?? []).filter((one) => one.value !== value)
    if (before !== undefined && before !== value) others.unshift({ value: before, source: sources[field] ?? '' })
    if (others.length > 0) alternatives[field] = others
    extracted[field] = value
    sources[field] = stated.by
  }
}

/** When a mark was made is nowhere in the file: not later than the page was saved, else now. */
function markTime(page: Page): string {
  const made = new Date(page.saved[0]?.value ?? Number.NaN)
  return (Number.isNaN(made.getTime()) ? new Date() : made).toISOString()
}

/** The time of a copy says when it was copied; that of the file outside stands in for it. */
function savedOutside(saved: Page['saved'], fileTime: string | undefined): Page['saved'] {
  return saved.flatMap((one) =>
    one.source !== FILE_TIME ? [one] : fileTime === undefined ? [] : [{ value: fileTime, source: one.source }],
  )
}

/** Clocks of disks count in steps: a file changed this short before it was read can change again and keep its time, ms. */
const CLOCK_MS = 3_000

function seenAs({ bytes, changed }: WholeFile, sha256: string): SeenFile | undefined {
  const isOld = changed < Date.now() - CLOCK_MS
  return sha256 !== '' && isOld ? { bytes: bytes.length, changed, sha256 } : undefined
}

/**
 * Reads a file and extracts each of its pages. Problems of one page are results; only a failing file rejects. `whole` is the file's
 * content when it was read already.
 */
export async function* readFile(
  file: PageFile,
  sourceHash: string,
  { url, kept, rules }: Pick<ReadTask, 'url' | 'kept' | 'rules'> = {},
  whole?: WholeFile,
): AsyncGenerator<ReadResult> {
  const article = kept === undefined ? await keptArticle(file.path) : undefined
  if (article !== undefined) {
    yield article
    return
  }
  const seen = whole && seenAs(whole, sourceHash)
  for await (const result of readPages(file, kept?.part, whole)) {
    if (!result.ok) {
      yield result
      continue
    }
    const { page } = result
    const extracted = await extractPage({
      html: page.html,
      kind: page.kind,
      url: url === undefined ? page.url : [{ value: url, source: 'given' }, ...page.url],
      saved: kept ? savedOutside(page.saved, kept.fileTime) : page.saved,
      title: page.title,
      published: page.published,
      fileName: nameOf(page, kept?.name ?? file.path),
      rules,
      resource: (href) => page.resource(href),
      opening: page.opening,
      whole: page.whole,
      bare: page.bare,
    })
    if (page.stated) takeStated(extracted, page.stated)
    const made = markTime(page)
    extracted.marks.push(...anchorMarks(page.marks, extracted.text, made))
    extracted.marks.push(...quotedMarks(page.quotes ?? [], extracted.text, made))
    extracted.warnings = [...new Set([...page.warnings, ...extracted.warnings])]
    yield {
      ok: true,
      part: page.part,
      format: page.format,
      producer: page.producer,
      charset: page.charset,
      fileSources: {
        ...(page.producer !== undefined && { producer: page.producerSource }),
        ...(page.charset !== undefined && { charset: page.charsetSource }),
      },
      extracted,
      tags: cleanTags(page.tags ?? []),
      state: page.state,
      listed: page.listed,
      grows: page.grows,
      madeFrom: page.madeFrom,
      sourceHash,
      textHash: sourceHash === '' ? '' : textHash(extracted.text, extracted.url, sourceHash + (page.part ?? '')),
      placed: kept && placeMarks(kept.marks, extracted.text),
      files: page.files.map((one) => (one.path === file.path ? { ...one, seen } : one)),
    }
  }
}
