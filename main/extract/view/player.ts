import { makeElement, makeText, type ChildNode, type Element } from '../dom/node.ts'
import { lineOf, squeeze, walkElements } from '../dom/walk.ts'
import { withChildren } from './caption.ts'
import { pictureElement, type PictureStore } from './picture-store.ts'

/** Elements that play something. */
export const PLAYERS: ReadonlySet<string> = new Set([
  ...['video', 'audio', 'iframe', 'object', 'embed'],
  ...['amp-video', 'amp-audio', 'amp-iframe', 'amp-youtube', 'amp-vimeo', 'lite-youtube', 'lite-vimeo'],
])
const FILES: ReadonlySet<string> = new Set(['video', 'audio', 'amp-video', 'amp-audio'])
/** Where a player is by the words in its address … */
const PLAYS =
  /(?:^|[./_-])(?:embed|player|vplayer|videos?|vod|audio|podcasts?|episodes?|clips?|tracks?|watch)(?:$|[./_?-])/i
/** … and what is framed in articles beside players. */
const NO_PLAYER =
  /(?:^|[./_-])(?:ads?|doubleclick|adservice|googlesyndication|googletagmanager|recaptcha|like|likes|comments?|share|newsletters?|forms?|login|consent|maps?|tracking|pixel|widget_more)(?:$|[./_?-])/i
/** A player has room for its controls. */
const SMALLEST_PLAYER = 40
/** What a service calls every video of it. */
const ANY_TITLE =
  /^(?:(?:youtube|vimeo|dailymotion|embedded|html5?)\s*)*(?:video|audio|media)?\s*(?:player|content|embed)?$/i
