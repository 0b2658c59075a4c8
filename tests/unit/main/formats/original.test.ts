// @vitest-environment jsdom
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rewriteCss } from '../../../../main/formats/original/original-css.ts'
import { openOriginal, type Original } from '../../../../main/formats/original/original.ts'
import { warning } from '../../../../shared/model/warning.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keepleaf-original-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true })
})

const SAVED = '<!-- saved from url=(0026)https://example.org/a/page -->\n'

async function open(html: string, files: Record<string, string> = {}): Promise<Original> {
  await writeFile(join(dir, 'page.html'), `<!DOCTYPE html>\n${SAVED}<meta charset="utf-8">${html}`)
  await mkdir(join(dir, 'page_files'), { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, 'page_files', name), text)
  return await openOriginal({ format: 'html-complete', dir, main: 'page.html' })
}
async function text(original: Original, ending: string): Promise<string> {
  const found = [...original.resources].find(([key]) => key.endsWith(ending))
  return Buffer.from((await found?.[1].read()) ?? []).toString()
}

describe('the original view', () => {
  it.each(['<div>', '<svg>', '<math>', '<q>'])('shows what stands before an endless row of open %s', async (tag) => {
    const { html, warnings } = await open(`<p>before</p>${tag.repeat(400_000)}<p>after</p>`)
    expect(warnings).toEqual([warning('left')])
    expect(html).toContain('<p>before</p>')
    expect(html).not.toContain('after')
  })
  it('shows pictures, style sheets, imports and fonts of the saved file', async () => {
    const original = await open(
      '<link rel="stylesheet" href="page_files/a.css"><img src="./page_files/x.png" srcset="page_files/x.png 1x, https://example.org/big.png 2x">',
      {
        'a.css': '@import "b.css"; body { background: url(x.png) }',
        'b.css': '@font-face { src: url("f.woff2") }',
        'x.png': 'x',
        'f.woff2': 'f',
      },
    )
    expect(original.html).toMatch(
      /<link rel="stylesheet" href="r\/\d+\.css"><img src="r\/\d+\.png" srcset="r\/\d+\.png 1x">/,
    )
    expect([...original.resources.values()].map((one) => one.type).sort()).toEqual([
      'font/woff2',
      'image/png',
      'text/css; charset=utf-8',
      'text/css; charset=utf-8',
    ])
    expect(await text(original, '.css')).toMatch(/@import "\d+\.css"; body { background: url\("\d+\.png"\) }/)
    expect(original.blocked).toEqual(['https://example.org/big.png'])
  })
  it('shows frames, with their own files', async () => {
    const original = await open('<iframe src="page_files/f.html"></iframe>', {
      'f.html': '<p onclick="x()">framed<img src="x.png"><script>1</script>',
      'x.png': 'x',
    })
    expect(original.html).toMatch(/<iframe src="r\/\d+\.html" sandbox=""><\/iframe>/)
    expect(await text(original, '.html')).toMatch(/^<meta charset="utf-8"><p>framed<img src="\d+\.png"><\/p>$/)
  })
  it('shows the markup that articles are read from where it is asked to change that', async () => {
    const own = '<meta name="keepleaf-id" content="0123456789abc"><title>T</title><article><p>text</p></article>'
    await writeFile(join(dir, 'own.html'), `<!DOCTYPE html><meta charset="utf-8">${own}`)
    const input = { format: 'html', dir, main: 'own.html' } as const
    const { html } = await openOriginal(input, (markup) => markup.replace('<p', '<p data-number="1"'))
    expect(html).toContain('<p data-number="1">text</p>')
  })
  it('survives frames that contain each other', async () => {
    const original = await open('<iframe src="page_files/a.html"></iframe>', {
      'a.html': '<iframe src="b.html"></iframe>',
      'b.html': '<iframe src="a.html"></iframe>',
    })
    expect(original.resources.size).toBe(2)
  })
  it.each([
    '<script>alert(1)</script>',
    '<script src="https://evil.example/x.js"></script>',
    '<img src=x onerror=alert(1)>',
    '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)"><animate attributeName="href" to="javascript:alert(1)"/></a></svg>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="\u0001javascript:alert(1)">x</a>',
    '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<base href="https://evil.example/">',
    '<object data="https://evil.example/x.swf"></object><embed src="https://evil.example/x.swf">',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<iframe src="data:text/html,<script>alert(1)</script>"></iframe>',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<div style="background: u\\72l(https://evil.example/x.png)">x</div>',
    '<style>@import "https://evil.example/x.css"; a { background: image-set("https://evil.example/x.png" 1x) }</style>',
    '<video poster="https://evil.example/x.png" src="https://evil.example/x.mp4"></video>',
    '<input type="image" src="https://evil.example/x.png"><body background="https://evil.example/x.png">',
    '<noscript><img src="https://evil.example/x.png"></noscript>',
  ])('keeps nothing that acts or loads of %s', async (html) => {
    const original = await open(`${html}<p>text</p>`)
    expect(original.html).not.toMatch(
      /<script|onerror|javascript|http-equiv|<base|<object|<embed|action=|src="data:text/i,
    )
    expect(original.html).not.toContain('evil.example')
    expect(original.html).toContain('<p>text</p>')
    if (html.includes('evil.example') && !/refresh|<base/.test(html))
      expect(original.blocked.every((address) => address.startsWith('https://evil.example/x.'))).toBe(true)
  })
  it('keeps links to the web, to be opened outside', async () => {
    const original = await open(
      '<a href="https://example.net/x" ping="https://ping.example/">x</a><a href="#top">top</a>',
    )
    expect(original.html).toContain('<a href="https://example.net/x" target="_blank" rel="noopener noreferrer">x</a>')
    expect(original.html).toContain('<a href="#top">top</a>')
    expect(original.blocked).toEqual(['https://ping.example/'])
  })
  it.each([
    '<svg>',
    '<svg><desc>',
    '<svg><mi>',
    '<math><annotation-xml>',
    '<math><title>',
    '<math><mi><mglyph>',
    '<p>',
  ])('has nothing in a style sheet in %s that a browser could take for markup', async (outside) => {
    const css = '\\<img src=x onerror=alert(1)><script>alert(2)</script>u&#114;l(https://a.example/)'
    const { html } = await open(
      `${outside}<style>\\<meta http-equiv=refresh content="0;url=https://c.example/">${css}</style>`,
    )
    const document = new DOMParser().parseFromString(html, 'text/html')
    const names = [...document.querySelectorAll('*')].map(({ localName }) => localName)
    expect(names).not.toContain('script')
    expect([...document.querySelectorAll('[onerror], [http-equiv]')].map(({ outerHTML }) => outerHTML)).toEqual([])
    const sheets = [...document.querySelectorAll('style')].map(({ textContent }) => textContent)
    expect(sheets.join()).not.toMatch(/</)
    if (outside !== '<p>') expect(sheets.join()).not.toContain('url(https://a.example')
  })
  it('never leaves the folder of the page, not by name and not by link', async () => {
    await writeFile(join(dir, 'secret.png'), 'secret')
    await mkdir(join(dir, 'page_files'))
    await symlink(join(dir, 'secret.png'), join(dir, 'page_files', 'link.png'))
    const original = await open(
      '<img src="page_files/../secret.png"><img src="page_files/link.png"><img src="page_files/%2e%2e/secret.png">',
    )
    expect(original.resources.size).toBe(0)
    await expect(openOriginal({ format: 'html', dir: join(dir, 'page_files'), main: '../page.html' })).rejects.toThrow()
  })
})

