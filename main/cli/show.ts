import { join } from 'node:path'
import type { ArticleRecord } from '../../shared/model/article.ts'
import { jsonOption, libraryOption, UsageError, type Command } from './command.ts'
import { withLibrary } from './library.ts'

export const show: Command = {
  name: 'show',
  summary: 'Print one article.',
  usage: ['show ID --library DIR [--json | --text | --html]'],
  examples: ['show ID --library ~/Keepleaf --text'],
  options: {
    ...libraryOption,
    text: { type: 'boolean', help: 'the plain text' },
    html: { type: 'boolean', help: 'the reading view' },
    ...jsonOption,
  },
  operands: [1, 1],
  async run(args, output) {
    const forms = ['json', 'text', 'html'].filter((form) => args.flag(form))
    if (forms.length > 1) throw new UsageError(`--${forms.join(' and --')} exclude each other.`)
    const [id = ''] = args.operands
    return withLibrary(args, output, { owner: 'keepleaf show', readOnly: true }, async ({ store }) => {
      const record = await store.record(id)
      if (args.flag('html')) await output.write(await store.html(id))
      else if (args.flag('text')) await output.write(`${await store.text(id)}\n`)
      else if (args.flag('json')) {
        const [text, html] = await Promise.all([store.text(id), store.html(id)])
        await output.json(lineOf(record, join(store.folder(id), 'original', record.original.main), text, html))
      } else await output.write(`${described(record)}\n\n${await store.text(id)}\n`)
      return 0
    })
  },
}

/** The fields of `extract`, and what the library adds. */
function lineOf(record: ArticleRecord, file: string, text: string, html: string): Record<string, unknown> {
  const { format, producer, url, title, byline, site, published, modified, saved, lang, dir, excerpt, image } = record
  const { words, warnings, sources, id, tags, read, starred, progress, trashed, added, opened, marks } = record
  return {
    ...{ file, format, producer, url, title, byline, site, published, modified, saved, lang, dir, excerpt, image },
    ...{ words, text, html, warnings, sources, id, tags },
    state: { read, starred, progress, trashed, added, opened },
    marks,
  }
}

function described(record: ArticleRecord): string {
  const facts = [record.byline, record.site, record.published].filter((fact) => fact !== undefined).join(' · ')
  const tags = record.tags.length === 0 ? undefined : record.tags.map((tag) => `#${tag}`).join(' ')
  return [record.title, facts || undefined, record.url, tags].filter((line) => line !== undefined).join('\n')
}
