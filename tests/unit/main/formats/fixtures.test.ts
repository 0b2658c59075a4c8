import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readPages } from '../../../../main/formats/detect.ts'
import type { PageResult } from '../../../../main/formats/page.ts'
import { recordSchema } from '../../../../shared/model/article.ts'

const folder = join(import.meta.dirname, '../../../fixtures')

const result = z.strictObject({
  code: z.string().optional(),
  status: z.string().optional(),
  part: z.string().optional(),
  format: z.string().optional(),
  kind: z.string().optional(),
  producer: z.string().optional(),
  charset: z.string().optional(),
  url: z.string().optional(),
  urlSource: z.string().optional(),
  saved: z.string().optional(),
  published: z.string().optional(),
  title: z.string().optional(),
  contains: z.array(z.string()).default([]),
  resources: z.record(z.string(), z.string()).default({}),
  missing: z.array(z.string()).default([]),
  marks: z.array(z.unknown()).optional(),
  warnings: z.number().default(0),
  files: z.number().optional(),
})
const expectation = z.strictObject({ file: z.string(), companion: z.string().optional(), results: z.array(result) })

const cases = readdirSync(folder, { withFileTypes: true })
  .filter((format) => format.isDirectory())
  .flatMap((format) => readdirSync(join(folder, format.name)).map((name) => `${format.name}/${name}`))

async function all(results: AsyncIterable<PageResult>): Promise<PageResult[]> {
  const list: PageResult[] = []
  for await (const one of results) list.push(one)
  return list
}

describe.each(cases)('%s', (name) => {
  const dir = join(folder, name)
  const expected = expectation.parse(JSON.parse(readFileSync(join(dir, 'expected.json'), 'utf8')))
  const file = {
    path: join(dir, expected.file),
    companion: expected.companion === undefined ? undefined : join(dir, expected.companion),
  }

  it('gives what is expected of it', async () => {
    const results = await all(readPages(file))
    expect(results).toHaveLength(expected.results.length)
    for (const [index, want] of expected.results.entries()) {
      const got = results[index]
      if (got === undefined) throw new Error('no result')
      if (!got.ok) {
        expect({ code: got.problem.code, status: got.status }).toEqual({ code: want.code, status: want.status })
        expect([file.path, `${file.path}!${got.part ?? ''}`]).toContain(got.problem.detail['file'])
        continue
      }
      const { page } = got
      expect({ part: page.part, format: page.format }).toEqual({ part: want.part, format: want.format })
      expect(page.kind).toBe(want.kind ?? 'html')
      if (want.producer !== undefined) expect(page.producer).toBe(want.producer)
      if (want.charset !== undefined) expect(page.charset).toBe(want.charset)
      expect(page.url[0]?.value).toBe(want.url)
      if (want.urlSource !== undefined) expect(page.url[0]?.source).toBe(want.urlSource)
      if (want.saved !== undefined) expect(page.saved[0]?.value).toBe(want.saved)
      if (want.published !== undefined) expect(page.published?.[0]?.value).toBe(want.published)
      expect(page.saved.at(-1)?.source).toBe('file time')
      for (const { value } of page.saved) expect(recordSchema.shape.saved.safeParse(value).success).toBe(true)
      expect(page.title[0]?.value).toBe(want.title)
      for (const text of want.contains) expect(page.html).toContain(text)
      for (const [href, type] of Object.entries(want.resources)) {
        const resource = page.resource(href)
        expect(resource?.type, href).toBe(type)
        expect((await resource?.read())?.length, href).toBeGreaterThan(0)
      }
      for (const href of want.missing) expect(page.resource(href), href).toBeUndefined()
      expect(page.marks).toEqual(want.marks ?? [])
      expect(page.warnings).toHaveLength(want.warnings)
      expect(page.files[0]?.path).toBe(file.path)
      if (want.files !== undefined) expect(page.files).toHaveLength(want.files)
    }
  })

  it('gives each of its pages alone when asked for by its part', async () => {
    for (const want of expected.results) {
      if (want.part === undefined) continue
      const results = await all(readPages(file, want.part))
      expect(results.map((one) => (one.ok ? one.page.part : one.part))).toEqual([want.part])
    }
  })
})
