import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReadPage } from '../../../../main/intake/messages.ts'
import { readFile } from '../../../../main/intake/read-file.ts'
import { encodePng } from '../../../../main/platform/png.ts'
import { warning } from '../../../../shared/model/warning.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-notes-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function put(path: string, content: string | Uint8Array): Promise<string> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), content)
  return join(folder, path)
}
async function articlesIn(path: string): Promise<ReadPage[]> {
  const found: ReadPage[] = []
  for await (const result of readFile({ path }, '')) if (result.ok) found.push(result)
  return found
}

/** px on each side */
const SIDE = 200
const PICTURE = encodePng(new Uint8Array(SIDE * SIDE * 4), SIDE, SIDE)
const note = (inside: string, content: string): string => `<?xml version="1.0" encoding="UTF-8"?>
  <!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd"><en-export><note>${inside}
  <content><![CDATA[<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note>${content}</en-note>]]></content></note></en-export>`

describe('a note that somebody wrote', () => {
  test('keeps its name, and all of it is its text', async () => {
    const path = await put(
      'Boats.enex',
      note(
        '<title>01.02.2023 - Boats - ideas</title>',
        '<h1>What to do about the mast and the sails</h1><div><a href="https://sails.example/">Sails</a></div><div>Ask Ada</div>',
      ),
    )
    const [article] = await articlesIn(path)
    expect(article?.extracted.title).toBe('01.02.2023 - Boats - ideas')
    expect(article?.extracted.text.split('\n').filter(Boolean)).toEqual([
      'What to do about the mast and the sails',
      'Sails',
      'Ask Ada',
    ])
  })

  test('has its code in one block with its lines and its language, and nothing else in it', async () => {
    const style = 'padding: 8px; font-family: Monaco, &quot;Courier New&quot;, monospace;'
    const path = await put(
      'Code.enex',
      note(
        '<title>Code</title>',
        `<div>Before</div>
        <div style="--en-codeblock:true;--en-syntaxLanguage:python;${style}"><div>def tide(hour):</div><div>&#160;&#160;&nbsp; return hour &lt; 6</div><div><br/></div><div><span style="color: red">print</span>(tide(4))</div></div>
        <div>Between</div>
        <ul><li><div style="${style}-en-codeblock:true;">
          <div>one</div>
          <div/>
          <div><div>two</div></div>
        </div></li></ul>
        <en-codeblock>three<br/>four</en-codeblock>
        <div style="--en-codeblock:false;">After</div>`,
      ),
    )
    const [article] = await articlesIn(path)
    const blocks = [...(article?.extracted.html ?? '').matchAll(/<pre>.*?<\/pre>/gs)].map(([block]) => block)
    expect(blocks).toEqual([
      '<pre><code class="language-python">def tide(hour):\n    return hour &lt; 6\n\nprint(tide(4))</code></pre>',
      '<pre><code>one\ntwo</code></pre>',
      '<pre><code>three\nfour</code></pre>',
    ])
    expect(article?.extracted.html).toMatch(/<p>Before<\/p>.*<p>Between<\/p>.*<p>After<\/p>/s)
  })

  test('keeps the picture in a block of code, and a block that does not end', async () => {
    const hash = createHash('md5').update(PICTURE).digest('hex')
    const resource = `<resource><data encoding="base64">${Buffer.from(PICTURE).toString('base64')}</data><mime>image/png</mime></resource>`
    const path = await put(
      'Picture.enex',
      note(
        '<title>Picture</title>',
        `<div style="--en-codeblock:true"><div>a</div><en-media type="image/png" hash="${hash}"/></div><div style="--en-codeblock:true"><div>b</div>`,
      ).replace('</note>', `${resource}</note>`),
    )
    const [article] = await articlesIn(path)
    expect(article?.extracted.html).toContain('<img')
    expect(article?.extracted.text.split('\n').filter(Boolean)).toEqual(['a', 'b'])
  })

  test('has its checklists, old and new, with what is done', async () => {
    const path = await put(
      'List.enex',
      note(
        '<title>Packing</title>',
        `<ul style="--en-todo:true;"><li style="--en-checked:true;"><div>Passport</div></li>
        <li style='--en-checked:false;'>Charger<ul style="--en-todo:true;"><li style="--en-checked:true;"><div><b>Cable</b></div></li></ul></li></ul>
        <ul><li><div>Plain</div></li></ul><div><en-todo checked="true"/>Tickets</div><div><en-todo/>Boots</div>`,
      ),
    )
    const [article] = await articlesIn(path)
    expect(article?.extracted.text.split('\n').filter(Boolean)).toEqual([
      ...['☑ Passport', '☐ Charger', '☑ Cable', 'Plain', '☑ Tickets', '☐ Boots'],
    ])
  })

  test('has its tasks where they stand, in their order, and its own title and day', async () => {
    const task = (title: string, group: string, weight: string, status = 'open'): string =>
      `<task><title>${title}</title><created>20240101T000000Z</created><taskStatus>${status}</taskStatus><taskGroupNoteLevelID>${group}</taskGroupNoteLevelID><sortWeight>${weight}</sortWeight><reminder><created>20230101T000000Z</created></reminder></task>`
    const group = (id: string): string => `<div style="--en-task-group:true; --en-id:${id};"> </div>`
    const path = await put(
      'Tasks.enex',
      note(
        '<title>Tasks</title><created>20250301T000000Z</created>',
        `<div>First</div>${group('a-1')}<div>Then</div>${group('b-2')}`,
      ).replace(
        '</note>',
        `${task('Call &lt;Ada&gt;', 'a-1', 'C')}${task('Pack', 'a-1', 'B', 'completed')}${task('Pay', 'b-2', 'A')}${task('Somewhere', 'c', 'A')}</note>`,
      ),
    )
    const [article] = await articlesIn(path)
    expect(article?.extracted).toMatchObject({ title: 'Tasks', saved: '2025-03-01T00:00:00Z' })
    expect(article?.extracted.text.split('\n').filter(Boolean)).toEqual([
      ...['First', '☑ Pack', '☐ Call <Ada>', 'Then', '☐ Pay', '☐ Somewhere'],
    ])
  })

  test('names the files that are attached to it, and says where they are', async () => {
    const bytes = Buffer.from('%PDF-1.4')
    const hash = createHash('md5').update(bytes).digest('hex')
    const resource = (name: string, data: string): string =>
      `<resource><data encoding="base64">${data}</data><mime>application/pdf</mime><resource-attributes>${name}</resource-attributes></resource>`
    const path = await put(
      'Files.enex',
      note('<title>Files</title>', `<div>See <en-media type="application/pdf" hash="${hash}"/> of May</div>`).replace(
        '</note>',
        `${resource('<file-name>tide &amp; wind.pdf</file-name>', bytes.toString('base64'))}${resource('', 'AAAA')}</note>`,
      ),
    )
    const [article] = await articlesIn(path)
    expect(article?.extracted.text).toBe('See 📎 tide & wind.pdf of May')
    expect(article?.extracted.warnings).toEqual([warning('attachments', { files: 'tide & wind.pdf, application/pdf' })])
  })

  const highlights = `<div>The <span style="--en-highlight:green;background-color: #b9ffd2;">tide</span> and
    <span style="background-color: rgb(255, 250, 165);-evernote-highlight:true;">the <b>wind</b></span>, <span style="--en-highlight:false">not</span>
    <font style='color:red;background-color:#fbb'>the moon</font>, <span style="background-color:white">no</span> <span style="background-color:rgb(248,248,248)">no</span>
    <span style="--en-highlight:blue;">over two</span></div>`
  const marksIn = async (inside: string): Promise<[string, string][]> => {
    const [article] = await articlesIn(await put('Marked.enex', note(inside, highlights)))
    return (article?.extracted.marks ?? []).map(({ quote, colour }) => [quote, colour])
  }

  test('has its highlights as marks in their colours', async () => {
    expect(await marksIn('<title>Marked</title>')).toEqual([
      ['tide', 'leaf'],
      ['the wind', 'amber'],
      ['the moon', 'rose'],
      ['over two', 'sky'],
    ])
  })

  test('has only Evernote’s highlights when it was clipped: other colours are the page’s', async () => {
    expect(await marksIn('<title>Marked</title><note-attributes><source>web.clip7</source></note-attributes>')).toEqual(
      [
        ['tide', 'leaf'],
        ['the wind', 'amber'],
        ['over two', 'sky'],
      ],
    )
  })

  test('is without what only Evernote can read, and says so', async () => {
    const path = await put(
      'Secret.enex',
      note('<title>Secret</title>', '<div>Before</div><div><en-crypt hint="h" cipher="AES">Q0lQSEVS</en-crypt></div>'),
    )
    const [article] = await articlesIn(path)
    expect(article?.extracted.text).toBe('Before')
    expect(article?.extracted.warnings).toEqual([warning('encrypted')])
  })

  test('in Markdown is named by its front matter, whatever heading it begins with', async () => {
    const path = await put(
      'note.md',
      '---\ntitle: The boats of Elsinore\nsource: https://boats.example/elsinore\n---\n\n# A heading of its own\n\nThe harbour was full.\n',
    )
    const [article] = await articlesIn(path)
    expect(article?.extracted.title).toBe('The boats of Elsinore')
    expect(article?.extracted.text).toContain('A heading of its own')
  })

  test('in Markdown is named by its first heading when nothing else names it', async () => {
    const [article] = await articlesIn(await put('note.md', '# The boats of Elsinore\n\nThe harbour was full.\n'))
    expect(article?.extracted.title).toBe('The boats of Elsinore')
  })
})

describe('the pictures of a note', () => {
  test('that Joplin keeps at the top of its export come along', async () => {
    await put('export/_resources/a.png', PICTURE)
    const path = await put('export/Reading/Boats/note.md', 'Look:\n\n![A boat](../../_resources/a.png)\n')
    const [article] = await articlesIn(path)
    expect(article?.extracted.assets).toHaveLength(1)
    expect(article?.files.map(({ as }) => as).sort()).toEqual(['Reading/Boats/note.md', '_resources/a.png'])
  })

  test('are not fetched from anywhere else outside its folder', async () => {
    await put('export/_resources/a.png', PICTURE)
    await put('export/private.png', PICTURE)
    const path = await put(
      'export/Reading/note.md',
      'Look:\n\n![A boat](../_resources/a.png)\n\n![Another](../private.png)\n',
    )
    const [article] = await articlesIn(path)
    expect(article?.extracted.assets).toEqual([])
    expect(article?.files.map(({ as }) => as)).toEqual(['note.md'])
  })
})
