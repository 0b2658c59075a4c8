import { hash } from 'node:crypto'
import { FOLDER_FILES, FORM_HOSTS, FORM_PARAMETERS, FORM_STEPS, TRACKING_PARAMETERS } from './address-rules.ts'

/** Bytes of a key: what SQLite and a double hold as a whole number, and chance does not meet among millions. */
const KEY_BYTES = 6

/** One expression each for whole names and for beginnings: every parameter of every link is held against them. */
const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const tracking = new RegExp(
  `^(?:${TRACKING_PARAMETERS.map((name) => (name.endsWith('*') ? escaped(name.slice(0, -1)) : `${escaped(name)}(?:=|$)`)).join('|')})`,
  'i',
)

/**
 * An address as it is compared with others: without scheme, port, `www.`, mobile and AMP forms, tracking parameters and
 * fragment, parameters in order. Undefined when it is none of the web.
 */
export function comparable(address: string): string | undefined {
  if (!/^https?:\/\//i.test(address)) return undefined
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return undefined
  }
  const { hostname, pathname, search, hash: fragment } = url
  return hostOf(hostname) + pathOf(pathname) + (search === '' ? '' : queryOf(search)) + fragmentOf(fragment)
}

/** Whether a comparable address is a site's front page: it is another page every day. */
export function isFrontPage(address: string): boolean {
  return !address.includes('/') && !address.includes('?') && !address.includes('#')
}

/** The number under which the index keeps an address. */
export function addressKey(address: string): number | undefined {
  const text = comparable(address)
  return text === undefined ? undefined : hash('sha1', text, 'buffer').readUIntBE(0, KEY_BYTES)
}

/** A key as the beginning of a hash, which it is. */
export const startOfKey = (key: number): string => key.toString(16).padStart(2 * KEY_BYTES, '0')

/** Labels that name a form go, wherever they stand before the last two: `en.m.example.org`, `m.example.org`, not `m.org`. */
function hostOf(host: string): string {
  const labels = host.replace(/\.$/, '').split('.')
  const names = labels.slice(0, -2).filter((label) => !FORM_HOSTS.has(label))
  return [...names, ...labels.slice(-2)].join('.')
}

function pathOf(path: string): string {
  const steps = path.split('/').filter((step) => step !== '')
  if (FOLDER_FILES.has(steps.at(-1)?.toLowerCase() ?? '')) steps.pop()
  // a page that is called so has something before it, and stays one of its own when it has not
  if (steps.length > 1 && FORM_STEPS.has(steps.at(-1)?.toLowerCase() ?? '')) steps.pop()
  if (steps.length > 1 && FORM_STEPS.has(steps[0]?.toLowerCase() ?? '')) steps.shift()
  const last = steps.at(-1)
  if (last !== undefined) steps[steps.length - 1] = last.replace(/\.amp(\.html?)?$/i, '$1')
  return steps.length === 0 ? '' : `/${steps.join('/')}`
}

function queryOf(search: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !tracking.test(pair) && !isForm(pair))
  return kept.length === 0 ? '' : `?${kept.sort().join('&')}`
}

function isForm(pair: string): boolean {
  const at = pair.indexOf('=')
  const values = FORM_PARAMETERS[(at < 0 ? pair : pair.slice(0, at)).toLowerCase()]
  return values !== undefined && (values.includes('*') || values.includes(pair.slice(at + 1).toLowerCase()))
}

/** A fragment is a place in a page, unless the page is an app that keeps its address there. */
const fragmentOf = (hash: string): string => (/^#!?\//.test(hash) ? hash : '')
