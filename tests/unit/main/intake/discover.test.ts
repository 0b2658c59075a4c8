import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { framedIn } from '../../../../main/formats/companions/framed.ts'
import { belongingTo } from '../../../../main/formats/lists/unpacked.ts'
import { discover } from '../../../../main/intake/discover.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-discover-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    const whole = join(folder, path)
    await mkdir(join(whole, '..'), { recursive: true })
    await writeFile(whole, '<p>text</p>')
  }
}

async function found(paths: string[], except: string[] = []): Promise<string[]> {
  const names: string[] = []
  for await (const each of discover(paths, { except, belonging: belongingTo, framed: framedIn })) {
    if ('problem' in each) names.push(`${each.problem.code} ${relative(folder, each.path)}`)
    else {
      const { path, companion } = each.file
      names.push(relative(folder, path) + (companion === undefined ? '' : ` + ${relative(folder, companion)}`))
    }
  }
  return names
}

test('folders are walked to any depth, and everything in them is a page to try', async () => {
  await put('b.html', 'a.txt', 'x/y/z/deep.mhtml')
  expect(await found([folder])).toEqual(['a.txt', 'b.html', join('x', 'y', 'z', 'deep.mhtml')])
})

test('a page and its folder are one; the files in that folder are not listed', async () => {
  await put('Page.html', 'Page_files/frame.html', 'Page_files/a.png', 'Anders.htm', 'Anders-Dateien/x.css')
  expect(await found([folder])).toEqual(['Anders.htm + Anders-Dateien', 'Page.html + Page_files'])
})

test('a page given by name brings its folder, also when the folder is given beside it', async () => {
  await put('Page.html', 'Page_files/frame.html')
  const both = [join(folder, 'Page.html'), join(folder, 'Page_files')]
  expect(await found(both)).toEqual(['Page.html + Page_files'])
  expect(await found(both.slice(0, 1))).toEqual(['Page.html + Page_files'])
})

test('a file that is given twice, or lies in a given folder, comes once', async () => {
  await put('in/page.html')
  const page = join(folder, 'in', 'page.html')
  expect(await found([page, page, join(folder, 'in'), folder])).toEqual([join('in', 'page.html')])
})

test('hidden files, system files and unfinished downloads are passed over', async () => {
  await put('.hidden.html', '.git/x.html', 'Thumbs.db', 'half.html.crdownload', 'whole.html')
  expect(await found([folder])).toEqual(['whole.html'])
})

test('a link back up ends the walk, a link that leads nowhere is no page', async () => {
  await put('sub/page.html')
  await symlink(folder, join(folder, 'sub', 'up'), 'dir')
  await symlink(join(folder, 'nothing'), join(folder, 'sub', 'broken.html'))
  expect(await found([folder])).toEqual([join('sub', 'page.html')])
})

test('the library itself is never read', async () => {
  await put('library/articles/a.html', 'page.html')
  expect(await found([folder], [join(folder, 'library')])).toEqual(['page.html'])
})

test('what is given from inside the library is named and not read, by whatever link', async () => {
  await put('library/articles/a.html', 'page.html')
  const library = join(folder, 'library')
  await symlink(library, join(folder, 'link'), 'dir')
  const given = [join(library, 'articles'), join(folder, 'link', 'articles', 'a.html'), join(folder, 'page.html')]
  expect(await found(given, [library])).toEqual([
    `library.own ${join('library', 'articles')}`,
    `library.own ${join('link', 'articles', 'a.html')}`,
    'page.html',
  ])
})

test('a path that is not there is named and the others are found', async () => {
  await put('page.html')
  expect(await found([join(folder, 'gone.html'), join(folder, 'page.html')])).toEqual([
    'file.missing gone.html',
    'page.html',
  ])
})

test('thousands of pages with folders are paired quickly', async () => {
  const names = Array.from({ length: 3000 }, (_, at) => `page ${String(at)}`)
  for (const name of names) await put(`${name}.html`)
  for (const name of names) await mkdir(join(folder, `${name}_files`))
  const pages = await found([folder])
  expect(pages).toHaveLength(3000)
  expect(pages.every((page) => page.includes(' + '))).toBe(true)
})

