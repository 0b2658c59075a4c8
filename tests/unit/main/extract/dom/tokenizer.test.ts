import { expect, it } from 'vitest'
import { tokenise } from '../../../../../main/extract/dom/tokenizer.ts'

/** The tokens of a page, one a line of its own. */
function tokens(html: string, foreign = 0): unknown[] {
  const found: unknown[] = []
  tokenise(html, {
    foreign,
    text: (data) => found.push(data),
    open: (name, attribs, selfClosing) => found.push([name, attribs, ...(selfClosing ? ['/'] : [])]),
    close: (name) => found.push(`/${name}`),
    raw: (name, attribs, content) => found.push([name, attribs, content ?? 'unclosed']),
  })
  return found
}

it.each<[string, unknown[]]>([
  ['<P Class="a b" ID=c hidden>x</P >', [['p', { class: 'a b', id: 'c', hidden: '' }], 'x', '/p']],
  ["<a href='?a=1&amp;b=2&copy=3' href=other>", [['a', { href: '?a=1&b=2&copy=3' }]]],
  ['<a href=a/b/>x', [['a', { href: 'a/b/' }], 'x']],
  ['<br/><br /><br / >', Array.from({ length: 3 }, () => ['br', {}, '/'])],
  ['<i a="1"b=2 c = "3">', [['i', { a: '1', b: '2', c: '3' }]]],
  ['<a onclick="x()" =b>', [['a', { '=b': '' }]]],
  ['1 < 2 &lt; 3 &copy; &notit; &#x41;&#0;', ['1 < 2 < 3 © ¬it; A\uFFFD']],
  ['a\0b\x01c&#2;d\te', ['abcd\te']],
  ['a<!-- <p> -- > --!>b<!-->c<!--->d<!--', ['a', 'b', 'c', 'd']],
  ['<!doctype html><?php echo "x" ?></ p></>a', ['a']],
  ['<script>if (a</b) "<p>"</SCRIPT >x', [['script', {}, 'if (a</b) "<p>"'], 'x']],
  [
    '<title>A &amp; <b></title><textarea>&lt;',
    [
      ['title', {}, 'A & <b>'],
      ['textarea', {}, 'unclosed'],
    ],
  ],
  ['<plaintext></plaintext><p>', [['plaintext', {}, 'unclosed']]],
  ['a<p', ['a']],
  ['a</p', ['a']],
  ['a<p title="x', ['a']],
  ['a<', ['a<']],
  ['<p>a</p x', [['p', {}], 'a', '/p']],
])('cuts %s as browsers do', (html, expected) => {
  expect(tokens(html)).toEqual(expected)
})

it('reads CDATA and scripts as markup only inside SVG and MathML', () => {
  expect(tokens('<![CDATA[a<b]]>c', 1)).toEqual(['a<b', 'c'])
  expect(tokens('<![CDATA[a<b]]>c')).toEqual(['c'])
  expect(tokens('<style>a<b></style>', 1)).toEqual([['style', {}], 'a', ['b', {}], '/style'])
})

it('knows names apart that share their place in the list of names', () => {
  const names = Array.from({ length: 20_000 }, (_, number) => `y${number.toString(36)}`)
  const html = [...names, ...names].map((name) => `<${name}>`).join('')
  expect(tokens(html).flatMap((token) => (Array.isArray(token) ? [token[0]] : []))).toEqual([...names, ...names])
})
