import { describe, expect, test } from 'vitest'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { elementNumbered, numbered } from '../../../../../main/extract/rules/numbered.ts'
import { learn, selectorFor } from '../../../../../main/extract/rules/learn.ts'
import { select, selectorProblem } from '../../../../../main/extract/rules/select.ts'
import { parsePage } from '../../../../../main/extract/dom/parse.ts'
import type { SiteRule } from '../../../../../shared/model/site-rule.ts'

const SENTENCE = 'The ferry leaves the quay at six, and whoever is late waits for the evening without a word. '

const page = (more = ''): string => `<!doctype html><html><head><title>Ferry | Log</title></head><body>
<div class="top"><h2 class="headline">The last ferry</h2><p class="who">By Mara Lind</p><p class="when">12 March 2021</p></div>
<div class="story css-1x9a2b" id="post-8841"><p>${SENTENCE.repeat(3)}</p><div class="promo box"><p>Subscribe to our letter, ${SENTENCE}</p></div><p>${SENTENCE.repeat(2)}</p></div>
<div class="side"><p>Other ferries, ${SENTENCE.repeat(4)}</p></div>${more}</body></html>`

const rule = (more: Partial<SiteRule>): SiteRule => ({
  ...{ id: 'r', host: 'log.example', article: [], drop: [], created: '2026-01-01T00:00:00.000Z' },
  ...more,
})

const read = (rules: SiteRule[], html = page(), url = 'https://www.log.example/a') =>
  extractPage({
    ...{ html, kind: 'html', url: [{ value: url, source: 'test' }], saved: [], title: [], fileName: 'a', rules },
    resource: () => undefined,
  })

describe('a site rule', () => {
  test('says what is the article, what is not, and title, author and date', async () => {
    const found = await read([
      rule({ article: ['.story'], drop: ['.promo'], title: '.headline', byline: '.who', published: '.when' }),
    ])
    expect(found.rule).toBe('r')
    expect(found).toMatchObject({ title: 'The last ferry', byline: 'Mara Lind', published: '2021-03-12' })
    expect(found.sources).toMatchObject({ title: 'site rule', byline: 'site rule', published: 'site rule' })
    expect(found.text).toBe([SENTENCE.repeat(3).trim(), SENTENCE.repeat(2).trim()].join('\n'))
  })

  test('leaves to the extractor what it does not say', async () => {
    const usual = await read([])
    const found = await read([rule({ drop: ['.promo'] })])
    expect(usual.text).toContain(SENTENCE.repeat(3).trim())
    expect(found.text).toContain(SENTENCE.repeat(3).trim())
    expect(found.text).not.toContain('Subscribe')
    expect(found.rule).toBe('r')
  })

  test('has no say in other sites, and none in pages without its article', async () => {
    const usual = await read([])
    expect(usual.rule).toBeUndefined()
    expect(await read([rule({ host: 'other.example', article: ['.side'] })])).toEqual(usual)
    expect(await read([rule({ article: ['.nowhere'], drop: ['.promo'] })])).toEqual(usual)
  })

  test('gives way to the next one of its site when it finds nothing', async () => {
    const found = await read([rule({ id: 'a', article: ['.nowhere'] }), rule({ id: 'b', article: ['.side'] })])
    expect(found.rule).toBe('b')
    expect(found.text).toMatch(/^Other ferries/)
  })

  test('with a selector that is none finds nothing', async () => {
    expect(selectorProblem('div..')).toBeDefined()
    expect(selectorProblem('div > .a:not(.b)')).toBeUndefined()
    expect((await read([rule({ article: ['div..'] })])).rule).toBeUndefined()
  })
})

describe('pointing', () => {
  const numberIn = (html: string, selector: string): number => {
    const [element] = select(selector, parsePage(numbered(html)).document)
    return Number(element?.attribs['data-keepleaf-number'])
  }

  test('numbers every element once, whatever attributes of that name the page has', () => {
    const html = numbered('<p data-keepleaf-number="7" class=a>1<br>2<script>if (a<b) {}</script><b>3</b>')
    expect(html).toBe(
      '<p data-keepleaf-number="0" data-keepleaf-number="7" class=a>1<br data-keepleaf-number="1">2<script>if (a<b) {}</script><b data-keepleaf-number="2">3</b>',
    )
    expect(elementNumbered(parsePage(html).document, 0)?.attribs.class).toBe('a')
  })

  test('becomes a selector by names that are on other pages too', () => {
    const { rule: learnt, found } = learn(page(), rule({}), { kind: 'article', number: numberIn(page(), '.story') })
    expect(learnt.article).toEqual(['div.story'])
    expect(found.article).toEqual([numberIn(page(), '.story')])
    const next = learn(page(), rule(learnt), { kind: 'title', number: numberIn(page(), '.headline') })
    expect(next.rule).toMatchObject({ article: ['div.story'], title: 'h2.headline' })
    expect(learn(page(), rule(learnt), { kind: 'drop', number: 99_999 }).rule).toEqual(rule(learnt))
  })

  test.each([
    ['<div id="post-12345"><p>x</p></div><div id="other"></div>', '#post-12345', 'div[id^="post-"]'],
    ['<div class="css-9x8y7z"><p>x</p></div><main><div class="css-9x8y7z"><p>y</p></div></main>', 'main p', 'main p'],
    ['<div itemprop="articleBody" class="c"><p>x</p></div><div class="c"></div>', '.c', 'div[itemprop="articleBody"]'],
    ['<div class="a"><p>x</p></div><div class="b"><p>y</p></div>', '.b p', 'div.b p'],
    ['<div><p>x</p><p>y</p></div>', 'p:nth-of-type(2)', 'div > p:nth-of-type(2)'],
  ])('in %s at %s is %s', (html, at, expected) => {
    const { document } = parsePage(html)
    const [element] = select(at, document)
    expect(element && selectorFor(element, document)).toBe(expected)
  })
})

test.each([
  ['#', 'selector.name'],
  ['a,,b', 'selector.empty'],
  ['a >> b', 'selector.successive'],
  ['[x', 'selector.attribute'],
  ['[x="a', 'selector.attribute'],
  ['[x~a]', 'selector.attribute'],
  [':not(', 'selector.parenthesis'],
  [':contains(', 'selector.parenthesis'],
  ['a b)', 'selector.rest'],
  ['/* a', 'selector.comment'],
  [':nth-child(x)', 'selector.count'],
  [':foo', 'selector.pseudo'],
  ['::before', 'selector.pseudo'],
  [':not("a")', 'selector.pseudo'],
  ['ns|a', 'selector.namespace'],
  ['a||b', 'selector.namespace'],
] as const)('why %s is no selector is said by a phrase', (selector, phrase) => {
  expect(selectorProblem(selector)).toBe(phrase)
})
