import { unescapeHtml } from './signature.ts'
import type { Resource } from './page.ts'

const TOP = 256 * 1024

/** Percent escapes decoded where they decode; what does not stays as it is. */
export function unescapePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run)
      } catch {
        return run
      }
    })
  }
}

export const withoutFragment = (href: string): string => href.replace(/#.*$/s, '')

/** The address in `<base href>`, resolved against the page's own; undefined when there is none. */
export function baseOf(html: string, url: string | undefined): string | undefined {
  const tag = /<base\b[^<>]*?\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(html.slice(0, TOP))
  const href = tag?.[1] ?? tag?.[2] ?? tag?.[3]
  return href === undefined ? undefined : resolveAddress(unescapeHtml(href.trim()), url)
}

export function resolveAddress(href: string, base: string | undefined): string | undefined {
  if (base !== undefined && URL.canParse(href, base)) return new URL(href, base).href
  return URL.canParse(href) ? new URL(href).href : undefined
}

/** One spelling for all that a browser takes for the same address: no fragment, escapes decoded, composed characters. */
export function keyOf(address: string): string {
  const plain = withoutFragment(address.trim())
  if (/^cid:/i.test(plain)) return `cid:${unescapePercent(plain.slice(4))}`
  const canonical = URL.canParse(plain) ? new URL(plain).href : plain
  return unescapePercent(canonical).normalize('NFC')
}

/** Resources by address, for formats that keep each with the address it came from. */
export interface AddressBook {
  /** the first that was added under an address stays */
  add(address: string, resource: Resource): void
  /** by the address as written, and resolved against each base in turn */
  get(href: string, bases: readonly (string | undefined)[]): Resource | undefined
  readonly size: number
}

export function addressBook(): AddressBook {
  const byKey = new Map<string, Resource>()
  return {
    add(address, resource) {
      const key = keyOf(address)
      if (!byKey.has(key)) byKey.set(key, resource)
    },
    get(href, bases) {
      const direct = byKey.get(keyOf(href))
      if (direct !== undefined) return direct
      for (const base of bases) {
        const resolved = resolveAddress(href, base)
        const resource = resolved === undefined ? undefined : byKey.get(keyOf(resolved))
        if (resource !== undefined) return resource
      }
      return undefined
    },
    get size() {
      return byKey.size
    },
  }
}
