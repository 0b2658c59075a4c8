import { makeElement } from '../../../../../main/extract/dom/node.ts'
import { describe, expect, it } from 'vitest'
import sanitizeHtml from 'sanitize-html'
import { parsePage } from '../../../../../main/extract/dom/parse.ts'
import { walkElements } from '../../../../../main/extract/dom/walk.ts'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { ALLOWED, serialise } from '../../../../../main/extract/view/serialise.ts'
import { newspaper, pageOf, paragraphs } from '../page.ts'

/** Ways to run something, written for this test after the classes of the OWASP cheat sheet. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href=" java\tscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:x">x</a>',
  '<svg><script>alert(1)</script></svg>',
  '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><a xlink:href="javascript:alert(1)">x</a></math>',
  '<math><mi href="javascript:alert(1)">x</mi><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></math>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>">',
  '<title><img title="</title><img src=x onerror=alert(1)>">',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="x.swf"><embed src="x"></object>',
  '<form action="https://evil.example"><input name=a><button>x</button></form>',
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<p id="x\' onclick=alert(1)//">x</p>',
  '<p title="&quot; onmouseover=alert(1) x=&quot;">x</p>',
  '<base href="https://evil.example/"><link rel=stylesheet href=//evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<video src=x onerror=alert(1)><source onerror=alert(1)></video>',
  '<details open ontoggle=alert(1)><summary>x</summary>y</details>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<template><img src=x onerror=alert(1)></template>',
  '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
  '<img src="https://evil.example/track.gif" width=500 height=400>',
  '<img srcset="https://evil.example/track.gif 2x">',
]

function faultsOf(html: string): string[] {
  const faults: string[] = []
  walkElements(parsePage(html).document, ({ name, attribs }) => {
    if (!ALLOWED.has(name)) faults.push(name)
    for (const [key, value] of Object.entries(attribs)) {
      if (key.startsWith('on') || key === 'style' || key === 'srcset') faults.push(key)
      if (key === 'href' && !/^(?:https?:|mailto:|#)/.test(value)) faults.push(value)
      if (key === 'src' && !/^assets\/[\w.-]+$/.test(value)) faults.push(value)
    }
  })
  return faults
}

describe('the last gate', () => {
  it.each(ATTACKS)('lets nothing through of %s in an article', async (attack) => {
    const { html } = await extractPage(
      pageOf(
        newspaper(
          `${paragraphs}<div>${attack} and a long enough sentence, with a comma, to be a part of the article's own text.</div>${paragraphs}`,
        ),
      ),
    )
    expect(faultsOf(html)).toEqual([])
  })

  it.each(ATTACKS)('lets nothing through of %s when the tree is written as it is', (attack) => {
    const html = serialise(parsePage(`<body>${attack}</body>`).document.children)
    expect(faultsOf(html)).toEqual([])
    expect(html).not.toMatch(/<script|<img[^>]+onerror/i)
  })

  it('writes markup that another sanitiser has nothing to take from', () => {
    const source = `<div id="a"><p lang="en" title="1 &lt; 2 &quot;x&quot;">A <a href="https://a.example/?b&amp;c">link</a> &amp; <b>more</b></p><ul><li>x</li></ul><table><tbody><tr><td colspan="2">y</td></tr></tbody></table></div>`
    const html = serialise(parsePage(source).document.children)
    const cleaned = sanitizeHtml(html, { allowedTags: [...ALLOWED], allowedAttributes: false })
    expect(cleaned).toBe(html)
  })

  it('leaves the text of elements that it does not know', () => {
    const element = makeElement('blink', {}, [])
    expect(serialise([element])).toBe('')
    expect(serialise(parsePage('<blink>old <b>web</b></blink>').document.children)).toBe('old <b>web</b>')
  })
})
