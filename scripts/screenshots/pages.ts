import type { Picture } from './pictures.ts'
import { prose } from './prose.ts'

/** An invented article, as much of it as a saved page tells. */
export interface Article {
  title: string
  deck: string
  site: string
  host: string
  author: string
  /** days before today, and the time of day it was saved */
  saved: [days: number, time: string]
  published: string
  modified?: string
  lang?: 'en' | 'de' | 'ar' | 'ja'
  picture?: Picture
  /** length to fill the text up to */
  words: number
  /** `## ` begins a section; what stands here comes first, then prose fills up */
  text?: string[]
  sections?: string[]
}

/** Frames, counters and fonts that a real page would load: what the original view keeps away. */
const OUTSIDE =
  '<script src="https://counter.example/c.js"></script><script src="https://ads.example/a.js"></script>' +
  '<link rel="stylesheet" href="https://type.example/serif.css"><iframe src="https://frames.example/top"></iframe>'

/** One self-contained HTML file, as SingleFile saves it. `now` is the day that counts as today. */
export function savedPage(article: Article, seed: number, now: Date, picture: string | undefined): string {
  const lang = article.lang ?? 'en'
  const url = `https://${article.host}/${slug(article.title, seed)}`
  const meta = (name: string, content: string): string => `<meta property="${name}" content="${escaped(content)}">`
  return `<!DOCTYPE html> <html lang="${lang}"${lang === 'ar' ? ' dir="rtl"' : ''}><!--
 Page saved with SingleFile
 url: ${url}
 saved date: ${savedDate(article.saved, now)}
--><head><meta charset="utf-8"><title>${escaped(article.title)} | ${escaped(article.site)}</title>
<link rel="canonical" href="${url}">
<meta name="description" content="${escaped(article.deck)}"><meta name="author" content="${escaped(article.author)}">
${meta('og:type', 'article')}${meta('og:title', article.title)}${meta('og:description', article.deck)}
${meta('og:site_name', article.site)}${meta('article:published_time', article.published)}
${article.modified ? meta('article:modified_time', article.modified) : ''}
<style>${STYLE}</style></head>
<body><header><b>${escaped(article.site)}</b><nav><a href="/">${NAV[lang].join('</a> <a href="/">')}</a></nav></header>
<div class="columns"><article><h1>${escaped(article.title)}</h1><p class="byline">${escaped(article.author)}, <time datetime="${article.published}">${article.published.slice(0, 10)}</time></p>
${body(article, seed, picture)}
</article><aside><b>${NAV[lang][0] ?? ''}</b><p>1 2 3</p></aside></div>${OUTSIDE}</body></html>`
}

const STYLE =
  'body{margin:0;font:16px/1.5 Arial,sans-serif;color:#1a1a1a;background:#fff}header{background:#20402a;color:#fff;padding:18px 32px;display:flex;gap:28px;align-items:center}' +
  'header b{font:700 26px/1 Georgia,serif}nav{font-size:14px}nav a{color:#fff;text-decoration:none;margin-inline-end:16px}.columns{display:grid;grid-template-columns:1fr 200px;gap:32px;padding:24px 32px}' +
  'h1{font:700 32px/1.2 Georgia,serif;margin:8px 0}.byline{font-size:13px;color:#555}article img{width:100%;height:210px;object-fit:cover}aside{background:#eef3ee;padding:14px;font-size:14px;align-self:start}'

const NAV = {
  en: ['Essays', 'Places', 'Archive'],
  de: ['Landschaft', 'Wasser', 'Archiv'],
  ar: ['مقالات', 'أماكن', 'أرشيف'],
  ja: ['随筆', '町', '記録'],
} as const

function body(article: Article, seed: number, picture: string | undefined): string {
  const lang = article.lang ?? 'en'
  const given = article.text ?? []
  const filled = prose(lang, Math.max(0, article.words - count(given, lang)), seed)
  const sections = article.sections ?? []
  const each = Math.max(1, Math.ceil(filled.length / (sections.length + 1)))
  const parts: string[] = [...given]
  for (let index = 0; index * each < filled.length; index++) {
    const head = sections[index - 1]
    if (head !== undefined) parts.push(`## ${head}`)
    parts.push(...filled.slice(index * each, (index + 1) * each))
  }
  const figure =
    picture === undefined
      ? ''
      : `<figure><img src="data:image/png;base64,${picture}" alt="" width="320" height="320"></figure>`
  const blocks = parts.map((part) => (part.startsWith('## ') ? `<h2>${part.slice(3)}</h2>` : `<p>${part}</p>`))
  blocks.splice(Math.min(6, blocks.length), 0, figure)
  return blocks.join('\n')
}

function count(parts: readonly string[], lang: string): number {
  const text = parts.join(' ')
  return lang === 'ja' ? text.length / 2 : text.split(' ').length
}

/** As SingleFile writes it: JavaScript's own form of a date, in UTC. */
function savedDate([days, time]: Article['saved'], now: Date): string {
  const date = new Date(now.getTime() - days * 86_400_000)
  const [hours = '0', minutes = '0'] = time.split(':')
  date.setUTCHours(Number(hours), Number(minutes), 0)
  return `${date
    .toUTCString()
    .replace(',', '')
    .replace(/(\d+) (\w{3}) (\d{4}) ([\d:]+) GMT/, '$2 $1 $3 $4 GMT+0000')} (Coordinated Universal Time)`
}

const slug = (title: string, seed: number): string =>
  `${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}-${String(seed)}`
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
