import { instantOf } from '../instants.ts'
import { listIn, parsePlist, stringIn, type PlistValue } from '../syntax/plist.ts'

/** Objects followed from one to the next: the response holds its headers two references below. */
function referred(objects: readonly PlistValue[], value: PlistValue): PlistValue {
  const uid = stringIn(value, 'CF$UID')
  return uid === undefined ? value : objects[Number(uid)]
}

/**
 * When the server answered (`Date` header, RFC 9110, 6.6.1), out of an archived NSHTTPURLResponse as Safari keeps one with each
 * resource: a keyed archive whose headers are a dictionary or a list of keys and values. undefined when there is none.
 */
export function answeredAt(response: Uint8Array, file: string): string | undefined {
  let archive: PlistValue
  try {
    archive = parsePlist(response, file)
  } catch {
    // the date is then unknown; the page itself is whole
    return undefined
  }
  const objects = listIn(archive, '$objects')
  for (const object of objects) {
    const plain = referred(objects, object instanceof Map ? object.get('Date') : undefined)
    if (typeof plain === 'string' && instantOf(plain) !== undefined) return instantOf(plain)
    const values = listIn(object, 'NS.objects').map((one) => referred(objects, one))
    const at = listIn(object, 'NS.keys').findIndex((key) => referred(objects, key) === 'Date')
    const value = at < 0 ? undefined : values[at]
    if (typeof value === 'string' && instantOf(value) !== undefined) return instantOf(value)
  }
  return undefined
}
