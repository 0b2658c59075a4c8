import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { companionOf } from '../../../../main/formats/companions.ts'
import { readPages } from '../../../../main/formats/detect.ts'
import type { Page } from '../../../../main/formats/page.ts'

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
