import type { ArticleRecord } from '../../shared/model/article.ts'

/** Text as it stands in HTML and XML, between tags and in quotation marks. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;')

/** Where the article stood on the web; undefined for files and for addresses that a program would run. */
export const webAddress = ({ url }: ArticleRecord): string | undefined =>
  url !== undefined && /^https?:/i.test(url) ? url : undefined

/** What stands above an article: where it is from, its title, who wrote it and when. HTML that is XML as well. */
export function articleHead(record: ArticleRecord): string {
  const web = webAddress(record)
  const site = escaped(record.site ?? web ?? '')
  const from = web === undefined ? site : `<a href="${escaped(web)}" rel="noreferrer">${site}</a>`
  const about = [record.byline, record.published?.slice(0, 10)].flatMap((text) => (text ? [escaped(text)] : []))
  return [
    '<header>',
    from === '' ? '' : `<p class="site">${from}</p>`,
    `<h1>${escaped(record.title)}</h1>`,
    about.length > 0 ? `<p class="about">${about.join(' · ')}</p>` : '',
    '</header>',
  ].join('\n')
}
