import type { ChangeSummary } from '../../../shared/model/change.ts'

/** What each tag becomes: another name, nothing (null), or itself (undefined). */
export type Renaming = (tag: string) => string | null | undefined

/** Tags after a renaming; those that become one are one. */
export function renamed(tags: readonly string[], renaming: Renaming | undefined): string[] {
  if (!renaming) return [...tags]
  const after = tags.map((tag) => (renaming(tag) === undefined ? tag : renaming(tag)))
  return [...new Set(after.filter((tag) => typeof tag === 'string'))]
}

/** What the tags of an article become, and which rules gave them; undefined when none of them has another name. */
export function retagged(
  { tags, tagRules }: { tags: string[]; tagRules: Record<string, string> },
  renaming: Renaming,
): { tags: string[]; tagRules: Record<string, string> } | undefined {
  if (!tags.some((tag) => renaming(tag) !== undefined)) return undefined
  // of tags that become one, one that a person gave is a person's
  const rules = new Map<string, string | undefined>()
  for (const tag of tags) {
    const rule = Object.hasOwn(tagRules, tag) ? tagRules[tag] : undefined
    for (const to of renamed([tag], renaming)) rules.set(to, rules.has(to) ? rules.get(to) && rule : rule)
  }
  const given = [...rules].flatMap(([to, rule]) => (rule === undefined ? [] : [[to, rule]]))
  return { tags: renamed(tags, renaming), tagRules: Object.fromEntries(given) }
}

/** What was renamed, merged and deleted since the library was opened: an import that was begun before it goes by the new names. */
export interface Renamings {
  note(change: ChangeSummary, renaming: Renaming): void
  /** undefined when nothing that stands was renamed since then (ISO time) */
  since(time: string): Renaming | undefined
}

export function createRenamings(history: () => readonly ChangeSummary[]): Renamings {
  const noted: { id: string; at: string; renaming: Renaming }[] = []
  return {
    note({ id, at }, renaming) {
      noted.push({ id, at, renaming })
    },
    since(time) {
      if (noted.every(({ at }) => at < time)) return undefined
      const takenBack = new Set(history().flatMap(({ undoes }) => undoes ?? []))
      const later = noted.filter(({ id, at }) => at >= time && !takenBack.has(id))
      if (later.length === 0) return undefined
      return (tag) => {
        let now: string | null = tag
        for (const { renaming } of later) {
          const next: ReturnType<Renaming> = now === null ? undefined : renaming(now)
          if (next !== undefined) now = next
        }
        return now === tag ? undefined : now
      }
    },
  }
}
