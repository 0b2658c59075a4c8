import { sentence } from '../../shared/model/problem.ts'
import type { ImportItem } from '../../shared/model/job.ts'
import type { Opened } from './library.ts'
import { fill, texts } from './locales/texts.ts'

/** What `--print` shows on the terminal, so that the app does its job where nobody sees its window. */
export function terminal(print: boolean): {
  opened(library: Opened): void
  item(item: ImportItem): void
  line(text: string): void
} {
  const line = (text: string): void => {
    if (print) process.stdout.write(`${text}\n`)
  }
  return {
    line,
    opened({ path, archive, problem }) {
      line(fill(texts().terminal.library, { path }))
      if (problem) line(fill(texts().terminal.readOnly, { reason: sentence(problem) }))
      const folders = archive?.store.library().watchedFolders ?? []
      for (const folder of folders) line(fill(texts().terminal.watching, { path: folder.path }))
      if (folders.length === 0) line(texts().terminal.watchingNothing)
    },
    item(item) {
      line(itemLine(item))
    },
  }
}

/** `added      The title  (/path/of/page.html)`, with the reason where there is one. */
export function itemLine({ status, title, file, reason }: ImportItem): string {
  const why = reason === undefined ? '' : reason.code === 'note' ? reason.text : sentence(reason)
  const name = title === undefined ? file : `${title}  (${file})`
  return `${status.padEnd(10)} ${name}${why ? `: ${why}` : ''}`.replace(/\p{Cc}/gu, ' ')
}
