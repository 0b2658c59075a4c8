import type { Phrase } from '../../../shared/model/phrase.ts'

/** What an entry can say, and the names under which services write it, the surest first; in lower case. */
export const fields = {
  url: [
    ...['url', 'given_url', 'resolved_url', 'article__url', 'href', 'link', 'uri', 'address'],
    ...['original url', 'original_url', 'originalurl', 'page url', 'web page', 'website'],
  ],
  title: ['title', 'given_title', 'resolved_title', 'article__title', 'name', 'page title'],
  tags: ['tags', 'document tags', 'labels', 'manual tags', 'keywords', 'tag'],
  folder: ['folder', 'folders', 'collection', 'list'],
  saved: [
    ...['time_added', 'date_added', 'saved date', 'savedat', 'saved_at', 'addedat', 'added_at', 'importdate'],
    ...['date added', 'dateadded', 'created', 'created_at', 'createdat', 'creation date', 'date created'],
    ...['timestamp', 'time', 'added', 'saved', 'date saved', 'add_date', 'date'],
  ],
  read: ['is_archived', 'is_read', 'archived', 'archive', 'status', 'state', 'location', 'read', 'readat', 'read_at'],
  /** says no when it was read */
  unread: ['toread', 'unread'],
  starred: ['is_starred', 'starred', 'is_fav', 'favorite', 'favourite', 'favorited', 'important', 'pinned'],
  progress: ['reading progress', 'readingprogress', 'progress'],
  quotes: ['annotations', 'highlights'],
  description: [
    'excerpt',
    'selection',
    'summary',
    'article__excerpt',
    'description',
    'metadescription',
    'abstract note',
  ],
  note: ['note', 'notes', 'comment', 'comments', 'extended'],
  author: ['author', 'authors', 'published_by', 'byline', 'creator'],
  site: ['publisher', 'site', 'site_name', 'publication title'],
  published: ['published_at', 'publishedat', 'published', 'publication date', 'date published'],
  lang: ['language', 'lang'],
  /** markup; under this name other programs write words */
  content: [],
} satisfies Record<string, readonly string[]>
export type Field = keyof typeof fields

export interface Service {
  what: Phrase
  name: string
  /** names that together no other service has */
  needs: readonly string[]
  /** where it departs from what the names mean elsewhere */
  fields?: Partial<Record<Field, readonly string[]>>
  /** between the tags of a line, where a comma is part of one */
  separator?: string
  /** the folders that are states or stand for none */
  folders?: Readonly<Record<string, 'read' | 'starred' | 'none'>>
  /** names of people are `Bell, Ann; Reed, Tom` */
  surnameFirst?: boolean
  /** progress is always per cent */
  percent?: boolean
  /** its words have character references of HTML in them */
  escaped?: boolean
  /** what has no address is a note: under this name its words */
  noteWords?: string
  /** its notes are markup */
  markup?: boolean
  /** a value of `location` whose entries nobody has chosen */
  feed?: string
}

const UNSORTED = { unsorted: 'none', unorganized: 'none' } as const

/** The surest first: a service whose names are part of another one's comes behind it. */
export const services: readonly Service[] = [
  // in front of Pocket: it writes `given_url`, too
  {
    what: 'list.wallabag',
    name: 'wallabag',
    needs: ['url', 'is_archived'],
    fields: { content: ['content'] },
  },
  { what: 'list.pocket', name: 'Pocket', needs: ['url', 'time_added', 'status'], separator: '|' },
  { what: 'list.pocket', name: 'Pocket', needs: ['given_url'], fields: { url: ['given_url', 'resolved_url'] } },
  { what: 'list.pocket', name: 'Pocket', needs: ['resolved_url'], fields: { url: ['given_url', 'resolved_url'] } },
  {
    what: 'list.instapaper',
    name: 'Instapaper',
    needs: ['url', 'selection', 'folder'],
    folders: { unread: 'none', archive: 'read', starred: 'starred' },
  },
  {
    what: 'list.reader',
    name: 'Readwise Reader',
    needs: ['url', 'document tags', 'location'],
    feed: 'feed',
  },
  { what: 'list.raindrop', name: 'Raindrop.io', needs: ['url', 'excerpt', 'folder', 'created'], folders: UNSORTED },
  {
    what: 'list.omnivore',
    name: 'Omnivore',
    needs: ['url', 'slug', 'savedat'],
    percent: true,
  },
  { what: 'list.wallabag', name: 'wallabag', needs: ['url', 'is_fav'], fields: { content: ['content'] } },
  { what: 'list.wallabag', name: 'wallabag', needs: ['url', 'content', 'mime type'], fields: { content: ['content'] } },
  { what: 'list.readability', name: 'Readability', needs: ['article__url'], escaped: true },
  {
    what: 'list.pinboard',
    name: 'Pinboard',
    needs: ['href', 'toread'],
    fields: { title: ['description'], description: [] },
    separator: ' ',
  },
  { what: 'list.goodlinks', name: 'GoodLinks', needs: ['url', 'addedat', 'starred'] },
  {
    what: 'list.matter',
    name: 'Matter',
    needs: ['url', 'in queue', 'favorited'],
    fields: { saved: ['last interaction date'] },
    separator: ';',
  },
  {
    what: 'list.mymind',
    name: 'mymind',
    needs: ['id', 'type', 'url', 'content', 'note'],
    fields: { description: ['content'] },
    noteWords: 'content',
  },
  {
    what: 'list.zotero',
    name: 'Zotero',
    needs: ['key', 'item type', 'url'],
    fields: {
      tags: ['manual tags', 'automatic tags'],
      saved: ['access date', 'date added'],
      published: ['date'],
    },
    separator: ';',
    markup: true,
    surnameFirst: true,
  },
  // `status` is what its check of the link found
  { what: 'list.table', name: 'LinkAce', needs: ['url', 'check_disabled', 'status'], fields: { read: [] } },
  { what: 'list.table', name: 'Diigo', needs: ['url', 'tags', 'annotations', 'created_at'], separator: ' ' },
  ...['issued', 'accessed'].map((date): Service => ({
    what: 'list.json',
    name: 'CSL JSON',
    needs: ['id', 'type', 'title', date],
    fields: {
      site: ['container-title', 'publisher'],
      published: ['issued'],
      saved: ['accessed'],
      description: ['abstract'],
      tags: ['keyword'],
      read: [],
    },
  })),
  {
    what: 'list.delicious',
    name: 'Delicious',
    needs: ['url', 'others', 'owner'],
    fields: { note: ['description'], description: [] },
  },
]

/** The service that writes these names. */
export const serviceOf = (names: ReadonlySet<string>): Service | undefined =>
  services.find(({ needs }) => needs.every((name) => names.has(name)))
