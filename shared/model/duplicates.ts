import { z } from 'zod'
import { rowSchema } from './article.ts'

/** Why a group stands together: near-same text, the same address, or both. */
export const groupReasons = ['text', 'address', 'both'] as const

/** Why one of a group is the one to keep. */
export const keepReasons = ['longest', 'pictures', 'marks', 'newest'] as const
export type KeepReason = (typeof keepReasons)[number]

export const duplicateMemberSchema = rowSchema.extend({ pictures: z.number().int() })
export type DuplicateMember = z.infer<typeof duplicateMemberSchema>

/** Articles that are the same page, or nearly. */
export const duplicateGroupSchema = z.object({
  reason: z.enum(groupReasons),
  /** share of the text that the least like have in common with the one to keep, 0 to 1; undefined for short texts */
  likeness: z.number().optional(),
  members: z.array(duplicateMemberSchema),
  /** the one to keep, and why */
  keep: z.string(),
  because: z.enum(keepReasons),
  /** merged with all suggested ones: the texts are the same, not two states of one page */
  suggested: z.boolean(),
})
export type DuplicateGroup = z.infer<typeof duplicateGroupSchema>

/** One group to be merged: what is kept, and what goes into it. */
export const mergeSchema = z.object({ keep: z.string(), others: z.array(z.string()).min(1) })
export type Merge = z.infer<typeof mergeSchema>

/** A text is longer only when it is by more than this share: a line of the page's frame does not make it the better one. */
const LONGER_BY = 0.05

type Judged = Pick<DuplicateMember, 'id' | 'words' | 'pictures' | 'marks' | 'saved' | 'added'>

/** The member of a group to keep: the longest text, else most pictures, else most marks, else the newest. */
export function bestOf(members: readonly Judged[]): { keep: string; because: KeepReason } {
  const only = (value: (member: Judged) => number, by = 0): Judged | undefined => {
    const [first, second] = members.toSorted((a, b) => value(b) - value(a))
    return first && value(first) > (second ? value(second) : 0) * (1 + by) ? first : undefined
  }
  const longest = only(({ words }) => words, LONGER_BY)
  if (longest) return { keep: longest.id, because: 'longest' }
  const pictured = only(({ pictures }) => pictures)
  if (pictured) return { keep: pictured.id, because: 'pictures' }
  const marked = only(({ marks }) => marks)
  if (marked) return { keep: marked.id, because: 'marks' }
  const when = (member: Judged): number => Date.parse(member.saved ?? member.added)
  const newest = members.toSorted((a, b) => when(b) - when(a) || (a.id < b.id ? 1 : -1))[0]
  return { keep: newest?.id ?? '', because: 'newest' }
}
