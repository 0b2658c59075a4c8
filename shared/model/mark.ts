import { z } from 'zod'

export const markColours = ['amber', 'leaf', 'sky', 'rose'] as const

/**
 * A highlight, with or without a note. Anchored by its words: `quote` with up to 48 characters of text before and after,
 * and `start`, the offset of the quote in the article's plain text when it was made, to choose between equal quotes
 * (W3C Web Annotation: TextQuoteSelector with a TextPositionSelector as a hint).
 */
export const markSchema = z.object({
  id: z.string().min(1),
  quote: z.string().min(1),
  before: z.string().default(''),
  after: z.string().default(''),
  start: z.number().int().nonnegative(),
  colour: z.enum(markColours).default('amber'),
  note: z.string().default(''),
  /** a note to the whole article: its `quote` is the title of then, which is not looked for in the text */
  about: z.literal('article').optional(),
  made: z.iso.datetime({ offset: true }),
  changed: z.iso.datetime({ offset: true }).optional(),
})
export type Mark = z.infer<typeof markSchema>

/**
 * Whether a mark is a note to the whole article. Those that came with a list before they were told apart have one of its titles as
 * their words and nothing around them.
 */
export function isArticleNote(mark: Mark, titles: readonly string[]): boolean {
  if (mark.about === 'article') return true
  return mark.note !== '' && mark.before === '' && mark.after === '' && mark.start === 0 && titles.includes(mark.quote)
}
