import type { FileForm, Print } from '../article.ts'
import { html } from './html.ts'

/** Behind the end of the file, where programs that read PDF look no further (ISO 32000-1, 7.5.5). */
const ID_LINE = '%keepleaf-id: '

/** The exported HTML, printed. */
export const pdf = (print: Print): FileForm<Uint8Array> => ({
  extension: '.pdf',
  idIn: (_beginning, end) => new RegExp(`^${ID_LINE}([\\w-]+)$`, 'm').exec(end)?.[1],
  async render(article, options) {
    const { content } = await html.render(article, options)
    const printed = await print(content)
    return { content: Buffer.concat([printed, Buffer.from(`${ID_LINE}${article.record.id}\n`)]), beside: [] }
  },
})
