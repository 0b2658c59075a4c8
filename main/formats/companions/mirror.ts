import { statSync, type Stats } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { diskPath, entriesOf } from '../../platform/byte-paths.ts'
import { COMPANION_FILES } from '../../platform/limits.ts'
import { typeOfName } from '../../platform/media-types.ts'
import { unescapePercent, withoutFragment } from '../addresses.ts'
import { fileResource, noCompanion, type CompanionFiles } from './companion-files.ts'
import { framesIn } from './frames.ts'
import { isHost } from './mirror-place.ts'
import { rewriteCss } from '../original/original-css.ts'
import type { Resource } from '../page.ts'
import { unescapeHtml } from '../signature.ts'
import { parseSrcset } from '../original/srcset.ts'

/** Folders above a page that are looked at for the host's: mirrors nest as deep as the addresses did. */
const STEPS_UP = 20
/** What a page shows. A document, a program, an archive beside it is not the page's, whatever its markup says. */
const SHOWN = /^(image|font|audio|video)\/|^text\/css$/

interface Mirror {
  /** nothing outside this folder is the page's */
  root: string
  /** where addresses that begin with a slash lead; undefined outside a mirror */
  top?: string
}

/** A mirror has a folder a host, side by side; a page that is in none has what lies beside it and below. */
export function mirrorOf(page: string, within: string | undefined): Mirror {
  let folder = dirname(page)
  for (let step = 0; step < STEPS_UP && dirname(folder) !== folder; step++, folder = dirname(folder)) {
    if (folder === within) break
    if (isHost(basename(folder))) return { root: dirname(folder), top: folder }
  }
  return { root: within ?? dirname(page) }
}

/** The path an address in the file `from` leads to; undefined when that is outside the mirror or no address of a file. */
export function pathOf(address: string, from: string, { root, top }: Mirror): string[] {
  const plain = withoutFragment(address.trim()).replace(/\\/g, '/')
  if (plain === '' || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(plain)) return []
  const bare = plain.replace(/\?.*$/s, '')
  return [...new Set([plain, unescapePercent(plain), bare, unescapePercent(bare)])].flatMap((one) => {
    if (one.includes('\0') || (one.startsWith('/') && top === undefined)) return []
    const path = one.startsWith('/') ? join(top ?? root, one) : resolve(dirname(from), one)
    if (!path.startsWith(root + sep)) return []
    // in a mirror the first step is a host's folder, so that nothing beside the mirror is taken
    const [first = ''] = relative(root, path).split(sep)
    return top === undefined || isHost(first) ? [path] : []
  })
}

/** Folders looked at last; an import goes through one after the other. */
const LOOKED_AT = 64
/** A folder that changed this short before it was looked at can have changed again within the same tick of its clock, ms. */
const CLOCK_MS = 3_000
const looked = new Map<string, { changed: number; shows: boolean }>()

/**
 * Whether a folder holds anything that a page in it could show: a picture, a style sheet, a folder. In a folder of nothing but pages
 * no page's markup has to be gone through. Looked up again whenever the folder has changed.
 */
async function showsAnything(folder: string): Promise<boolean> {
  const changed = infoOf(folder)?.mtimeMs ?? Infinity
  const known = looked.get(folder)
  if (known?.changed === changed) return known.shows
  if (changed > Date.now() - CLOCK_MS) return true
  // a folder may be entered but not listed
  const entries = await entriesOf(folder).catch(() => undefined)
  const shows = entries?.some((entry) => !entry.isFile() || SHOWN.test(typeOfName(entry.name))) ?? true
  looked.set(folder, { changed, shows })
  const [oldest] = looked.keys()
  if (looked.size > LOOKED_AT && oldest !== undefined) looked.delete(oldest)
  return shows
}

/** What a path is; undefined when there is nothing, or nothing that can be asked for. */
function infoOf(path: string): Stats | undefined {
  try {
    return statSync(diskPath(path), { throwIfNoEntry: false })
  } catch {
    // a name longer than the disk allows, a loop of links
    return undefined
  }
}

/** Addresses that a page's markup loads. Found by pattern, as every plain page is asked; what is no address leads to no file. */
function addressesIn(html: string): Set<string> {
  const named = new Set<string>()
  const attribute =
    /\s(src|href|poster|background|srcset|imagesrcset|xlink:href)\s*=\s*(?:"([^"]{1,4096})"|'([^']{1,4096})'|([^\s"'>]{1,4096}))/gi
  for (const [, name = '', double, single, bare] of html.matchAll(attribute)) {
    const value = unescapeHtml(double ?? single ?? bare ?? '')
    if (/srcset$/i.test(name)) for (const { url } of parseSrcset(value)) named.add(url)
    else named.add(value)
  }
  for (const [, address = ''] of html.matchAll(/url\(\s*(?:&quot;|["'])?([^"'()&\s]{1,4096})/gi)) named.add(address)
  return named
}

/**
 * Pictures, style sheets and fonts of a page that was saved with the folders of its site (`wget -p -k`, HTTrack) or has them beside
 * it: what its markup and its style sheets name, as far as it is there and inside the mirror. Paths are
 * below the mirror's root. `within` is a folder that nothing outside of can belong to the page.
 */
export async function mirrorFiles(page: string, html: string, within?: string): Promise<CompanionFiles> {
  const mirror = mirrorOf(page, within)
  if (mirror.top === undefined && mirror.root === dirname(page) && !(await showsAnything(mirror.root)))
    return noCompanion
  const found = new Map<string, Resource>()
  const absent = new Set<string>()
  let left = false
  const below = (path: string): string => relative(mirror.root, path).split(sep).join('/')

  // only of a mirror: a page beside another one may be anybody's
  const framesOf = (markup: string): Set<string> => new Set(mirror.top === undefined ? [] : framesIn(markup))

  /** A folder that is not there is asked for once, however many of its files a page names. */
  function isFile(path: string): boolean {
    const [first = ''] = relative(mirror.root, path).split(sep)
    const start = join(mirror.root, first)
    if (absent.has(start)) return false
    if (infoOf(path)?.isFile()) return true
    if (start !== path && !infoOf(start)) absent.add(start)
    return false
  }
  async function take(
    addresses: ReadonlySet<string>,
    frames: ReadonlySet<string>,
    from: string,
    depth: number,
  ): Promise<void> {
    for (const address of addresses) {
      for (const path of pathOf(address, from, mirror)) {
        const type = typeOfName(path)
        const shown = SHOWN.test(type) || (frames.has(address) && type === 'text/html')
        if (found.has(path) || path === page || !shown || left || !isFile(path)) continue
        left = found.size >= COMPANION_FILES
        if (left) continue
        const resource = fileResource(path)
        found.set(path, resource)
        if (depth > 3 || !/^text\/(css|html)$/.test(type)) continue
        const text = Buffer.from(await resource.read()).toString('latin1')
        if (type === 'text/html') {
          await take(addressesIn(text), framesOf(text), path, depth + 1)
          continue
        }
        const named = new Set<string>()
        rewriteCss(text, (one) => (named.add(one), ''))
        await take(named, new Set(), path, depth + 1)
      }
    }
  }

  await take(addressesIn(html), framesOf(html), page, 0)
  return {
    main: found.size > 0 ? below(page) : undefined,
    left,
    files: [...found.keys()].map((path) => ({ path, below: below(path) })),
    get(href) {
      // an address out of a style sheet comes joined to the sheet's own, which is relative to the page
      return pathOf(href, page, mirror)
        .map((path) => found.get(path))
        .find((one) => one !== undefined)
    },
  }
}
