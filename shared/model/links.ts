import { z } from 'zod'
import { rowSchema } from './article.ts'

/** A link of an article whose page is in the library: the address as it stands there, and the article. */
export const localLinkSchema = z.object({
  href: z.string(),
  article: rowSchema.pick({ id: true, title: true, site: true, host: true }),
})
export type LocalLink = z.infer<typeof localLinkSchema>

/** A page that articles link to and that was never saved. */
export const missingPageSchema = z.object({
  url: z.string(),
  /** what a link to it says */
  words: z.string(),
  /** articles that link to it */
  count: z.number().int(),
  /** some of them */
  from: z.array(rowSchema.pick({ id: true, title: true, site: true, host: true })),
})
export type MissingPage = z.infer<typeof missingPageSchema>
