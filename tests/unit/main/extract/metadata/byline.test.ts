import { describe, expect, it } from 'vitest'
import { splitByline } from '../../../../../main/extract/metadata/byline-names.ts'
import { withoutSite } from '../../../../../main/extract/metadata/title.ts'
import { parsePage } from '../../../../../main/extract/dom/parse.ts'
import { serialise } from '../../../../../main/extract/view/serialise.ts'
import { countWords, minutesOf } from '../../../../../main/extract/reading-time.ts'

describe('the names in a byline', () => {
  it.each([
    ['By Jane Doe', ['Jane Doe']],
    ['Von Max Muster und Erika Muster', ['Max Muster', 'Erika Muster']],
    ['Text: Jane Doe | 4 March 2020', ['Jane Doe']],
    ['Jane Doe, Staff Writer', ['Jane Doe']],
    ['by Jane Doe on March 4, 2020', ['Jane Doe']],
    ['Ludwig van Beispiel', ['Ludwig van Beispiel']],
    ['Jane Doe (jane@paper.example)', ['Jane Doe']],
    ['12 minutes read', []],
    ['admin', []],
    ['sailor2087', ['sailor2087']],
    ['Текст: Анна Петрова · 4 марта 2020', ['Анна Петрова']],
    ['Par ANNE MARTIN, LÉA PETIT Envoyées spéciales à Brest', ['ANNE MARTIN', 'LÉA PETIT']],
    ['Ein Interview von Max Muster mit Erika Muster', ['Max Muster']],
    ['Jane Doe)', ['Jane Doe']],
    ['By HARBOUR TIMES STAFF', ['HARBOUR TIMES STAFF']],
    ['Jane Doe, Staff', ['Jane Doe']],
    ['By Jane Doe , Max Sand on Monday, March 4th, 2020', ['Jane Doe', 'Max Sand']],
    ['Von Jane Doe, Berlin', ['Jane Doe']],
    ['Von Jane Doe/dpa', ['Jane Doe']],
    ['Von Jane und Max Sand', ['Jane', 'Max Sand']],
    ['Von unserer Korrespondentin Jane Doe', ['Jane Doe']],
    ['Words: Jane Doe. Photos: Max Sand', ['Jane Doe']],
    ['Reporting by Jane Doe; Editing by Max Sand', ['Jane Doe']],
    ['Jane Doe at 10:30', ['Jane Doe']],
    ['Jane Doe em 4 de maio de 2020', ['Jane Doe']],
    ['本报记者 王小明', ['王小明']],
    ['作者：王小明', ['王小明']],
  ])('%s', (line, names) => {
    expect(splitByline(line)).toEqual(names)
  })
})

describe('a title', () => {
  it.each([
    ['The harbour - The Paper', ['The Paper'], 'The harbour'],
    ['The Paper | The harbour', ['The Paper'], 'The harbour'],
    ['The harbour lives again » paper.example', [], 'The harbour lives again'],
    ['Boats - old and new ones', [], 'Boats - old and new ones'],
    ['example.com // » Jo Miller', ['Jo Miller', 'example.com'], 'Jo Miller'],
    ['The harbour｜The Paper', ['The Paper'], 'The harbour'],
    ['The harbour lives > Culture', ['The Paper'], 'The harbour lives'],
    ['The harbour, The Paper', ['The Paper'], 'The harbour'],
    ['The harbour—The Paper', ['The Paper'], 'The harbour'],
    ['老港口复活了_报纸网', ['报纸网'], '老港口复活了'],
    ['Boats, ink and paper', ['The Paper'], 'Boats, ink and paper'],
    ['A harbour for boats + paper', ['The Paper'], 'A harbour for boats + paper'],
  ])('%s stands without the name of its site', (title, sites, expected) => {
    expect(withoutSite(title, sites)).toBe(expected)
  })
})

describe('the tree of a page', () => {
  const html = (source: string): string => serialise(parsePage(source).document.children)
  it.each([
    ['<p>a<p>b', '<p>a</p><p>b</p>'],
    ['<ul><li>a<li>b<ul><li>c</ul></ul>', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>'],
    ['<p>a<div>b</div>', '<p>a</p><div>b</div>'],
    ['<table><tr><td>a<td>b<tr><td>c</table>', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>'],
    ['<dl><dt>a<dd>b<dt>c</dl>', '<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>'],
    ['<b><p>a</b>b</p>', '<b><p>ab</p></b>'],
    ['<td></div>a</td>', '<td>a</td>'],
    ['a<!-- <p> -->b<script>"</p>"</script>c', 'abc'],
    ['&lt;b&gt; &amp;amp; &eacute;', '&lt;b&gt; &amp;amp; é'],
  ])('%s', (source, expected) => {
    expect(html(source)).toBe(expected)
  })
})

describe('reading time', () => {
  it('counts words, in scripts without spaces half the characters', () => {
    expect(countWords('Don’t count — “these” 3.5 marks')).toBe(5)
    expect(countWords('古い港の町')).toBe(3)
    expect(minutesOf(0)).toBe(0)
    expect(minutesOf(1)).toBe(1)
    expect(minutesOf(690)).toBe(3)
  })
})
