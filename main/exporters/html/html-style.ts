/** The style sheet inside an exported page: the reader's paper, ink and marks with the fonts that a system has. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --paper: #fdfcf9; --ink: #26241f; --quiet: #5d5a51; --line: #dedacf; --accent: #2f6b45;
  --amber: #fbe7a8; --leaf: #d5e8cc; --sky: #d3e5f3; --rose: #f6d6d6 }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #1c1b19; --ink: #e8e4db; --quiet: #aaa498; --line: #3b3934;
  --accent: #8fcaa0; --amber: #57481b; --leaf: #31472b; --sky: #26425a; --rose: #5a3236 } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.1875rem/1.6 "Source Serif 4", Georgia, "Noto Serif", serif }
article { max-width: 36rem; margin: 0 auto; padding: 3rem 1.25rem 6rem; overflow-wrap: break-word }
[dir=rtl] article { line-height: 1.85 }
h1 { font-size: 2.2rem; line-height: 1.15; margin: 0 0 .75rem }
h2, h3, h4 { line-height: 1.25; margin: 2em 0 .5em }
.site, .about, figcaption, .notes { color: var(--quiet); font: .9375rem/1.5 system-ui, sans-serif }
header { border-bottom: 1px solid var(--line); margin-bottom: 2rem; padding-bottom: .5rem }
a { color: var(--accent) }
img, video { max-width: 100%; height: auto }
figure { margin: 2rem 0 }
pre { overflow-x: auto; padding: 1rem; border: 1px solid var(--line); font-size: .875rem; line-height: 1.5 }
blockquote { margin: 1.5rem 0; padding-inline-start: 1.25rem; border-inline-start: 3px solid var(--line) }
table { border-collapse: collapse; display: block; overflow-x: auto; font-size: .9375rem }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: start }
mark { background: var(--amber); color: inherit } mark.leaf { background: var(--leaf) }
mark.sky { background: var(--sky) } mark.rose { background: var(--rose) }
.notes { border-top: 1px solid var(--line); margin-top: 3rem }
@media print {
  :root { --paper: #fff; --ink: #111 }
  body { font-size: 11.5pt }
  article { max-width: none; padding: 0 }
  h1 { font-size: 22pt }
  h1, h2, h3, h4 { break-after: avoid }
  figure, tr, li, pre { break-inside: avoid }
}
`
