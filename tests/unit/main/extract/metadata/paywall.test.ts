import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { textOfHtml } from '../../../../../main/platform/html-text.ts'
import { newspaper, pageOf, paragraphs } from '../page.ts'

const MAYBE_CUT = 'The site shows this article to subscribers; what was saved may be only its beginning.'

const dataOf = (more: object): string =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'The old harbour lives again', ...more })}</script>`
const warningsOf = async (content: string, head = ''): Promise<string[]> =>
  (await extractPage(pageOf(newspaper(content, head)))).warnings

describe('the beginning of an article for subscribers', () => {
  it.each([
    ['false', { isAccessibleForFree: false }],
    ['False in words', { isAccessibleForFree: 'False' }],
    ['an address', { isAccessibleForFree: 'https://schema.org/False' }],
    ['a part', { hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false, cssSelector: '.paid' } }],
    ['one of several parts', { hasPart: [{ isAccessibleForFree: true }, { isAccessibleForFree: 'false' }] }],
  ])('is told by its data: %s', async (_, more) => {
    expect(await warningsOf(paragraphs, dataOf(more))).toEqual([MAYBE_CUT])
  })

  it.each([
    'Subscribe now to continue reading',
    'This article is for subscribers only. Already a subscriber?',
    'Bereits Abonnent? Hier anmelden',
    'Um diesen Artikel weiterzulesen, brauchen Sie ein Abo.',
    'Cet article est réservé aux abonnés. Il vous reste 80% de cet article à découvrir.',
    'Suscríbete para seguir leyendo',
    'Conteúdo exclusivo para assinantes',
    'Contenuto riservato agli abbonati',
    'Dit artikel is alleen voor abonnees',
    'Artykuł tylko dla prenumeratorów',
    'Материал только для подписчиков',
    'この記事は会員限定です',
  ])('is told by what stands below it: %s', async (words) => {
    expect(await warningsOf(`${paragraphs}<div class="box"><p>${words}</p><button>OK</button></div>`)).toEqual([
      MAYBE_CUT,
    ])
  })

  it('is told by the name of the box below it', async () => {
    expect(await warningsOf(`${paragraphs}<div class="c-paywall"><p>Three months for one coin</p></div>`)).toEqual([
      MAYBE_CUT,
    ])
  })

  it('is told by the number of words that the data says', async () => {
    const more = { isAccessibleForFree: false, wordCount: 1400 }
    expect(await warningsOf(paragraphs.repeat(2), dataOf(more))).toEqual([MAYBE_CUT])
  })

  it('is kept as the article', async () => {
    const { text } = await extractPage(pageOf(newspaper(paragraphs, dataOf({ isAccessibleForFree: false }))))
    expect(text).toBe(textOfHtml(paragraphs))
  })
})

describe('no wall', () => {
  it.each([
    ['an article for all', paragraphs, dataOf({ isAccessibleForFree: true })],
    ['a long text, closed or not', paragraphs.repeat(3), dataOf({ isAccessibleForFree: false })],
    ['a text inside what is called a wall', `<div class="paywall">${paragraphs}</div>`, ''],
    ['a text that speaks of subscribers', `${paragraphs}<p>The paper counts nine thousand subscribers.</p>`, ''],
  ])('is %s', async (_, content, head) => {
    expect(await warningsOf(content, head)).toEqual([])
  })
})
