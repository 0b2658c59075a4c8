import { fileProblem, type Source } from '../source.ts'
import type { Page, PageResult, Reader } from '../page.ts'
import type { Entry, LinkList } from './entry.ts'
import { pageOfEntry, withListed } from './page.ts'

/** An entry of a list whose page lies in a file of its own. */
interface WithPage {
  list: LinkList
  /** the list's file */
  source: Source
  entry: Entry
  /** where the page is, for sentences */
  path: string
  open: () => Promise<Source>
  /** the entry without its page */
  without: PageResult
  /** what else becomes of the page */
  finish?: (page: Page, listed: Page) => Page
}

/** The page that an entry's own file is, with what the list says of it; where it gives none its failures, and the entry without it. */
export async function* ownPage(
  { list, source, entry, path, open, without, finish = (page) => page }: WithPage,
  inner: Parameters<Reader>[1],
): AsyncIterable<PageResult> {
  // an entry that is a file needs no address, and its text is the file's
  const told = { ...entry, content: '', ...(entry.pageTitle && { title: undefined }) }
  const listed = pageOfEntry(source, list, told)
  const failures: PageResult[] = []
  if (listed.ok) {
    const { part } = listed.page
    try {
      for await (const one of inner(await open())) {
        if (one.ok) {
          // the pages of a book or a mail are one here
          yield { ok: true, page: finish(withListed(one.page, listed.page, list, told), listed.page) }
          return
        }
        failures.push({ ...one, part })
      }
    } catch (error) {
      failures.push({ ok: false, part, status: 'failed', problem: fileProblem(error, path).problem })
    }
  }
  yield* failures
  yield without
}
