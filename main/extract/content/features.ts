import { Place, type Blocks, type Scope } from './blocks.ts'
import { Hint } from './words.ts'
import { bare } from '../metadata/fold.ts'
import { NEIGHBOURS } from './neighbours.ts'
import { SAYS, SAYS_ANYTHING } from './says.ts'
import { surroundingsOf } from './surroundings.ts'

/**
 * What a block is judged by. All of it is independent of the site, most of it of the language. The order is that of the
 * weights in model.json: a change here needs `npm run train`.
 */
export const FEATURES = [
  ...[
    'length',
    'words',
    'linkShare',
    'links',
    'stopsPerWord',
    'endsSentence',
    'startsUpper',
    'digits',
    'strong',
    'capitals',
  ],
  ...['heading', 'paragraph', 'item', 'cell', 'division', 'inline', 'headingLevel'],
  ...['nav', 'footer', 'aside', 'header', 'form', 'figure', 'caption', 'table', 'list', 'quote', 'article', 'main'],
  ...['articleBody', 'chrome', 'comments', 'related', 'extra', 'body', 'meta', 'hidden', 'address', 'pre'],
  ...['outerChrome', 'outerExtra', 'outerBody', 'outerMain', 'ownBody', 'parentBody'],
  ...['inside', 'fromStart', 'toEnd', 'position', 'rootShare', 'depth', 'pagePosition'],
  ...[
    'likeShare',
    'likeLinks',
    'likeLength',
    'likeCount',
    'parentLinks',
    'parentBlocks',
    'parentLength',
    'grandLinks',
    'grandLength',
  ],
  ...[
    'before1Length',
    'before1Links',
    'after1Length',
    'after1Links',
    'around3Length',
    'around3Links',
    'before1Heading',
  ],
  ...['longBefore', 'longAfter', 'sinceLong', 'untilLong', 'repeated', 'isTitle', 'inTitleRange'],
  ...[
    'saysShare',
    'saysRelated',
    'saysSubscribe',
    'saysCopyright',
    'saysComments',
    'saysAuthor',
    'saysCredit',
    'saysTags',
    'saysAd',
    'saysDate',
  ],
  ...[
    'underRelated',
    'underSubscribe',
    'underComments',
    'endsColon',
    'prefixLink',
    'listLinks',
    'listLength',
    'agency',
    'question',
  ],
  ...['parentMain', 'grandMain', 'inMain', 'fromMain', 'toMain', 'likeLong', 'inData', 'isLead'],
  ...[
    'slanted',
    'mediaBefore',
    'mediaAfter',
    'lead',
    'outerLead',
    'titleShare',
    'saysNote',
    'saysCredits',
    'addressed',
    'startsCopyright',
    'sameBefore',
    'sameAfter',
    'brackets',
  ],
] as const