/** Where saved frames say what they were, within their first part. */
const SAVED_FRAME_HEAD = 200_000
const SAVED_FROM = /<!--\s*saved from url=\(\d+\)(\S+)/i
const CANONICAL = /<link\b[^<>]*\brel=["']?canonical["']?[^<>]*>/i
const HREF = /\bhref=["']?([^"'\s>]+)/i
const FRAME_TITLE = /<title[^<>]*>([^<]{1,300})/i
const FRAME_PICTURE = /data:image\/(?:jpeg|webp);base64,[\w+/]{4000,}={0,2}/

/** What plays, and where. */
interface Player {
  href: string
  label: string
  /** addresses of a picture of it */
  pictures: string[]
}

/**
 * What stands in the view for an element that plays something: a link to where it can be played, with a picture of it where one was
 * saved; null where there is no such place. `beside` are pictures of its box, `caption` is what is said of it.
 */
export async function playerFigure(
  element: Element,
  beside: readonly Element[],
  caption: Element | undefined,
  store: PictureStore,
): Promise<Element | null> {
  const player = await playerOf(element, store)
  if (!player) return null
  const stills = player.pictures.map((src) => makeElement('img', { src, alt: '' }))
  const shown: ChildNode[] = []
  for (const image of [...stills, ...beside]) {
    const asset = await store.save(image)
    if (!asset) continue
    shown.push(withChildren('a', [pictureElement(image, asset)], { href: player.href }))
    break
  }
  const link = withChildren('a', [makeText(`▶ ${player.label}`)], { href: player.href })
  const lines: ChildNode[] = caption ? [link, makeText(` ${lineOf(caption)}`)] : [link]
  return withChildren('figure', [...shown, withChildren('figcaption', lines)])
}

async function playerOf(element: Element, store: PictureStore): Promise<Player | undefined> {
  const { name, attribs } = element
  const own = [attribs.title, attribs['aria-label'], attribs['data-title']].map((title) => squeeze(title ?? ''))
  const given = own.find((title) => title !== '' && !ANY_TITLE.test(title))
  const pictures = attribs.poster === undefined ? [] : [attribs.poster]
  let src = addressOf(element)
  let framed: SavedFrame | undefined
  if (name === 'iframe' && (src === undefined || !isWeb(src))) {
    framed = await savedFrame(element, store)
    src = framed?.url
    if (framed?.picture !== undefined) pictures.push(framed.picture)
  }
  const found = src === undefined ? undefined : playedAt(src, element)
  if (!found) return undefined
  pictures.push(...found.pictures)
  return {
    href: found.href,
    label: given ?? framed?.title ?? new URL(found.href).hostname.replace(/^www\./, ''),
    pictures,
  }
}

const isWeb = (src: string): boolean => /^(?:https?:)?\/\//i.test(src.trim())

/** The address that a player plays or frames. */
function addressOf(element: Element): string | undefined {
  const { name, attribs } = element
  const video = attribs.videoid ?? attribs['data-videoid']
  if (video !== undefined && /-youtube$/.test(name)) return `https://www.youtube.com/embed/${video}`
  if (video !== undefined && /-vimeo$/.test(name)) return `https://player.vimeo.com/video/${video}`
  if (attribs.src !== undefined && isWeb(attribs.src)) return attribs.src
  if (name === 'object' && attribs.data !== undefined) return attribs.data
  // what asks before it loads anything, or loads late, keeps the address in an attribute of its own
  for (const key in attribs) {
    const value = attribs[key] ?? ''
    if (key.startsWith('data-') && /src|url|href/.test(key) && isWeb(value)) return value
  }
  let source: string | undefined
  walkElements(element, (inner) => {
    if (inner.name === 'source') source ??= inner.attribs.src ?? inner.attribs['data-src']
    if (inner.name === 'param' && inner.attribs.name?.toLowerCase() === 'movie') source ??= inner.attribs.value
  })
  return source ?? attribs.src
}

interface SavedFrame {
  url: string
  title: string | undefined
  picture: string | undefined
}

/** What a frame was that its saver wrote into the page or beside it. */
async function savedFrame({ attribs }: Element, store: PictureStore): Promise<SavedFrame | undefined> {
  const { src } = attribs
  let markup = attribs.srcdoc
  if (markup === undefined && src !== undefined && !/^(?:about|javascript):/i.test(src)) {
    const bytes = await store.read(src)
    markup = bytes && new TextDecoder().decode(bytes.subarray(0, SAVED_FRAME_HEAD))
  }
  if (markup === undefined) return undefined
  const canonical = CANONICAL.exec(markup)?.[0] ?? ''
  const url = SAVED_FROM.exec(markup)?.[1] ?? HREF.exec(canonical)?.[1]
  if (url === undefined) return undefined
  return {
    url,
    title: squeeze(FRAME_TITLE.exec(markup)?.[1] ?? '') || undefined,
    picture: FRAME_PICTURE.exec(markup)?.[0],
  }
}

/** The page on which what is embedded can be played, and where its service keeps pictures of it. */
function playedAt(src: string, element: Element): { href: string; pictures: string[] } | undefined {
  const absolute = src.trim().replace(/^\/\//, 'https://')
  if (!/^https?:/i.test(absolute) || !URL.canParse(absolute)) return undefined
  const url = new URL(absolute)
  const host = url.hostname.replace(/^www\./, '')
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const id = encodeURIComponent(url.searchParams.get('v') ?? parts[parts.length - 1]?.split('&')[0] ?? '')
  if (/^(?:youtube(?:-nocookie)?\.com|youtu\.be)$/.test(host)) {
    const pictures = ['maxresdefault', 'sddefault', 'hqdefault', '0'].map(
      (one) => `https://i.ytimg.com/vi/${id}/${one}.jpg`,
    )
    return parts[0] === 'embed' && parts[1] === 'videoseries'
      ? { href: `https://www.youtube.com/playlist?${url.searchParams.toString()}`, pictures: [] }
      : { href: `https://www.youtube.com/watch?v=${id}`, pictures }
  }
  if (host === 'player.vimeo.com') return { href: `https://vimeo.com/${id}`, pictures: [] }
  if (host === 'dailymotion.com' && parts[0] === 'embed')
    return { href: `https://www.dailymotion.com/video/${id}`, pictures: [] }
  if (FILES.has(element.name)) return { href: url.href, pictures: [] }
  return isPlayer(url, element) ? { href: url.href, pictures: [] } : undefined
}

/** Whether a frame plays something: its address says so, and nothing says that it is something else. */
function isPlayer({ hostname, pathname }: URL, { name, attribs }: Element): boolean {
  const size = [attribs.width, attribs.height].map((value) => Number.parseInt(value ?? '', 10))
  if (name === 'object' || name === 'embed' || size.some((value) => value < SMALLEST_PLAYER)) return false
  const place = `${hostname}${pathname}`
  // posts that other sites let be embedded are quoted as text beside the frame
  if (/wp-embedded-content/.test(attribs.class ?? '') || NO_PLAYER.test(place)) return false
  return PLAYS.test(place)
}
