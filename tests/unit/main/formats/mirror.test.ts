import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { discover } from '../../../../main/intake/discover.ts'
import { leftOf } from '../../../../main/formats/companions/companion-files.ts'
import { framedIn } from '../../../../main/formats/companions/framed.ts'
import { framedInMirror } from '../../../../main/formats/companions/mirror-frames.ts'
import { warning } from '../../../../shared/model/warning.ts'
import { mirrorFiles } from '../../../../main/formats/companions/mirror.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-mirror-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function put(path: string, text = 'x'): Promise<string> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
  return join(folder, path)
}

test('a page of a mirror has what its markup and style sheets name, also of other hosts', async () => {
  const page = await put('mirror/www.example.org/news/a.html')
  await put('mirror/www.example.org/pictures/a.png')
  await put('mirror/www.example.org/style/b.png')
  await put('mirror/www.example.org/style/a.css', 'body { background: url(b.png) }')
  await put('mirror/static.example.net/c d.jpg')
  const html =
    '<link rel="stylesheet" href="../style/a.css"><img src="../pictures/a.png"><img src="../../static.example.net/c%20d.jpg">'
  const { files, main, get } = await mirrorFiles(page, html)
  expect(main).toBe('www.example.org/news/a.html')
  expect(files.map(({ below }) => below).sort()).toEqual([
    'static.example.net/c d.jpg',
    'www.example.org/pictures/a.png',
    'www.example.org/style/a.css',
    'www.example.org/style/b.png',
  ])
  expect(get('../pictures/a.png')?.type).toBe('image/png')
})

test('nothing outside the mirror is taken', async () => {
  const page = await put('mirror/www.example.org/a.html')
  const secret = await put('secret.png')
  await put('mirror/private/secret.png')
  const html = `<img src="../../secret.png"><img src="${secret}"><img src="../private/secret.png"><img src="file://${secret}">`
  expect((await mirrorFiles(page, html)).files).toEqual([])
})

test('a page in no mirror has what lies beside it, and nothing above', async () => {
  const page = await put('pages/a.html')
  await put('pages/img/a.png')
  await put('pages/paper.pdf')
  await put('above.png')
  const html = '<img src="img/a.png"><img src="../above.png"><img src="paper.pdf">'
  expect((await mirrorFiles(page, html)).files.map(({ below }) => below)).toEqual(['img/a.png'])
})

test('what a page of a mirror shows in a frame belongs to it and is no page of its own', async () => {
  const page = await put('mirror/www.example.org/news/a.html', '<iframe src="../inner/b.html"></iframe>')
  await put('mirror/www.example.org/inner/b.html', '<img src="b.png"><iframe src="c.html"></iframe>')
  await put('mirror/www.example.org/inner/b.png')
  await put('mirror/www.example.org/inner/c.html', '<p>deep</p>')
  const circle = [
    await put('mirror/other.example.org/x.html', '<frame src="y.html">'),
    await put('mirror/other.example.org/y.html', '<frame src="x.html">'),
  ]
  const pages: string[] = []
  for await (const found of discover([folder], { framed: framedIn }))
    if ('file' in found && found.file.path.endsWith('.html')) pages.push(found.file.path)
  expect(pages.sort()).toEqual([page, ...circle].sort())
  const { files } = await mirrorFiles(page, '<iframe src="../inner/b.html"></iframe>')
  expect(files.map(({ below }) => below).sort()).toEqual([
    'www.example.org/inner/b.html',
    'www.example.org/inner/b.png',
    'www.example.org/inner/c.html',
  ])
})

test('each page of a mirror is told when it is looked at', async () => {
  await put('mirror/www.example.org/a.html', '<frame src="b.html">')
  await put('mirror/www.example.org/b.html')
  await put('mirror/www.example.org/b.png')
  await put('mirror/notes/c.html')
  let pages = 0
  expect(await framedInMirror(join(folder, 'mirror'), () => pages++)).toEqual([
    join(folder, 'mirror/www.example.org/b.html'),
  ])
  expect(pages).toBe(2)
})

test('that not all files of a page are taken is known', async () => {
  const page = await put('www.example.org/a.html')
  const names = Array.from({ length: 5_001 }, (_, at) => `${String(at)}.png`)
  for (const name of names) await put(`www.example.org/${name}`)
  const read = async (count: number): Promise<[number, string[]]> => {
    const files = await mirrorFiles(
      page,
      names
        .slice(0, count)
        .map((name) => `<img src="${name}">`)
        .join(''),
    )
    return [files.files.length, leftOf(files)]
  }
  expect(await read(5_000)).toEqual([5_000, []])
  expect(await read(5_001)).toEqual([5_000, [warning('companionsLeft', { most: 5_000 })]])
})
