import type { ArticleRecord, Format } from '../../../shared/model/article.ts'
import { siteOf } from '../../../shared/model/address.ts'

/** Forms whose page is no page of a site any more: its markup is ours, made of a text. */
const NO_SITE: ReadonlySet<Format> = new Set(['pdf', 'epub', 'markdown', 'enex', 'text', 'eml', 'export', 'link'])

/** The same of a form that others have, too. */
const NO_SITES_PROGRAM = 'Notion'

/** Whether pointing in the original can make a rule: it has an address, and the markup that the site gave it. */
export const isFixable = (record: ArticleRecord | undefined): boolean =>
  record !== undefined &&
  siteOf(record.url) !== undefined &&
  !NO_SITE.has(record.format) &&
  record.producer !== NO_SITES_PROGRAM