test('a folder that is one saved page gives that page, and no frame or picture of it', async () => {
  await put('book/data/1/index.dat', 'book/data/1/frame.html', 'book/data/1/a.png', 'book/data/1/more/b.html')
  await writeFile(join(folder, 'book/data/1/index.html'), '<p>text</p><iframe src="./frame.html"></iframe>')
  await put('web/2/inner.html', 'web/2/linked.html', 'web/2/note.txt')
  await writeFile(
    join(folder, 'web/2/index.html'),
    '<html data-scrapbook-source="http://localhost/"><iframe src=inner.html></iframe><a href="linked.html">x</a>',
  )
  expect(await found([folder])).toEqual([
    join('book', 'data', '1', 'index.html'),
    join('web', '2', 'index.html'),
    join('web', '2', 'linked.html'),
  ])
})

test('what a list beside it says to be its entries’ files comes with the list; other files there are pages', async () => {
  await put('export/content/eels.html', 'export/content/other.html', 'export/highlights/eels.md')
  const entry = { slug: 'eels', title: 'Eels', url: 'https://eels.example/', savedAt: '2024-10-01T10:00:00.000Z' }
  await writeFile(join(folder, 'export', 'metadata_0_to_1.json'), JSON.stringify([entry]))
  expect(await found([folder])).toEqual([
    join('export', 'metadata_0_to_1.json'),
    join('export', 'content', 'other.html'),
  ])
})

test('a list is looked into only beside a folder that can be its own, and one that cannot be read is a page to try', async () => {
  const rdf = '<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#"/>'
  await put('alone/metadata_0_to_1.json', 'book/scrapbook.rdf', 'book/data/1/a.html', 'with/metadata_1_to_2.json')
  await put('with/content/eels.html', 'zotero/Moor.rdf', 'zotero/metadata_0_to_1.json', 'zotero/files/7/peat.html')
  await writeFile(join(folder, 'zotero', 'Moor.rdf'), rdf)
  const asked: string[] = []
  const pages: string[] = []
  const belonging = ({ path }: { path: string }): Promise<string[]> => {
    asked.push(relative(folder, path))
    return Promise.reject(new Error('cannot be read'))
  }
  for await (const each of discover([folder], { belonging }))
    if ('file' in each) pages.push(relative(folder, each.file.path))
  expect(asked).toEqual([join('with', 'metadata_1_to_2.json'), join('zotero', 'Moor.rdf')])
  expect(pages).toHaveLength(8)
})

test('a mirror is asked for its frames once; when they cannot be told, its pages all come', async () => {
  await put('mirror/www.example.org/a.html', 'mirror/www.example.org/news/b.html', 'mirror/static.example.net/c.html')
  const asked: string[] = []
  const walked = async (framed: (mirror: string) => Promise<string[]>): Promise<string[]> => {
    const pages: string[] = []
    for await (const each of discover([folder], { framed }))
      if ('file' in each) pages.push(relative(join(folder, 'mirror'), each.file.path))
    return pages
  }
  const all = [
    join('static.example.net', 'c.html'),
    join('www.example.org', 'a.html'),
    join('www.example.org', 'news', 'b.html'),
  ]
  const inner = (mirror: string): Promise<string[]> => {
    asked.push(relative(folder, mirror))
    return Promise.resolve([join(folder, 'mirror', 'www.example.org', 'news', 'b.html')])
  }
  expect(await walked(inner)).toEqual(all.slice(0, 2))
  expect(asked).toEqual(['mirror'])
  expect(await walked(() => Promise.reject(new Error('cannot be read')))).toEqual(all)
})

test('what HTTrack keeps for itself is no page', async () => {
  await put('mirror/hts-cache/new.txt', 'mirror/hts-log.txt', 'mirror/www.example.org/a.html')
  expect(await found([folder])).toEqual([join('mirror', 'www.example.org', 'a.html')])
})
