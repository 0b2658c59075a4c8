import { describe, expect, it } from 'vitest'
import { makeElement, makeText, type ChildNode } from '../../../../main/extract/dom/node.ts'
import { parsePage } from '../../../../main/extract/dom/parse.ts'
import { textOfHtml, textOfNodes } from '../../../../main/platform/html-text.ts'

const cases: [what: string, html: string, text: string][] = [
  ['blocks on lines of their own', '<h1>A</h1><p>b <b>c</b></p><div><p>d</p></div>e', 'A\nb c\nd\ne'],
  ['white space squeezed, no-break spaces too', '<p>\n a \t b&nbsp;&nbsp;c </p>\n\n<p> d</p>', 'a b c\nd'],
  ['a space that stands between two inline elements', '<p>a <i> b</i> <b>c</b>d</p>', 'a b cd'],
  [
    'line breaks, two of them a blank line, more no more',
    '<p>a<br>b<br><br>c<br><br><br><br>d<br></p>',
    'a\nb\n\nc\n\nd',
  ],
  [
    'pre as it stands, without blanks at the ends of lines',
    '<pre>\nif x:\n    <b>y </b> \n\n\n  z\n</pre>end',
    'if x:\n    y\n\n\n  z\nend',
  ],
  [
    'rows as lines and cells with tabs',
    '<table><tr><th>a</th><th>b</th></tr> <tr><td><p>c</p></td> <td><p>d</p></td></tr></table>e',
    'a\tb\nc\td\ne',
  ],
  ['an empty cell in its place', '<table><tr><td>a</td><td></td><td>c</td></tr></table>', 'a\t\tc'],
  ['paragraphs in a cell', '<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>', 'a\nb\tc'],
  ['list items', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>', 'a\nb\nc'],
  [
    'no code, no captions, no fallbacks',
    '<p>a</p><script>x()</script><style>p{}</style><figure><img alt="i"><figcaption>cap <b>x</b></figcaption></figure><p>b</p>',
    'a\nb',
  ],
  [
    'words of Japanese without their readings',
    '<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>です</p>',
    '漢字です',
  ],
  ['entities', '<p>a &amp; b &lt;c&gt; &eacute;</p>', 'a & b <c> é'],
  ['nothing', '  <p> </p><br> ', ''],
]

describe('text of HTML', () => {
  it.each(cases)('has %s', (_, html, text) => {
    expect(textOfHtml(html)).toBe(text)
    expect(textOfNodes(parsePage(html).document.children)).toBe(text)
  })

  it('survives markup nested more deeply than the call stack', () => {
    const depth = 20_000
    const html = `${'<div>'.repeat(depth)}deep${'</div>'.repeat(depth)}`
    expect(textOfHtml(html)).toBe('deep')
    let nodes: ChildNode[] = [makeText('deep')]
    for (let level = 0; level < depth; level++) nodes = [makeElement('div', {}, nodes)]
    expect(textOfNodes(nodes)).toBe('deep')
  })
})
