import { z } from 'zod'
import type { Phrase } from './phrase.ts'

/** The eight tag colours of the look; `--tag-<name>` in renderer/styles/tokens.css. */
export const tagColours = ['rust', 'ochre', 'leaf', 'teal', 'blue', 'violet', 'pink', 'stone'] as const
export type TagColour = (typeof tagColours)[number]

/** The longest tag, in characters: it has to fit a chip and a list row. */
export const TAG_MAX_LENGTH = 120

/** A word or a path (`politics/ukraine`): no control characters, no empty step. */
export const tagSchema = z
  .string()
  .transform((s) =>
    s
      .normalize('NFC')
      .replace(/\s+/g, ' ')
      .split('/')
      .map((step) => step.trim())
      .join('/'),
  )
  .pipe(
    z
      .string()
      .min(1, 'tag.empty' satisfies Phrase)
      .max(TAG_MAX_LENGTH, 'tag.long' satisfies Phrase)
      .refine((s) => s.split('/').every((step) => step !== ''), 'tag.step' satisfies Phrase)
      .refine((s) => !/[\p{Cc},"]/u.test(s), 'tag.characters' satisfies Phrase),
  )

/** The form in which tags are compared. */
export function tagKey(tag: string): string {
  return tag
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s*\/+\s*/g, '/')
    .replace(/^\/|\/$/g, '')
}

/** Those of `more` that are not among `own`, whatever their case: what an article gains by them. */
export function gainedTags(own: readonly string[], more: readonly string[]): string[] {
  const keys = new Set(own.map(tagKey))
  return more.filter((tag) => keys.size < keys.add(tagKey(tag)).size)
}

/** What library.json knows about a tag beside its being on articles. */
export const tagInfoSchema = z.object({
  colour: z.enum(tagColours).optional(),
  description: z.string().default(''),
})
export type TagInfo = z.infer<typeof tagInfoSchema>

export const tagCountSchema = z.object({
  tag: z.string(),
  /** articles with exactly this tag, trash not counted */
  count: z.number().int(),
  /** articles with this tag or one below it */
  total: z.number().int(),
  colour: z.enum(tagColours).optional(),
  description: z.string(),
  lastUsed: z.string().optional(),
})
export type TagCount = z.infer<typeof tagCountSchema>

/** A tag for an article, and what speaks for it most: its words, articles like it, its site; `new` is no tag yet. */
export const tagSuggestionSchema = z.object({
  tag: z.string(),
  why: z.enum(['words', 'similar', 'site', 'new']),
  /** 0 to 1 */
  score: z.number(),
})
export type TagSuggestion = z.infer<typeof tagSuggestionSchema>

/** Two tags that are probably meant as one; `articles` are those that `drop` is on. */
export const tagPairSchema = z.object({
  keep: z.string(),
  drop: z.string(),
  why: z.enum(['spelling', 'plural', 'letters', 'path']),
  articles: z.number().int(),
})
export type TagPair = z.infer<typeof tagPairSchema>

/** What could be tidied up among the tags. */
export const tagCleaningSchema = z.object({
  pairs: z.array(tagPairSchema),
  /** on one article */
  once: z.array(z.string()),
  unused: z.array(z.string()),
})
export type TagCleaning = z.infer<typeof tagCleaningSchema>
