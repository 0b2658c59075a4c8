import { appendFile, readFile, rm } from 'node:fs/promises'
import { z } from 'zod'
import { standingOf, type ChangeSummary } from '../../../shared/model/change.ts'
import { tagKey } from '../../../shared/model/tag.ts'
import { log } from '../../platform/log.ts'
import type { Store } from '../../store/store.ts'
import { checkedTags } from './checked-tags.ts'
import { tagsByKey } from './spelling.ts'

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

/** A renaming as it is kept: what lies under `from` comes under `to`, or goes; the first that fits holds. What lies under `stays` is left. */
const movesSchema = z.object({
  moves: z.array(z.object({ from: z.string(), to: z.string().nullable() })),
  stays: z.string().optional(),
})
export type TagMoves = z.infer<typeof movesSchema>

/** `tag` itself or one below it. */
export const isUnder = (tag: string, top: string): boolean => tag === top || tag.startsWith(`${top}/`)

/** A renaming whose names are written as the library has them already; it throws `tag.invalid` for one that cannot be a tag. */
export async function renamingOf(store: Store, { moves, stays }: TagMoves): Promise<Renaming> {
  const asked: Renaming = (tag) => {
    if (stays !== undefined && isUnder(tag, stays)) return undefined
    const move = moves.find(({ from }) => isUnder(tag, from))
    return move && (move.to === null ? null : move.to + tag.slice(move.from.length))
  }
  const written = await tagsByKey(store, (tag) => asked(tag) !== undefined)
  return (tag) => {
    const to = asked(tag)
    if (typeof to !== 'string') return to
    const [checked = to] = checkedTags([to])
    return written.get(tagKey(checked)) ?? checked
  }
}

/** What was renamed, merged and deleted: an import that was begun before it goes by the new names. */
export interface Renamings {
  note(change: ChangeSummary, moves: TagMoves): Promise<void>
  /** undefined when nothing that stands was renamed since then (ISO time) */
  since(time: string): Renaming | undefined
}

const lineSchema = movesSchema.extend({ id: z.string(), at: z.string() })
type Line = z.infer<typeof lineSchema>

/** Ids of the changes that were taken back and not made again; one that was made again stands by its first id. */
function takenBackIn(history: readonly ChangeSummary[]): Set<string> {
  const byId = new Map(history.map((change) => [change.id, change]))
  const before = ({ redoes = '' }: ChangeSummary): ChangeSummary | undefined => byId.get(byId.get(redoes)?.undoes ?? '')
  const standing = new Set<string>()
  for (const change of standingOf(history).done)
    for (let at: ChangeSummary | undefined = change; at; at = before(at)) standing.add(at.id)
  return new Set(history.flatMap(({ undoes }) => (undoes === undefined || standing.has(undoes) ? [] : [undoes])))
}

function parseLine(text: string): Line | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data
  } catch {
    // the end of a line that was being written when the program died
    return undefined
  }
}

/**
 * Opens what was renamed while imports were under way, a line each in `file`: they may go on after a restart, or have to be ended.
 * `isNeeded`: there is such an import; without one the file is of no use any more.
 */
export async function openRenamings(store: Store, file: string, isNeeded: boolean): Promise<Renamings> {
  if (!isNeeded && !store.readOnly) await rm(file, { force: true })
  const text = isNeeded ? await readFile(file, 'utf8').catch(() => '') : ''
  const lines = text.split('\n').flatMap((row) => (row === '' ? [] : (parseLine(row) ?? [])))
  const noted: { id: string; at: string; renaming: Renaming }[] = []
  for (const line of lines) noted.push({ ...line, renaming: await renamingOf(store, line) })
  return {
    async note({ id, at }, moves) {
      noted.push({ id, at, renaming: await renamingOf(store, moves) })
      await appendFile(file, `${JSON.stringify({ id, at, ...moves })}\n`).catch((error: unknown) =>
        log.error(`${file} could not be written`, error),
      )
    },
    since(time) {
      if (noted.every(({ at }) => at < time)) return undefined
      const takenBack = takenBackIn(store.history())
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
