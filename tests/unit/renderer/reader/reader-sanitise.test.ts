// @vitest-environment jsdom
// DOMPurify only works in a complete DOM; its authors say that happy-dom is not one
import { describe, expect, it } from 'vitest'
import { sanitiseReadingView } from '../../../../renderer/composables/reader/sanitise.ts'

function clean(html: string): HTMLElement {
  const root = document.createElement('div')
  root.append(sanitiseReadingView(html, 'k1'))
  return root
}

describe('the gate before a reading view is shown', () => {
  it.each([
    ['a script', '<p>a</p><script>alert(1)</script>'],
    ['a style sheet', '<style>body{display:none}</style><p>a</p>'],
    ['a frame', '<p>a</p><iframe src="https://x.example"></iframe>'],
    ['a form', '<p>a</p><form action="https://x.example"><input name="q"><button>go</button></form>'],
    ['an object', '<p>a</p><object data="x.swf"></object><embed src="x">'],
    ['an outside style sheet', '<link rel="stylesheet" href="https://x.example/a.css"><p>a</p>'],
    ['a base address', '<base href="https://x.example/"><p>a</p>'],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=https://x.example"><p>a</p>'],
    ['a drawing with a script', '<p>a</p><svg><script>alert(1)</script><a href="javascript:1">x</a></svg>'],
    ['a template', '<p>a</p><template><img src=x onerror=alert(1)></template>'],
  ])('lets no %s through', (_, html) => {
    const root = clean(html)
    expect(
      root.querySelector('script, style, iframe, form, input, button, object, embed, link, base, meta, svg, template'),
    ).toBeNull()
    expect(root.textContent).toContain('a')
  })

  it('keeps formulas with what makes them readable', () => {
    const formula =
      '<math display="block"><mrow><mo fence="true">(</mo><mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac><mmultiscripts><mi>C</mi><mprescripts></mprescripts><mn>6</mn><mn>14</mn></mmultiscripts></mrow></math>'
    expect(clean(formula).innerHTML).toBe(formula)
  })

  it.each(['onerror', 'onclick', 'onload', 'style', 'data-x', 'srcdoc', 'formaction', 'ping', 'target'])(
    'takes the attribute %s away',
    (name) => {
      const root = clean(`<p ${name}="alert(1)">a <img src="assets/a.png" ${name}="x"></p>`)
      expect([...root.querySelectorAll('*')].filter((element) => element.hasAttribute(name))).toEqual([])
    },
  )

  it.each(['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'keepleaf://app/'])(
    'makes no link of %s',
    (href) => {
      expect(clean(`<a href="${href}">x</a>`).querySelector('a')?.hasAttribute('href')).toBe(false)
    },
  )

  it('keeps links to the web and to mail', () => {
    const root = clean('<a href="https://a.example/b">x</a><a href="mailto:a@b.example">y</a>')
    expect([...root.querySelectorAll('a')].map((a) => a.getAttribute('href'))).toEqual([
      'https://a.example/b',
      'mailto:a@b.example',
    ])
  })

  it('makes the address of an asset whole', () => {
    const root = clean('<img src="assets/a.png" srcset="assets/b.png 2x, https://x.example/c.png 3x" alt="A boat">')
    expect(root.querySelector('img')?.getAttribute('src')).toBe('keepleaf-page://k1/assets/a.png')
    expect(root.querySelector('img')?.getAttribute('srcset')).toBe('keepleaf-page://k1/assets/b.png 2x')
  })

  it.each([
    'https://x.example/a.png',
    '//x.example/a.png',
    'assets/../article.json',
    '../k2/assets/a.png',
    'keepleaf-page://k2/assets/a.png',
    'data:image/svg+xml,<svg onload=alert(1)>',
  ])('loads no picture from %s and shows its words', (src) => {
    const root = clean(`<p><img src="${src}" alt="A boat"></p>`)
    expect(root.querySelector('img')).toBeNull()
    expect(root.textContent).toBe('A boat')
  })

  it("keeps a page's names apart from the window's", () => {
    const root = clean('<h2 id="app">One</h2><a href="#app">to it</a>')
    expect(root.querySelector('h2')?.id).toBe('in-app')
    expect(root.querySelector('a')?.getAttribute('href')).toBe('#in-app')
  })

  it('keeps what an article is made of', () => {
    const html =
      '<h2>A</h2><p lang="ar" dir="rtl">b <em>c</em></p><table><tr><th scope="col">d</th></tr></table><pre><code class="language-ts">e</code></pre>'
    const root = clean(html)
    expect(root.querySelector('p')?.dir).toBe('rtl')
    expect(root.querySelector('code')?.className).toBe('language-ts')
    expect(root.querySelector('th')?.getAttribute('scope')).toBe('col')
  })

  it('keeps none of the page classes', () => {
    expect(clean('<p class="dialog scrim footnote">a</p>').querySelector('p')?.className).toBe('footnote')
  })
})