const SENTENCE_END = /[.!?…。！？]["'”’»)\]]*$/u
const UPPER_START = /^[\p{P}\p{S}\s]*[\p{Lu}\p{Lo}\p{N}]/u
const CAPITALS = /\p{Lu}/gu

/** How far a heading like "Related" reaches. */
const HEADING_REACH = 12

/** Two spellings of a title differ by fewer marks. */
const TITLE_MARKS = 10
/** Longer blocks are no title. */
const MAX_TITLE = 300
const WORD = /[\p{L}\p{N}]+/gu
/** A mail or web address, or an account's name, as text. */
const ADDRESS = /https?:\/\/|www\.|(?:^|\s|\()[\w.+-]*@\w/
const COPYRIGHT_START = /^[\s(]*(?:©|\(c\))/i
const BRACKETS = /^[([{].*[)\]}][.]?$/s

/** Share of a text's words that are among others. */
function wordsShared(text: string, others: ReadonlySet<string>): number {
  const words = text.toLowerCase().match(WORD)
  if (!words || others.size === 0) return 0
  return words.filter((word) => others.has(word)).length / words.length
}

const log = (value: number): number => Math.log2(1 + value)

/** What the page's data say about its text. */
export interface Known {
  title: string
  /** `articleBody` of JSON-LD, with its white space squeezed */
  body: string
  /** descriptions, squeezed */
  leads: readonly string[]
}

/** So much of a block is looked up in the data. */
const PROBE = 48

const isSpace = (code: number): boolean => code === 0x20
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

function countOf(text: string, matches: (code: number) => boolean): number {
  let found = 0
  for (let at = 0; at < text.length; at++) if (matches(text.charCodeAt(at))) found++
  return found
}

function capitalsIn(text: string): number {
  let found = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 0x80) return text.match(CAPITALS)?.length ?? 0
    if (code >= 0x41 && code <= 0x5a) found++
  }
  return found
}

/** A row a block in the order of FEATURES, with room for NEIGHBOURS at its end. */
export function featuresOf(page: Blocks, root: Scope, known: Known): Float32Array[] {
  const { title } = known
  const { blocks } = page
  const count = blocks.length
  const around = surroundingsOf(page, root)
  const { lengthIn, linkShareIn, longBefore, longAfter, sinceLong, untilLong } = around
  const main = around.main ?? root

  const inRoot = new Map<Scope, number>()
  /** Place bits set between the root and the block: what is around everything says nothing about a part. */
  const placeInside = (scope: Scope): number => {
    const known = inRoot.get(scope)
    if (known !== undefined) return known
    let place = scope.place
    if (scope !== root && scope.from >= root.from && scope.to <= root.to) place = scope.place & ~root.place
    inRoot.set(scope, place)
    return place
  }

  const heads = blocks.map(({ text }) => text.slice(0, 120))
  let under = { related: -99, subscribe: -99, comments: -99 }
  const rootLength = lengthIn(root.from, root.to)
  let titleAt = -1
  const titleWords = new Set(title.toLowerCase().match(WORD) ?? [])
  const titleBare = bare(title)
  const isTitle = blocks.map(
    ({ length, text }) => titleBare !== '' && Math.abs(length - title.length) < TITLE_MARKS && bare(text) === titleBare,
  )
  isTitle.forEach((is, at) => {
    if (is && (titleAt < 0 || at <= root.from + 4)) titleAt = at
  })

  return blocks.map((block, at) => {
    const row = new Float32Array(FEATURES.length + NEIGHBOURS.length)
    let next = 0
    const put = (value: number | boolean): void => {
      row[next++] = Number(value)
    }
    const { scope, text } = block
    const { name } = scope.element
    const words = countOf(text, isSpace) + 1
    const place = placeInside(scope)
    const before = blocks[at - 1]
    const after = blocks[at + 1]
    const head = heads[at] ?? ''
    const heading = /^h[1-6]$/.test(name) || (scope.place & Place.heading) !== 0
    put(log(block.length))
    put(log(words))
    put(block.linkLength / block.length)
    put(block.links)
    put(block.stops / words)
    put(SENTENCE_END.test(text.slice(-8)))
    put(UPPER_START.test(head))
    const digits = countOf(head, isDigit)
    put(digits / head.length)
    put(block.strongLength / block.length)
    put(capitalsIn(head) / head.length)

    put(heading)
    put(name === 'p')
    put(name === 'li' || name === 'dd' || name === 'dt')
    put(name === 'td' || name === 'th')
    put(name === 'div' || name === 'section' || name === 'article')
    put(block.nodes.length)
    put(heading ? Number(name.slice(1)) || 7 : 0)

    for (const bit of [
      Place.nav,
      Place.footer,
      Place.aside,
      Place.header,
      Place.form,
      Place.figure,
      Place.caption,
      Place.table,
    ]) {
      put((place & bit) !== 0)
    }
    for (const bit of [
      Place.list,
      Place.quote,
      Place.article,
      Place.main,
      Place.articleBody,
      Place.chrome,
      Place.comments,
    ]) {
      put((place & bit) !== 0)
    }
    for (const bit of [Place.related, Place.extra, Place.body, Place.meta, Place.hidden, Place.address, Place.pre]) {
      put((place & bit) !== 0)
    }
    const outer = root.place
    put((outer & (Place.chrome | Place.related | Place.comments)) !== 0)
    put((outer & Place.extra) !== 0)
    put((outer & Place.body) !== 0)
    put((outer & (Place.main | Place.article | Place.articleBody)) !== 0)
    put((scope.hints & 16) !== 0)
    put(((scope.parent?.hints ?? 0) & 16) !== 0)

    put(at >= root.from && at < root.to)
    put(Math.max(-20, Math.min(40, at - root.from)))
    put(Math.max(-20, Math.min(40, root.to - 1 - at)))
    put((at - root.from) / Math.max(1, root.to - root.from))
    put(block.length / Math.max(1, rootLength))
    put(scope.depth - root.depth)
    put(at / count)

    const like = around.likeOf(scope)
    put(like.length / Math.max(1, page.length))
    put(like.links / Math.max(1, like.length))
    put(log(like.length / Math.max(1, like.count)))
    put(log(like.count))
    const parent = scope.parent ?? scope
    const grand = parent.parent ?? parent
    put(linkShareIn(parent.from, parent.to))
    put(log(parent.to - parent.from))
    put(log(lengthIn(parent.from, parent.to)))
    put(linkShareIn(grand.from, grand.to))
    put(log(lengthIn(grand.from, grand.to)))

    put(log(before?.length ?? 0))
    put(before ? before.linkLength / before.length : 1)
    put(log(after?.length ?? 0))
    put(after ? after.linkLength / after.length : 1)
    put(log(lengthIn(at - 3, at + 4)))
    put(linkShareIn(at - 3, at + 4))
    put(before !== undefined && (before.scope.place & Place.heading) !== 0)

    put(log(longBefore[at] ?? 0))
    put(log(longAfter[at] ?? 0))
    put(Math.min(30, sinceLong[at] ?? 30))
    put(Math.min(30, untilLong[at] ?? 30))
    put(around.times(text) > 1)
    put(isTitle[at] ?? false)
    put(titleAt < 0 ? 0 : Math.max(-10, Math.min(20, at - titleAt)))

    const says = block.length < 400 && SAYS_ANYTHING.test(head)
    const share = says && block.length < 200 && SAYS.share.test(head)
    const related = says && block.length < 200 && SAYS.related.test(head)
    const subscribe = says && SAYS.subscribe.test(head)
    const comments = says && block.length < 200 && SAYS.comments.test(head)
    put(share)
    put(related)
    put(subscribe)
    put(SAYS.copyright.test(head))
    put(comments)
    put(says && block.length < 300 && SAYS.author.test(head))
    put(block.length < 300 && SAYS.credit.test(text.slice(-160)))
    put(says && block.length < 300 && SAYS.tags.test(head))
    put(says && block.length < 100 && SAYS.ad.test(head))
    put(digits > 0 && SAYS.date.test(head))
    put(Math.min(HEADING_REACH, at - under.related) < HEADING_REACH)
    put(Math.min(HEADING_REACH, at - under.subscribe) < HEADING_REACH)
    put(at - under.comments < 99)
    if (heading || (block.length < 60 && !SENTENCE_END.test(text))) {
      if (related || scope.hints & Hint.related) under = { ...under, related: at }
      if (subscribe) under = { ...under, subscribe: at }
      if (comments) under = { ...under, comments: at }
    }
    put(text.endsWith(':'))
    put(block.links > 0 && block.linkLength < block.length && block.linkLength > block.length * 0.5)
    const list = name === 'li' ? scope.parent : undefined
    put(list ? linkShareIn(list.from, list.to) : -1)
    put(list ? log(lengthIn(list.from, list.to)) : -1)
    put(head.includes('(') && SAYS.agency.test(head))
    put(text.endsWith('?'))
    put(scope === main || scope.parent === main)
    put(grand === main)
    put(scope.from >= main.from && scope.to <= main.to)
    put(Math.max(-20, Math.min(30, at - main.from)))
    put(Math.max(-20, Math.min(30, main.to - 1 - at)))
    put(like.long / Math.max(1, around.longLength))
    put(known.body === '' ? -1 : known.body.includes(text.slice(0, PROBE)))
    put(
      block.length > 30 &&
        known.leads.some((lead) => lead.startsWith(text.slice(0, PROBE)) || text.startsWith(lead.slice(0, PROBE))),
    )
    put(block.slantedLength / block.length)
    put(Math.min(5, block.media))
    put(Math.min(5, after?.media ?? 0))
    put((place & Place.lead) !== 0)
    put((root.place & Place.lead) !== 0)
    put(block.length < MAX_TITLE ? wordsShared(text, titleWords) : 0)
    put(block.length < 400 && SAYS.note.test(head))
    put(block.length < 400 && SAYS.credits.test(text.slice(0, 240)))
    put(ADDRESS.test(text.slice(0, MAX_TITLE)) ? (block.length < 150 ? 2 : 1) : 0)
    put(COPYRIGHT_START.test(head))
    put(before !== undefined && before.scope.parent === scope.parent && before.scope.element.name === name)
    put(after !== undefined && after.scope.parent === scope.parent && after.scope.element.name === name)
    put(BRACKETS.test(text))
    return row
  })
}
