import { LIST_FOLDER_DEPTH } from '../../platform/limits.ts'
import { eachTag } from '../syntax/tags.ts'
import type { Entry, ListReader } from './entry.ts'
import { folderTag, isOwnFolder } from './folders.ts'
import { isYes, tagsOf, timeOf } from './values.ts'

/** The heading of Pocket's old page (`ril_export.html`) above what was read. */
const READ_HEADING = /^read archive$/i

/** linkding puts what it has no attribute for into a tag, and the person's notes into the remark. */
const LINKDING_ARCHIVED = 'linkding:bookmarks.archived'
const LINKDING_NOTES = /\s*\[\/?linkding-notes\]\s*/g

interface Folder {
  name: string
  /** the browser's own: it says nothing about what lies in it */
  own: boolean
}

/** What ends a link that nobody closed. */
const ENDS_LINK = /^(?:a|d[tdl]|[uo]l|li|h[13])$/

/** What the text between two tags belongs to. */
type Target = 'title' | 'folder' | 'remark' | undefined

interface Found {
  attributes: Record<string, string>
  title: string
  remark: string
  folders: Folder[]
}

/** The links of a bookmark file with the folders they lie in. Hardly an element in such a file is closed. */
function linksOf(html: string): Found[] {
  const links: Found[] = []
  const folders: Folder[] = []
  let heading: Folder = { name: '', own: true }
  let target: Target
  /** a remark below a folder is the folder's */
  let belowLink = false
  eachTag(html, {
    open(name, attributes) {
      if (target === 'title' && ENDS_LINK.test(name)) target = undefined
      if (name === 'dl' || name === 'ul') {
        folders.push(heading)
        heading = { name: '', own: true }
        target = undefined
      } else if (name === 'h3' || name === 'h1') {
        const own = 'personal_toolbar_folder' in attributes || 'unfiled_bookmarks_folder' in attributes || name === 'h1'
        heading = { name: '', own }
        target = 'folder'
        belowLink = false
      } else if (name === 'a') {
        links.push({ attributes, title: '', remark: '', folders: folders.slice(0, LIST_FOLDER_DEPTH) })
        target = 'title'
        belowLink = true
      } else if (name === 'dd') target = belowLink ? 'remark' : undefined
      else if (name === 'dt') target = undefined
    },
    text(text) {
      const link = links.at(-1)
      if (target === 'folder') heading.name += text
      else if (target === 'title' && link !== undefined) link.title += text
      else if (target === 'remark' && link !== undefined) link.remark += text
    },
    close(name) {
      if (name === 'a' && target === 'title') target = undefined
      if ((name === 'h3' || name === 'h1') && target === 'folder') target = undefined
      if (name === 'dl' || name === 'ul') {
        folders.pop()
        target = undefined
      }
    },
  })
  return links
}

const isTop = ({ name, own }: Folder): boolean => own || isOwnFolder(name)

function entryOf({ attributes, title, remark, folders }: Found, part: string, pocket: boolean): Entry {
  const path = folders.filter((folder) => !isTop(folder)).map(({ name }) => name.trim())
  const folder = pocket ? undefined : folderTag(path)
  const names = folders.map(({ name }) => name.trim())
  const source = pocket ? 'Pocket time_added' : 'bookmark ADD_DATE'
  const saved = timeOf(attributes[pocket ? 'time_added' : 'add_date'])
  const { toread } = attributes
  const tags = tagsOf(attributes['tags'], ',')
  const archived = tags.includes(LINKDING_ARCHIVED)
  const read = archived || names.some((name) => READ_HEADING.test(name)) || (toread !== undefined && !isYes(toread))
  return {
    part,
    url: attributes['href'],
    title: title.replace(/\s+/g, ' ').trim() || undefined,
    tags: [...tags.filter((tag) => tag !== LINKDING_ARCHIVED), ...(folder === undefined ? [] : [folder])],
    saved: saved === undefined ? [] : [{ value: saved, source }],
    state: { ...(read && { read }), ...(isYes(attributes['data-important']) && { starred: true }) },
    note: (remark.replace(LINKDING_NOTES, '\n\n').trim() || attributes['description']?.trim()) ?? undefined,
  }
}

/** A browser's or a service's bookmark file (Netscape's form), and Pocket's old page of links. */
export const readBookmarks: ListReader = (text) => {
  const links = linksOf(text)
  const pocket = links.some(({ attributes }) => 'time_added' in attributes)
  const entries = links.map((link, index) => entryOf(link, `entry ${String(index + 1)}`, pocket))
  return {
    what: pocket ? 'list.pocket' : 'list.bookmarks',
    ...(pocket && { service: 'Pocket' }),
    entries,
  }
}
