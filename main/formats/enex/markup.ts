import { escapeHtml } from '../syntax/markup.ts'
import { withCodeBlocks } from './code-blocks.ts'
import { withHighlights } from './highlights.ts'
import type { Task } from './notes.ts'

/** Text that only Evernote can read, with its password. */
export const ENCRYPTED = /<en-crypt\b[^>]*>[^<]*(?:<\/en-crypt\s*>|$)/gi
const MEDIA = /<en-media\b([^>]*)(?:>(?:\s*<\/en-media>)?|$)/gi
const BOX = /<div\b[^<>]*>/gi
const TASK_GROUP = /-en-task-group\s*:\s*true/i
const EN_ID = /-en-id\s*:\s*([\w-]+)/i
/** An item of a checklist since version 10, with the box that its words are in; `<en-todo>` before. */
const ITEM = /(<li\b[^<>]*>)(?:\s*<div\b[^<>]*>)?/gi
const CHECKED = /-en-checked\s*:\s*(true|false)/i

const box = (checked: boolean): string => (checked ? '☑ ' : '☐ ')

const listOf = (tasks: readonly Task[]): string =>
  tasks.length === 0
    ? ''
    : `<ul>${[...tasks]
        .sort((a, b) => (a.weight < b.weight ? -1 : a.weight > b.weight ? 1 : 0))
        .map(({ title, status }) => `<li>${box(status === 'completed')}${escapeHtml(title)}</li>`)
        .join('')}</ul>`

/** The content with each group of tasks where it stands, and those without a place at its end. */
function withTasks(content: string, tasks: readonly Task[]): string {
  const groups = new Map<string, Task[]>()
  for (const task of tasks) groups.set(task.group, [...(groups.get(task.group) ?? []), task])
  const html = content.replace(BOX, (group) => {
    const id = TASK_GROUP.test(group) ? EN_ID.exec(group)?.[1] : undefined
    const list = id === undefined ? '' : listOf(groups.get(id) ?? [])
    groups.delete(id ?? '')
    return group + list
  })
  return html + [...groups.values()].map(listOf).join('')
}

interface Content {
  content: string
  tasks: readonly Task[]
  /** somebody wrote it, and it is no clipping */
  own: boolean
  /** the name of an attached file by its MD5 */
  nameOf: (hash: string) => string | undefined
}

/** ENML -> HTML: what Evernote names its own way, pictures by the MD5 of their bytes (enml2.dtd), other files by their names. */
export function markupOf({ content, tasks, own, nameOf }: Content): string {
  const bare = withCodeBlocks(content)
    .replace(/^\s*(<\?xml[^>]*\?>)?\s*(<!DOCTYPE[^[>]*(\[[^\]]*\])?\s*>)?/i, '')
    // a tag that nobody closed ends with the note, so that each character is looked at once
    .replace(/<\/?en-note\b[^>]*(?:>|$)/gi, '')
    .replace(ENCRYPTED, '')
    .replace(MEDIA, (_whole, attributes: string) => {
      const hash = /\bhash\s*=\s*["']([0-9a-f]{32})["']/i.exec(attributes)?.[1]?.toLowerCase() ?? ''
      if (/\btype\s*=\s*["']image\//i.test(attributes)) return `<img src="cid:${hash}" alt="">`
      const name = nameOf(hash)
      return name === undefined ? '' : `📎 ${escapeHtml(name)}`
    })
    .replace(/<en-todo\b([^>]*)(?:>|$)/gi, (_whole, attributes: string) =>
      box(/checked\s*=\s*["']true/i.test(attributes)),
    )
    .replace(/<\/en-todo>/gi, '')
    .replace(ITEM, (start, item: string) => {
      const checked = CHECKED.exec(item)?.[1]
      return checked === undefined ? start : start + box(checked.toLowerCase() === 'true')
    })
  return withTasks(withHighlights(bare, own), tasks)
}
