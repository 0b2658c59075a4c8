import { z } from 'zod'

/** On every element of a page that is shown for pointing at: its place among the start tags. */
export const NUMBER_ATTRIBUTE = 'data-keepleaf-number'

/** What the frame of such a page says to the window. It is not trusted: numbers and words, nothing else. */
export const pickMessageSchema = z.object({
  keepleaf: z.enum(['ready', 'at', 'choose', 'kind', 'leave']),
  /** of an element; for a kind its place among them */
  number: z.number().int().nonnegative().optional(),
  /** the element's name and first words, for a screen reader */
  name: z.string().max(40).optional(),
  words: z.string().max(200).optional(),
})
export type PickMessage = z.infer<typeof pickMessageSchema>