describe('what the original view leaves out', () => {
  const warnings = async (html: string, files?: Record<string, string>): Promise<string[]> =>
    (await open(html, files)).warnings
  /** Files that each name the next one, the last one nothing. */
  const chain = (length: number, ending: string, naming: (name: string) => string): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length }, (_, at) => [
        `${String(at)}.${ending}`,
        at + 1 < length ? naming(`${String(at + 1)}.${ending}`) : '',
      ]),
    )

  it('is told when there are too many files, and only then', async () => {
    const sheets = (count: number): string => '<link rel="stylesheet" href="data:text/css,a{}">'.repeat(count)
    expect(await warnings(sheets(5_000))).toEqual([])
    const { html, resources, warnings: told } = await open(`${sheets(5_001)}<iframe srcdoc="<p>framed"></iframe>`)
    expect(told).toEqual([warning('originalFiles', { most: 5_000 })])
    expect(resources.size).toBe(5_000)
    expect(html).toContain('framed')
  })
  it('is told when there are too many frames, and only then', async () => {
    const frames = (count: number): string => '<iframe srcdoc="<p>framed"></iframe>'.repeat(count)
    expect(await warnings(frames(200))).toEqual([])
    expect(await warnings(frames(201))).toEqual([warning('originalFrames', { most: 200 })])
    expect(await warnings(`${frames(200)}<iframe src="page_files/f.html"></iframe>`, { 'f.html': '' })).toEqual([
      warning('originalFrames', { most: 200 }),
    ])
  })
  it('is told when frames lie too deep, and only then', async () => {
    const frames = (length: number): Promise<string[]> =>
      warnings(
        '<iframe src="page_files/0.html"></iframe>',
        chain(length, 'html', (name) => `<iframe src="${name}"></iframe>`),
      )
    expect(await frames(5)).toEqual([])
    expect(await frames(6)).toEqual([warning('originalFramesDeep', { most: 5 })])
  })
  it('is told when style sheets are imported too deep, and only then', async () => {
    const sheets = (length: number): Promise<string[]> =>
      warnings(
        '<link rel="stylesheet" href="page_files/0.css">',
        chain(length, 'css', (name) => `@import "${name}";`),
      )
    expect(await sheets(5)).toEqual([])
    expect(await sheets(6)).toEqual([warning('originalStyles', { most: 5 })])
  })
  it('is no style sheet of the innermost frame', async () => {
    const files = chain(5, 'html', (name) => `<iframe src="${name}"></iframe>`)
    files['4.html'] = '<link rel="stylesheet" href="a.css">'
    const original = await open('<iframe src="page_files/0.html"></iframe>', {
      ...files,
      'a.css': 'p { color: teal }',
    })
    expect(original.warnings).toEqual([])
    expect(await text(original, '.css')).toContain('teal')
  })
  it('is told when a style sheet or frame cannot be read', async () => {
    await open('<link rel="stylesheet" href="page_files/a.css">', { 'a.css': 'p { color: teal }' })
    const input = { format: 'html-complete', dir, main: 'page.html' } as const
    expect((await openOriginal(input)).warnings).toEqual([])
    const { warnings: told } = await openOriginal(input, (html) => {
      rmSync(join(dir, 'page_files', 'a.css'))
      return html
    })
    expect(told).toEqual([warning('originalUnread')])
  })
  it('is told when a PDF has too many sheets, and only then', async () => {
    const pdf = async (sheets: number): Promise<string[]> => {
      await writeFile(join(dir, 'long.pdf'), pdfOf(sheets))
      return (await openOriginal({ format: 'pdf', dir, main: 'long.pdf' })).warnings
    }
    expect(await pdf(500)).toEqual([])
    expect(await pdf(501)).toEqual([warning('originalSheets', { most: 500, all: 501 })])
  })
})

