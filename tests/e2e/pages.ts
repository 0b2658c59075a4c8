import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A page of our own as a browser would save it: enough text for the extractor to know the article from its frame. */
export function articlePage({
  title,
  body,
  head = '',
  extra = '',
}: {
  title: string
  body: string
  head?: string
  extra?: string
}): string {
  const filler =
    'The ferry leaves the quay at six, and whoever is late waits for the evening. Nobody complains: the harbour has ' +
    'a bench, a kettle and a shelf of books that other passengers have left behind.'
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta property="og:title" content="${title}">
<meta name="author" content="Mara Lindqvist">
<meta property="og:site_name" content="The Harbour Log">
<link rel="canonical" href="https://harbour.example/${encodeURIComponent(title)}">
${head}
</head>
<body>
<nav><a href="/">Home</a> <a href="/tides">Tides</a></nav>
<article>
<h1>${title}</h1>
<p>${body}</p>
<p>${filler}</p>
<h2>At the bench</h2>
<p>${filler}</p>
${extra}
</article>
<footer>Printed on the island</footer>
</body>
</html>
`
}

/** Writes `count` different pages and returns the folder. */
export async function writePages(folder: string, count: number): Promise<string> {
  await mkdir(folder, { recursive: true })
  for (let index = 1; index <= count; index++) {
    const number = String(index).padStart(3, '0')
    const words = Array.from({ length: 60 }, (_, word) => `w${String((index * 7919 + word * 104729) % 100_003)}`)
    const body = `Report ${number} of the harbour master. ${words.join(' ')}.`
    await writeFile(join(folder, `report-${number}.html`), articlePage({ title: `Harbour report ${number}`, body }))
  }
  return folder
}
