import { textOfHtml } from '../../platform/html-text.ts'
import { decodeHTML } from 'entities'
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { Entry } from './entry.ts'
import { folderTag, isOwnFolder } from './folders.ts'
import { paragraphs } from '../syntax/markup.ts'
import { fields, type Field, type Service } from './services.ts'
import {
  addressOfDoi,
  isYes,
  joinedText,
  progressOf,
  publishedIn,
  quotesOf,
  tagsOf,
  textOf,
  timeOf,
  type Row,
} from './values.ts'

const FEED: Phrase = 'list.feed'

/** What the folder of an entry makes of it: a tag, a state, or nothing. */
function placed(row: Row, names: readonly string[], service: Service | undefined): Pick<Entry, 'tags' | 'state'> {
  const value = names.map((name) => textOf(row.get(name))).find((one) => one !== undefined)
  if (value === undefined) return {}
  const meaning = service?.folders?.[value.toLowerCase()]
  if (meaning === 'read') return { state: { read: true } }
  if (meaning === 'starred') return { state: { starred: true } }
  // with blanks between the steps, a slash without them is part of a name
  const steps = value.split(value.includes(' / ') ? ' / ' : '/')
  const tag = meaning === 'none' || isOwnFolder(value) ? undefined : folderTag(steps)
  return tag === undefined ? {} : { tags: [tag] }
}

/** wallabag's own words in place of a page that it could not fetch. */
const NOT_FETCHED = /^\s*(?:<p>)?wallabag can['’]t retrieve contents for this article\b/i

/** Whether what stands as the page's text is none of it. */
const isNotFetched = (row: Row): boolean =>
  isYes(row.get('is_not_parsed')) || NOT_FETCHED.test(textOf(row.get('content')) ?? '')

const givenNameFirst = (people: string | undefined): string | undefined =>
  people
    ?.split(';')
    .map((name) =>
      name
        .split(',', 2)
        .map((part) => part.trim())
        .toReversed()
        .join(' '),
    )
    .join(', ')

/** One entry out of the values it has by name, in the words of the service that wrote them. */
export function entryOf(row: Row, part: string, service?: Service): Entry {
  const names = (field: Field): readonly string[] => service?.fields?.[field] ?? fields[field]
  const values = (field: Field): unknown[] =>
    names(field)
      .map((name) => row.get(name))
      .filter((one) => one !== undefined && one !== null && one !== '')
  const words = (field: Field): string | undefined => {
    const text = values(field)
      .map(joinedText)
      .find((one) => one !== undefined)
    return text !== undefined && service?.escaped === true ? decodeHTML(text) : text
  }
  const from = service?.name ?? 'list'
  const saved = names('saved').flatMap((name) => {
    const value = timeOf(row.get(name))
    return value === undefined ? [] : [{ value, source: `${from} ${name}` }]
  })
  const url = words('url') ?? addressOfDoi(textOf(row.get('doi')))
  const ownWords = url === undefined ? textOf(row.get(service?.noteWords ?? '')) : undefined
  const location = textOf(row.get('location'))?.toLowerCase()
  const folder = placed(row, names('folder'), service)
  const read = values('read').some(isYes) || values('unread').some((one) => !isYes(one))
  return {
    part,
    ...(service?.feed !== undefined && location === service.feed && { fault: { reason: FEED, skip: true } }),
    url,
    title: words('title'),
    tags: [...values('tags').flatMap((one) => tagsOf(one, service?.separator)), ...(folder.tags ?? [])],
    saved,
    state: {
      ...folder.state,
      ...(read && { read }),
      ...(values('starred').some(isYes) && { starred: true }),
      progress: progressOf(values('progress')[0], service?.percent === true),
    },
    quotes: values('quotes').flatMap(quotesOf),
    description: ownWords === undefined ? words('description') : undefined,
    note:
      values('note')
        .map(joinedText)
        .filter((one) => one !== undefined)
        .map((one) => (service?.markup === true ? textOfHtml(one) : one))
        .join('\n\n') || undefined,
    author: service?.surnameFirst === true ? givenNameFirst(words('author')) : words('author'),
    site: words('site'),
    published: values('published')
      .map(publishedIn)
      .find((one) => one !== undefined),
    lang: words('lang'),
    slug: textOf(row.get('slug')),
    content: ownWords !== undefined ? paragraphs(ownWords) : isNotFetched(row) ? undefined : words('content'),
  }
}
