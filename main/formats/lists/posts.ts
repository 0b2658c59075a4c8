import { xmlElements } from '../syntax/xml.ts'
import type { ListReader } from './entry.ts'
import { entryOf } from './rows.ts'
import { serviceOf } from './services.ts'

/** Names of Pinboard's JSON, which its XML has too; Delicious, whose form it is, had no `toread`. */
const PINBOARD = serviceOf(new Set(['href', 'toread']))
const DELICIOUS = { what: 'list.delicious', service: 'Delicious' } as const

/** The XML of Pinboard and of Delicious: `<posts><post href description extended tag time toread/>`. */
export const readPosts: ListReader = (text) => {
  const posts = xmlElements(text).filter(({ name }) => name === 'post')
  const pinboard = posts.some(({ attributes }) => 'toread' in attributes)
  const service = PINBOARD && { ...PINBOARD, name: pinboard ? PINBOARD.name : DELICIOUS.service }
  const entries = posts.map(({ attributes }, index) => {
    // only what is to be read says so
    const row = new Map(Object.entries(pinboard ? { toread: 'no', ...attributes } : attributes))
    return entryOf(row, `entry ${String(index + 1)}`, service)
  })
  return pinboard ? { what: 'list.pinboard', service: service?.name, entries } : { ...DELICIOUS, entries }
}
