import type { Phrase } from '../../../shared/model/phrase.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { TAG_MAX_LENGTH, tagSchema } from '../../../shared/model/tag.ts'

/** Tags as the library writes them; throws `tag.invalid`. */
export function checkedTags(tags: readonly string[]): string[] {
  const checked = tags.map((tag) => {
    const parsed = tagSchema.safeParse(tag)
    if (parsed.success) return parsed.data
    throw new ProblemError('tag.invalid', {
      tag,
      reason: parsed.error.issues[0]?.message ?? ('tag.empty' satisfies Phrase),
      most: TAG_MAX_LENGTH,
    })
  })
  return [...new Set(checked)]
}
