import type { ArticleRecord } from '../../shared/model/article.ts'
import type { FileForm } from './article.ts'

const ID_LINE = 'Keepleaf article: '

/** Plain text: the title, a few lines about the article, the body, the marks. */
export const text: FileForm = {
  extension: '.txt',
  idIn: (beginning) => new RegExp(`^${ID_LINE}([\\w-]+)$`, 'm').exec(beginning)?.[1],
  render({ record, text: body }, { marks }) {
    const parts = [head(record), body, ...(marks ? record.marks.map(({ quote, note }) => marked(quote, note)) : [])]
    return Promise.resolve({ content: `${parts.filter((part) => part !== '').join('\n\n')}\n`, beside: [] })
  },
}

function head(record: ArticleRecord): string {
  const about = [record.byline, record.site, record.published?.slice(0, 10)].filter(Boolean).join(' · ')
  const tags = record.tags.length > 0 ? `Tags: ${record.tags.join(', ')}` : undefined
  return [record.title, about, record.url, tags, ID_LINE + record.id].filter(Boolean).join('\n')
}

const marked = (quote: string, note: string): string =>
  `> ${quote.replace(/\s+/g, ' ')}${note === '' ? '' : `\n${note}`}`
