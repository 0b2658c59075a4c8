import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { wireByline } from '../../../../../main/extract/saved-text/wire.ts'
import { pageOf } from '../page.ts'

const LEAD =
  'LISBON, Portugal (AP) — The oldest tram of the city came back to its rails on Friday, after carpenters and smiths had worked on it for more than three years in a hall by the river, and thousands of people stood along the hills to see it pass.'
const CAPTION = 'People wave as the old tram leaves its hall in Lisbon, Portugal, Thursday, May 2, 2024.'

const text = (...parts: string[]): string => parts.join('\n\n')
const saved = text(
  'My Clippings',
  'Lisbon cheers as its oldest tram runs again',
  CAPTION,
  `${CAPTION} (Ana Example, Pool Photo via AP)`,
  'Lisbon cheers as its oldest tram runs again',
  'By RUI O’HARA-LOPES Associated Press',
  LEAD,
  'The driver, who is ninety, rang the bell at every corner.',
)

describe('a page saved as plain text', () => {
  it('gives up its title, author, agency and day', async () => {
    const found = await extractPage(pageOf(saved, { kind: 'text', url: [] }))
    expect(found).toMatchObject({
      title: 'Lisbon cheers as its oldest tram runs again',
      byline: 'Rui O’Hara-Lopes',
      site: 'Associated Press',
      // the picture is of Thursday, the story of Friday
      published: '2024-05-03',
      lang: 'en',
    })
  })

  it('has a body that begins at the dateline and holds neither title nor caption', async () => {
    const found = await extractPage(pageOf(saved, { kind: 'text' }))
    expect(found.text).toBe(`${LEAD}\nThe driver, who is ninety, rang the bell at every corner.`)
    expect(found.html.match(/<figcaption>/g)).toHaveLength(1)
    expect(found.html).toContain('Pool Photo via AP')
  })

  it('does not trust a date whose weekday is another', async () => {
    const wrong = saved.replaceAll('Thursday, May 2, 2024', 'Monday, May 2, 2024')
    expect((await extractPage(pageOf(wrong, { kind: 'text' }))).published).toBeUndefined()
  })

  it('reads text without any custom', async () => {
    const plain = text(
      'A walk in the fog',
      'It was early and the town was not yet awake.',
      '- bread\n- salt',
      'We <b>went</b> on.',
    )
    const found = await extractPage(pageOf(plain, { kind: 'text' }))
    expect(found.title).toBe('A walk in the fog')
    expect(found.html).toBe(
      '<p>It was early and the town was not yet awake.</p><ul><li>bread</li><li>salt</li></ul><p>We &lt;b&gt;went&lt;/b&gt; on.</p>',
    )
  })

  it('keeps what is there when nothing looks like an article', async () => {
    expect((await extractPage(pageOf('one line', { kind: 'text' }))).text).toBe('one line')
    expect((await extractPage(pageOf('', { kind: 'text' }))).text).toBe('')
  })
})

describe('a line that names the author', () => {
  it.each([
    ['By JANE DOE, Reuters', ['Jane Doe'], 'Reuters'],
    ['By Jane Doe and John McRoe', ['Jane Doe', 'John McRoe'], undefined],
    ['Von Max Muster, dpa', ['Max Muster'], 'Deutsche Presse-Agentur'],
    ['By The Associated Press', [], 'Associated Press'],
  ])('%s', (line, authors, agency) => {
    expect(wireByline(line)).toEqual({ authors, agency })
  })

  it('is not a sentence that begins with the same word', () => {
    expect(wireByline('By noon the harbour was empty.')).toBeUndefined()
  })
})
