import { PAGES } from '../../platform/limits.ts'
import { limitProblem } from '../source.ts'
import { readXml } from '../syntax/xml.ts'

/** A task of a note, which is kept beside its text. */
export interface Task {
  title: string
  status: string
  /** `--en-id` of the place in the text where it stands with others */
  group: string
  /** its place among these: sorted as text */
  weight: string
}

interface NoteResource {
  data: string
  mime: string
  name: string
}

export interface Note {
  title: string
  content: string
  created: string
  updated: string
  url: string
  author: string
  /** where it comes from: `web.clip7`, `desktop.mac`, `mobile.ios` … */
  source: string
  tags: string[]
  tasks: Task[]
  resources: NoteResource[]
}

const emptyNote = (): Note => ({
  title: '',
  content: '',
  created: '',
  updated: '',
  url: '',
  author: '',
  source: '',
  tags: [],
  tasks: [],
  resources: [],
})
const emptyTask = (): Task => ({ title: '', status: '', group: '', weight: '' })
const emptyResource = (): NoteResource => ({ data: '', mime: '', name: '' })

function addToResource(resource: NoteResource, name: string | undefined, text: string): void {
  if (name === 'data') resource.data += text
  else if (name === 'mime') resource.mime += text
  else if (name === 'file-name') resource.name += text
}

function addToTask(task: Task, name: string | undefined, text: string): void {
  if (name === 'title') task.title += text
  else if (name === 'taskStatus') task.status += text
  else if (name === 'taskGroupNoteLevelID') task.group += text
  else if (name === 'sortWeight') task.weight += text
}

function addToNote(note: Note, name: string | undefined, text: string): void {
  if (name === 'title') note.title += text
  else if (name === 'content') note.content += text
  else if (name === 'created') note.created += text
  else if (name === 'updated') note.updated += text
  else if (name === 'tag') note.tags[note.tags.length - 1] += text
  else if (name === 'source-url') note.url += text
  else if (name === 'author') note.author += text
  else if (name === 'source') note.source += text
}

/** The notes of an export. Entities are not expanded (`export4.dtd` declares none that matter). */
export function notesOf(xml: string, file: string): { notes: Note[]; producer?: string; closed: boolean } {
  const notes: Note[] = []
  let producer: string | undefined
  let note = emptyNote()
  let task = emptyTask()
  let resource = emptyResource()
  let closed = false
  const open: string[] = []
  /** how many of these are open: what stands in one is not the note's */
  let resources = 0
  let tasks = 0
  readXml(xml, {
    open(name, attributes) {
      open.push(name)
      if (name === 'en-export')
        producer = [attributes['application'], attributes['version']].filter((one) => one !== undefined).join(' ')
      if (name === 'note') note = emptyNote()
      if (name === 'tag') note.tags.push('')
      if (name === 'resource' && ++resources > 0) resource = emptyResource()
      if (name === 'task' && ++tasks > 0) task = emptyTask()
    },
    text(text) {
      const name = open.at(-1)
      if (resources > 0) addToResource(resource, name, text)
      // a reminder of the task has days of its own
      else if (tasks > 0) addToTask(task, open.at(-2) === 'task' ? name : undefined, text)
      else addToNote(note, name, text)
    },
    close(name, implied) {
      open.pop()
      if (name === 'resource') resources--
      if (name === 'task') tasks--
      if (implied) return
      if (name === 'resource') note.resources.push(resource)
      if (name === 'task') note.tasks.push(task)
      if (name === 'note' && notes.push(note) > PAGES) throw limitProblem(file, 'limit.notes', { most: PAGES })
      if (name === 'en-export') closed = true
    },
  })
  return { notes, producer, closed }
}
