import type { PageInput } from '../../../../main/extract/article.ts'

/** A page for the extractor; files that came with it by their address. */
export function pageOf(
  html: string,
  options: Partial<PageInput> & { files?: Record<string, Uint8Array> } = {},
): PageInput {
  const { files = {}, ...rest } = options
  return {
    html,
    kind: 'html',
    url: [{ value: 'https://paper.example/news/story.html', source: 'SingleFile header' }],
    saved: [{ value: '2024-05-06T10:00:00Z', source: 'SingleFile header' }],
    title: [],
    fileName: 'story.html',
    resource: (href) => {
      const bytes = files[href]
      return bytes && { type: 'application/octet-stream', read: () => Promise.resolve(bytes) }
    },
    ...rest,
  }
}

const SENTENCES = [
  'The harbour of the small town was built when ships still had sails, and its walls have stood in the wind ever since.',
  'On most mornings the fishermen come back before the sun is up, sort what they have caught, and drink their coffee together.',
  'Nobody remembers who planted the three lime trees by the quay, but everybody knows which of them gives the best shade.',
  'When the council wanted to sell the old warehouse, so many people came to the meeting that it had to be held outside.',
  'In the end the building was given to a group of young carpenters, who have repaired the roof, the doors and the crane.',
  'Today boats are built there again, slowly and by hand, and children from the school next door help on Friday afternoons.',
]

export const paragraphs = SENTENCES.map((sentence) => `<p>${sentence} ${sentence.toLowerCase()}</p>`).join('\n')

/** A whole page of a newspaper around some content. */
export function newspaper(content: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>The old harbour lives again - The Paper</title>
<meta property="og:site_name" content="The Paper">${head}</head><body>
<nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/culture">Culture</a></li></ul></nav>
<main><article class="article"><h1>The old harbour lives again</h1>
<p class="byline">By <a rel="author" href="/people/jo">Jo Miller</a></p><time datetime="2024-05-04T08:30:00+02:00">4 May 2024</time>
<div class="article-body">${content}</div></article></main>
<aside class="related"><h2>Related stories</h2><ul><li><a href="/a">A bridge for the valley</a></li><li><a href="/b">The last ferry</a></li></ul></aside>
<div class="newsletter"><p>Sign up for our newsletter</p><form><input type="email"></form></div>
<footer><p>© 2024 The Paper. All rights reserved.</p><a href="/imprint">Imprint</a></footer></body></html>`
}

/** A picture of one colour, large enough not to be taken for a spacer: the header of a PNG is all that is looked at. */
export function png(width = 640, height = 400): Uint8Array {
  const bytes = new Uint8Array(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}
