import { z } from 'zod'
import { formats } from '../../model/article.ts'
import { tagColours } from '../../model/tag.ts'

const count = z.number().int()

/** Counts of what a query finds, for the overview's pictures. Dates are those of this place. */
const overviewSchema = z.object({
  articles: count,
  sites: count,
  read: count,
  unread: count,
  marks: count,
  /** of the originals */
  bytes: z.number(),
  /** a week's reading, from what was read in the last eight weeks, and what is unread, minutes */
  minutes: z.object({ aWeek: z.number(), unread: z.number(), median: z.number() }),
  /** each month from the first saved article to now: `read` counts articles by when they were last opened */
  months: z.array(z.object({ month: z.string(), saved: count, read: count })),
  /** articles published in that year */
  years: z.array(z.object({ year: z.number().int(), count })),
  /** articles by the day they were last opened: thirteen whole weeks, the last one as far as today */
  days: z.array(z.object({ day: z.string(), count })),
  /** the most kept, most first */
  hosts: z.array(z.object({ host: z.string(), site: z.string().optional(), count })),
  /** articles of at least `from` and at most `to` words */
  lengths: z.array(z.object({ minutes: z.number(), from: count, to: count.optional(), count })),
  /** by primary subtag, most first */
  languages: z.array(z.object({ lang: z.string(), count })),
  formats: z.array(z.object({ format: z.enum(formats), count, bytes: z.number() })),
  /** the most used, most first; `months` as above: articles saved then */
  tags: z.array(z.object({ tag: z.string(), colour: z.enum(tagColours).optional(), count, months: z.array(count) })),
  /** articles that have both of the first tags, by their places in `tags` */
  pairs: z.array(z.object({ one: count, other: count, count })),
})

/** The overview. */
export const overviewCalls = {
  'overview.get': { input: z.object({ query: z.string().default('') }), output: overviewSchema },
} as const
