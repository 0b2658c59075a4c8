import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { pageOf, paragraphs } from '../page.ts'

/** The day of a page with data in its head and a line below its title. */
async function dayOf(head: string, line: string, lang = 'en'): Promise<string | undefined> {
  const html = `<html lang="${lang}"><head><title>The old harbour lives again</title>${head}</head><body><main>
<h1>The old harbour lives again</h1>${line}<div>${paragraphs}</div></main></body></html>`
  const { published } = await extractPage(pageOf(html))
  return published?.slice(0, 10)
}

const published = (value: string): string => `<meta property="article:published_time" content="${value}">`

describe('the day of an instant in UTC', () => {
  it('is the one that the page shows', async () => {
    expect(await dayOf(published('2024-03-15T03:30:00Z'), '<p>March 14, 2024</p>')).toBe('2024-03-14')
    expect(await dayOf(published('2024-03-15T03:30:00+0000'), '<p>March 14, 2024</p>')).toBe('2024-03-14')
    expect(await dayOf(published('2024-03-15T03:30:00Z'), '<p>March 15, 2024</p>')).toBe('2024-03-15')
  })

  it('is the day before when the page was changed then', async () => {
    expect(await dayOf(published('2024-03-15T03:30:00Z'), '<p>Updated</p><p>March 14, 2024</p>')).toBe('2024-03-14')
    expect(await dayOf(published('2024-03-15T03:30:00Z'), '<p>Updated March 16, 2024</p>')).toBe('2024-03-15')
  })

  it('is found in a line without a year', async () => {
    expect(await dayOf(published('2024-03-15T03:30:00Z'), '<p>Posted Mar 14, 8:30 PM</p>')).toBe('2024-03-14')
    expect(await dayOf(published('2024-03-15T03:30:00Z'), '<p>Updated Mar 14, 8:30 PM</p>')).toBe('2024-03-15')
    expect(await dayOf(published('2024-03-02T03:30:00Z'), '<p>Posted Mar 14, 8:30 PM</p>')).toBe('2024-03-02')
  })

  it('follows the clock that the page names', async () => {
    expect(await dayOf(published('2024-03-15T03:30:00Z'), '<p>10:40 pm EDT on Thursday</p>')).toBe('2024-03-14')
    expect(await dayOf(published('2024-03-15T12:30:00Z'), '<p>7:40 am EST on Friday</p>')).toBe('2024-03-15')
  })
})

describe('a day that is not the article’s', () => {
  const below = async (text: string): Promise<string | undefined> => {
    const html = `<html lang="en"><body><main><h1>The old harbour lives again</h1>${text}${paragraphs}</main></body></html>`
    return (await extractPage(pageOf(html))).published?.slice(0, 10)
  }

  it('stands in a table or a listing', async () => {
    const first = '<p>The harbour of the small town was built when ships still had sails, and it is old.</p>'
    const table = '<table><tr><th>Release</th><td>May 27, 2009</td></tr></table>'
    expect(await below(first + table)).toBeUndefined()
    expect(await below(`${first}<pre>boats().on("2021-06-20")</pre>`)).toBeUndefined()
    expect(await below('<p>May 27, 2009</p>')).toBe('2009-05-27')
  })

  it('stands in the midst of a sentence', async () => {
    const story = 'the roof was put on again by hand, and all the town came to look at it, and many stayed for days. '
    expect(
      await below(
        `<p>In the middle of the great storm that broke the crane in the night of May 27, 2009, ${story.repeat(2)}</p>`,
      ),
    ).toBeUndefined()
    expect(await below(`<p>Rotterdam, May 27, 2009. On that day ${story.repeat(2)}</p>`)).toBe('2009-05-27')
  })

  it('stands far down in the text', async () => {
    const list = '<ul><li>The bridge (14 July 1999)</li><li>The ferry</li></ul>'
    expect(await below(paragraphs.repeat(3) + list + paragraphs)).toBeUndefined()
  })

  it('is found where the whole page is a table', async () => {
    const html = `<html lang="en"><body><table><tr><td><h1>The old harbour lives again</h1><p>May 27, 2009</p>${paragraphs}</td></tr></table></body></html>`
    expect((await extractPage(pageOf(html))).published?.slice(0, 10)).toBe('2009-05-27')
  })
})

describe('a day of the data', () => {
  it('that is in UTC gives way to the instant with its clock', async () => {
    const line = '<p><time class="updated" datetime="2024-03-14T21:10:00-0400">an hour ago</time></p>'
    expect(await dayOf('<meta name="sailthru.date" content="2024-03-15">', line)).toBe('2024-03-14')
  })

  it('gives way to another one that is marked below the title, unless only the order of its numbers differs', async () => {
    const head = published('2024-03-01T12:00:00+01:00')
    expect(await dayOf(head, '<p class="date">Published 5 March 2024</p>')).toBe('2024-03-05')
    expect(await dayOf(head, '<p class="date">Updated 5 March 2024</p>')).toBe('2024-03-01')
    expect(await dayOf(published('2024-03-01T12:00:00+01:00'), '<p class="date">Published 3/1/2024</p>', 'en-GB')).toBe(
      '2024-03-01',
    )
    expect(await dayOf(published('2024-03-01T12:00:00+01:00'), '<p>After the flood of 5 March 2023</p>')).toBe(
      '2024-03-01',
    )
  })
})
