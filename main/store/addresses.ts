import { createHash } from 'node:crypto'
import { FOLDER_FILES, FORM_HOSTS, FORM_PARAMETERS, FORM_STEPS, TRACKING_PARAMETERS } from './address-rules.ts'

/** Bytes of a key: what SQLite and a double hold as a whole number, and chance does not meet among millions. */
const KEY_BYTES = 6

const exact = new Set(TRACKING_PARAMETERS.filter((name) => !name.endsWith('*')).map((name) => name.toLowerCase()))
const beginnings = TRACKING_PARAMETERS.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1))

/**
 * An address as it is compared with others: without scheme, port, `www.`, mobile and AMP forms, tracking parameters and
 * fragment, parameters in order. Undefined when it is none of the web.
 */
export function comparable(address: string): string | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined
  const url = new URL(address)
  const path = pathOf(url.pathname)
  return `${hostOf(url.hostname)}${path}${queryOf(url.searchParams)}${fragmentOf(url.hash)}`
}

/** Whether a comparable address is a site's front page: it is another page every day. */
export function isFrontPage(address: string): boolean {
  return !address.includes('/') && !address.includes('?') && !address.includes('#')
}

/** The number under which the index keeps an address. */
export function addressKey(address: string): number | undefined {
  const text = comparable(address)
  return text === undefined ? undefined : createHash('sha1').update(text).digest().readUIntBE(0, KEY_BYTES)
}

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

function queryOf(parameters: URLSearchParams): string {
  const kept = [...parameters].filter(([name, value]) => !isTracking(name) && !isForm(name, value))
  if (kept.length === 0) return ''
  const pairs = kept.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  return `?${pairs.sort().join('&')}`
}

function isTracking(name: string): boolean {
  const lower = name.toLowerCase()
  return exact.has(lower) || beginnings.some((beginning) => lower.startsWith(beginning))
}

function isForm(name: string, value: string): boolean {
  const values = FORM_PARAMETERS[name.toLowerCase()]
  return values !== undefined && (values.includes('*') || values.includes(value.toLowerCase()))
}

/** A fragment is a place in a page, unless the page is an app that keeps its address there. */
const fragmentOf = (hash: string): string => (/^#!?\//.test(hash) ? hash : '')
