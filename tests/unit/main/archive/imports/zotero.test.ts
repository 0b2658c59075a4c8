import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ZipFile } from 'yazl'
import { article, importAll, makePlace, type Place } from '../rooms.ts'

/** Real workers and disks: seconds, and many of them on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

let place: Place
beforeEach(async () => {
  place = await makePlace()
})
afterEach(() => place.clear())

const LIST = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#">
  <bib:Document rdf:about="#peat"><z:itemType>webpage</z:itemType><dc:title>Cutting peat: a history</dc:title>
    <dc:subject>bogs</dc:subject><dc:date>2019-03-01</dc:date><dcterms:abstract>How it was cut.</dcterms:abstract>
    <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Bell</foaf:surname><foaf:givenName>Ann</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
    <dcterms:isPartOf><z:Website><dc:title>The Moor Society</dc:title></z:Website></dcterms:isPartOf>
    <dcterms:isReferencedBy rdf:resource="#note"/><link:link rdf:resource="#file"/>
    <dc:identifier><dcterms:URI><rdf:value>https://peat.example/history</rdf:value></dcterms:URI></dc:identifier></bib:Document>
  <bib:Memo rdf:about="#note"><rdf:value>&lt;p&gt;Ask Bo&lt;/p&gt;</rdf:value></bib:Memo>
  <z:Attachment rdf:about="#file"><z:itemType>attachment</z:itemType>
    <rdf:resource rdf:resource="files/7/peat.html"/><link:type>text/html</link:type></z:Attachment>
</rdf:RDF>`
const HEAD = `<meta name="author" content="Web Desk"><meta property="og:site_name" content="peat.example">
  <meta property="article:published_time" content="2001-01-01"><link rel="stylesheet" href="moor.css">`
const FILES = {
  'Moor/Moor.rdf': LIST,
  'Moor/files/7/peat.html': article('Peat', 'Cut by hand it', HEAD),
  'Moor/files/7/moor.css': 'body { color: black }',
}

async function zipped(): Promise<string> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(FILES)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const path = join(place.pages, 'Moor.zip')
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

test.each(['in a folder', 'in a zip'])(
  'what a person keeps in Zotero holds over the page exported with it, %s',
  async (where) => {
    if (where === 'in a zip') await zipped()
    else for (const [name, text] of Object.entries(FILES)) await place.put(name, text)
    const archive = await place.open()
    const { items } = await importAll(archive, [place.pages])
    expect(items.filter(({ status }) => status === 'added')).toHaveLength(1)
    const id = items.find(({ status }) => status === 'added')?.id ?? ''
    expect(await archive.store.text(id)).toContain('Cut by hand it stood in the paper')
    const record = await archive.store.record(id)
    expect(record).toMatchObject({
      url: 'https://peat.example/history',
      title: 'Cutting peat: a history',
      byline: 'Ann Bell',
      site: 'The Moor Society',
      published: '2019-03-01',
      excerpt: 'How it was cut.',
      tags: ['bogs'],
      marks: [{ note: 'Ask Bo', about: 'article' }],
      sources: { title: 'Zotero export', byline: 'Zotero export', published: 'Zotero export' },
    })
    // what the page says is there to be chosen
    expect(record.alternatives.byline).toContainEqual({ value: 'Web Desk', source: 'meta author' })
    expect(record.alternatives.title?.map(({ value }) => value)).toContain('Peat')
  },
)
