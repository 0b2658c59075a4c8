import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { companionOf } from '../../../../main/formats/companions/companions.ts'
import { readPages } from '../../../../main/formats/detect.ts'
import type { Page } from '../../../../main/formats/page.ts'
import { openZip } from '../../../../main/platform/archives.ts'

const corpora = resolve(process.env['KEEPLEAF_CORPORA'] ?? join(import.meta.dirname, '../../../../../shared/corpora'))
const folder = join(corpora, 'formats')
const there = existsSync(join(folder, 'INDEX.tsv'))

/** Every file below a folder. */
function files(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(path, entry.name)) : [join(path, entry.name)],
  )
}

async function pagesOf(path: string): Promise<Page[]> {
  const companion = companionOf(path, readdirSync(dirname(path)))
  const pages: Page[] = []
  for await (const result of readPages({ path, companion: companion && join(dirname(path), companion) }))
    if (result.ok) pages.push(result.page)
  return pages
}

/** `20170306040206 https://example.org/`, the same for a page of ours and a line of an index. */
const keyOfPage = (url: string, date: string): string => {
  const digits = date.replace(/\D/g, '').slice(0, 14)
  return `${digits} ${new URL(url).href}`
}

/** Pages by a WACZ's own account: its pages list (`listed`), else the HTML answers with status 200 of its CDX or CDXJ. */
async function indexedPages(path: string): Promise<{ keys: string[]; listed: boolean }> {
  const zip = await openZip({ bytes: readFileSync(path) }, path)
  const textOf = async (pattern: RegExp): Promise<string> => {
    const bytes = await zip.entries.find(({ name }) => pattern.test(name))?.read()
    if (bytes === undefined) return ''
    return (bytes[0] === 0x1f ? gunzipSync(bytes) : Buffer.from(bytes)).toString('utf8')
  }
  const lines = (text: string): unknown[] =>
    text.split('\n').flatMap((one) => {
      const json = one.indexOf('{')
      return json < 0 ? [] : [{ date: one.split(' ')[1], ...JSON.parse(one.slice(json)) }]
    })
  const listed = lines(await textOf(/pages\/pages\.jsonl$/)).flatMap((one) => {
    const page = z.object({ url: z.string(), ts: z.string() }).safeParse(one).data
    return page === undefined ? [] : [keyOfPage(page.url, page.ts)]
  })
  if (listed.length > 0) return { keys: [...new Set(listed)], listed: true }
  const capture = z.object({
    date: z.string(),
    url: z.string(),
    mime: z.string().default(''),
    status: z.coerce.string(),
  })
  const captured = lines(await textOf(/\.cdxj?(\.gz)?$/)).flatMap((one) => {
    const { data } = capture.safeParse(one)
    return data?.mime.includes('html') === true && data.status === '200' ? [keyOfPage(data.url, data.date)] : []
  })
  return { keys: [...new Set(captured)], listed: false }
}

/** What the index calls an encoding -> the name that browsers use for it. */
const browserNames: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  'latin-1': 'windows-1252',
  gb2312: 'gbk',
  big5: 'big5',
}
/** Encodings whose first 64,000 characters are the same: either name is right where nothing was declared. */
const alike = (charset: string | undefined): string => (charset === 'gb18030' ? 'gbk' : (charset ?? ''))

/** The encoding of a file as the index tells it: in its name, its `meta`, or its remark. */
function named(path: string, remark: string): string | undefined {
  const byName = /chardet__chardet__([A-Za-z0-9-]+?)(?:-(?:russian|arabic|greek|hebrew))?__/.exec(path)?.[1]
  const mark = /UTF-16LE with BOM|bom utf16le/.test(remark)
    ? 'utf-16le'
    : /bom utf8|UTF-8 with BOM/.test(remark)
      ? 'utf-8'
      : undefined
  const meta = /meta=([\w-]+)/.exec(remark)?.[1]
  const label = (byName ?? mark ?? (meta === 'none' ? undefined : meta))?.toLowerCase()
  if (label === undefined) return remark.includes('latin-1') ? 'windows-1252' : undefined
  return browserNames[label] ?? label
}

describe.skipIf(!there)(
  'the format corpora (set KEEPLEAF_CORPORA to where they are; skipped when they are not there)',
  () => {
    const rows = there
      ? readFileSync(join(folder, 'INDEX.tsv'), 'utf8')
          .split('\n')
          .map((line) => line.split('\t'))
      : []

    it('decodes every page of html-charset as the index names it', async () => {
      const wrong: string[] = []
      for (const [path = '', format, , , , , , remark = ''] of rows) {
        if (format !== 'html-charset') continue
        const [page] = await pagesOf(join(folder, path))
        const want = named(path, remark)
        if (page === undefined || (want !== undefined && alike(page.charset) !== alike(want)))
          wrong.push(`${path}: ${page?.charset ?? 'no page'} instead of ${want ?? 'any'}`)
      }
      expect(wrong).toEqual([])
    })

    it.each([
      ['mhtml', 0.9],
      ['webarchive', 1],
      ['maff', 1],
      ['htz', 1],
      ['singlefile', 1],
      ['singlefilez', 1],
      ['html-saved', 1],
      ['eml', 1],
      ['enex', 1],
      ['epub', 0.9],
      ['md-clip', 1],
      ['wacz', 1],
    ])('finds a page in nearly every file of %s', async (format, share) => {
      const all = files(join(folder, format))
      let found = 0
      for (const path of all) if ((await pagesOf(path)).length > 0) found++
      expect(found / all.length).toBeGreaterThanOrEqual(share)
    })

    it('finds the pages of each WACZ that its own list or index has', async () => {
      const wrong: string[] = []
      for (const path of files(join(folder, 'wacz'))) {
        const want = await indexedPages(path)
        const pages = await pagesOf(path)
        const got = [...new Set(pages.map((page) => keyOfPage(page.url[0]?.value ?? '', page.saved[0]?.value ?? '')))]
        const framed = want.listed ? [] : want.keys.filter((key) => !got.includes(key))
        const inFrames = framed.every((key) =>
          pages.some((page) => page.html.includes(new URL(key.slice(15)).pathname)),
        )
        // collections from before WACZ have an index of a few lines only
        const whole = path.endsWith('.wacz')
        if (
          (whole && got.some((key) => !want.keys.includes(key))) ||
          (want.listed && got.length !== want.keys.length) ||
          !inFrames
        )
          wrong.push(`${path}: ${got.join(' ')} instead of ${want.keys.join(' ')}`)
      }
      expect(wrong).toEqual([])
    })

    it('ends every hostile file with pages or a reason, in little memory', { timeout: 120_000 }, () => {
      const hostile = files(join(folder, 'hostile')).filter((path) => statSync(path).isFile())
      const script = join(import.meta.dirname, '../../../../scripts/fuzz-read.ts')
      const run = spawnSync(process.execPath, ['--max-old-space-size=900', script, ...hostile], {
        encoding: 'utf8',
        timeout: 110_000,
      })
      expect(run.stderr.replace(/^\(node:\d+\).*$|^\(Use.*$/gm, '').trim()).toBe('')
      expect(run.status).toBe(0)
      const lines = run.stdout.trim().split('\n')
      expect(lines.filter((line) => line.startsWith('internal'))).toEqual([])
      expect(new Set(lines.map((line) => line.split('\t')[1])).size).toBe(hostile.length)
    })
  },
)