/** A PDF of empty sheets. Its table of objects is left to be found by the reader. */
function pdfOf(sheets: number): string {
  const kids = Array.from({ length: sheets }, (_, at) => `${String(at + 3)} 0 R`)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${String(sheets)} /Kids [${kids.join(' ')}] /MediaBox [0 0 200 200] >>`,
    ...kids.map(() => '<< /Type /Page /Parent 2 0 R >>'),
  ]
  const body = objects.map((object, at) => `${String(at + 1)} 0 obj ${object} endobj\n`).join('')
  return `%PDF-1.4\n${body}trailer << /Root 1 0 R /Size ${String(objects.length + 1)} >>\n%%EOF\n`
}

describe('addresses in style sheets', () => {
  const found = (css: string): string[] => {
    const all: string[] = []
    rewriteCss(css, (address, as) => {
      all.push(`${as} ${address}`)
      return 'x'
    })
    return all
  }
  it.each([
    ['a { background: url( a.png ) }', ['file a.png']],
    ["a { background: URL('a b.png') }", ['file a b.png']],
    ['@import url(a.css) screen; a { b: url(c) }', ['style a.css', 'file c']],
    ['@IMPORT "a.css";', ['style a.css']],
    ['a { b: \\75\\72\\6c(c) }', ['file c']],
    ['a::before { content: "url(a.png)" } /* url(b.png) */', []],
    ['a { b: -webkit-image-set("a.png" 1x, url(b.png) 2x) }', ['file a.png', 'file b.png']],
    ['a { b: url("a\\"b") }', ['file a"b']],
    ['a { b: url(', ['file ']],
  ])('are found in %s', (css, addresses) => {
    expect(found(css)).toEqual(addresses)
  })
  it('cannot end the style element they stand in', () => {
    expect(rewriteCss('a { content: "</style><script>" } </style>', () => 'x')).not.toContain('</style')
  })
})
