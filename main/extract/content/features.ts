import { Place, type Blocks, type Scope } from './blocks.ts'
import { Hint } from './words.ts'
import { codeAt, Letter, letterBits, pointAt, unitsOf } from '../../platform/letters.ts'
import { bare, isBare } from '../metadata/fold.ts'
import { NEIGHBOURS } from './neighbours.ts'
import { SAYS, SAYS_ANYTHING } from './says.ts'
import { sharedWords } from './shared-words.ts'
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
    'foreign',
    'articles',
    'saysCount',
  ],
] as const

/** In the order of FEATURES. */
const PLACES: readonly number[] = [
  Place.nav,
  Place.footer,
  Place.aside,
  Place.header,
  Place.form,
  Place.figure,
  Place.caption,
  Place.table,
  Place.list,
  Place.quote,
  Place.article,
  Place.main,
  Place.articleBody,
  Place.chrome,
  Place.comments,
  Place.related,
  Place.extra,
  Place.body,
  Place.meta,
  Place.hidden,
  Place.address,
  Place.pre,
]

const UPPER_START = /^[\p{P}\p{S}\s]*[\p{Lu}\p{Lo}\p{N}]/u
/** What the first words are looked for in. */
const HEAD = 120

/** How far a heading like "Related" reaches. */
const HEADING_REACH = 12

/** Two spellings of a title differ by fewer marks. */
const TITLE_MARKS = 10
/** Longer blocks are no title. */
const MAX_TITLE = 300
/** A mail or web address, or an account's name, as text. */
const ADDRESS = /https?:\/\/|www\.|(?:^|\s|\()[\w.+-]*@\w/
const COPYRIGHT_START = /^[\s(]*(?:©|\(c\))/i
/** What these two begin with: most blocks begin with none, and one look is quicker than a pattern. */
const [COPYRIGHT_FIRST, BRACKETS_FIRST] = ['©(', '([{']
const BRACKETS = /^[([{].*[)\]}][.]?$/s

const LOGS = Float64Array.from({ length: 4096 }, (_, value) => Math.log2(1 + value))
/** Logarithm of what was counted: most of it is small, and looked up. */
const log = (count: number): number => (count < LOGS.length ? (LOGS[count] ?? 0) : Math.log2(1 + count))
const flag = (is: boolean): number => (is ? 1 : 0)

/** What the page's data say about its text. */
export interface Known {
  title: string
  /** `articleBody` of JSON-LD, with its white space squeezed */
  body: string
  /** ingredients and steps of a recipe, squeezed */
  recipe: string
  /** descriptions, squeezed */
  leads: readonly string[]
}

/** So much of a block is looked up in the data. */
const PROBE = 48

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

/** Digits and capitals. */
function figuresIn(text: string): { digits: number; capitals: number } {
  let digits = 0
  let capitals = 0
  const { length } = text
  for (let at = 0; at < length; at++) {
    const code = codeAt(text, at)
    if (code < 0x80) {
      if (isDigit(code)) digits++
      else if (code >= 0x41 && code <= 0x5a) capitals++
      continue
    }
    const point = pointAt(text, at)
    at += unitsOf(point) - 1
    if (letterBits(point) & Letter.upper) capitals++
  }
  return { digits, capitals }
}

/** Whether a capital, a letter without case or a digit is the first to be read. */
function startsUpper(head: string): boolean {
  if (head === '') return false
  const code = codeAt(head, 0)
  if (code >= 0x61 && code <= 0x7a) return false
  return (code >= 0x41 && code <= 0x5a) || isDigit(code) || UPPER_START.test(head)
}

const ENDS = '.!?…。！？'
const CLOSERS = '"\'”’»)]'
/** How far from the end of a long text its last full stop can be. */
const END_REACH = 8

/** Whether the last of a text's characters, but for quotes and brackets, is one that ends a sentence. */
function endsSentence(text: string, reach: number): boolean {
  const least = Math.max(0, text.length - reach)
  let at = text.length - 1
  while (at >= least && CLOSERS.includes(text.charAt(at))) at--
  return at >= least && ENDS.includes(text.charAt(at))
}

/** 1 for a text with an address, 2 for one that is hardly more. */
function addressed(text: string): number {
  if (!text.includes('@') && !text.includes('://') && !text.includes('www.')) return 0
  if (!ADDRESS.test(text.slice(0, MAX_TITLE))) return 0
  return text.length < 150 ? 2 : 1
}

/** A row a block in the order of FEATURES, with room for NEIGHBOURS at its end. */
export function featuresOf(page: Blocks, root: Scope, known: Known): Float32Array[] {
  const { title } = known
  const { blocks } = page
  const count = blocks.length
  const around = surroundingsOf(page, root)
  const { lengthIn, linkShareIn, longBefore, longAfter, sinceLong, untilLong } = around
  const main = around.main ?? root

  /** Place bits set between the root and the block: what is around everything says nothing about a part. */
  const placeInside = (scope: Scope): number =>
    scope !== root && scope.from >= root.from && scope.to <= root.to ? scope.place & ~root.place : scope.place

  let related = -99
  let subscribed = -99
  let commented = -99
  const rootLength = lengthIn(root.from, root.to)
  const titleShare = sharedWords(title)
  const titleBare = bare(title)
  const titles = new Set<number>()
  let titleAt = -1
  if (titleBare !== '') {
    blocks.forEach(({ length, text }, at) => {
      if (Math.abs(length - title.length) >= TITLE_MARKS || !isBare(text, titleBare)) return
      titles.add(at)
      if (titleAt < 0 || at <= root.from + 4) titleAt = at
    })
  }
  const outer = root.place

  const width = FEATURES.length + NEIGHBOURS.length
  // one piece of memory for all: each of its own would lie outside the engine's heap, with its own bookkeeping
  const all = new Float32Array(count * width)
  return blocks.map((block, at) => {
    const row = all.subarray(at * width, (at + 1) * width)
    let next = 0
    const { scope, text } = block
    const { name } = scope.element
    const words = block.spaces + 1
    const place = placeInside(scope)
    const before = at > 0 ? blocks[at - 1] : undefined
    const after = at + 1 < count ? blocks[at + 1] : undefined
    const head = text.slice(0, HEAD)
    const heading = (scope.place & Place.heading) !== 0
    row[next++] = log(block.length)
    row[next++] = log(words)
    row[next++] = block.linkLength / block.length
    row[next++] = block.links
    row[next++] = block.stops / words
    row[next++] = flag(endsSentence(text, END_REACH))
    row[next++] = flag(startsUpper(head))
    const { digits, capitals } = figuresIn(head)
    row[next++] = digits / head.length
    row[next++] = block.strongLength / block.length
    row[next++] = capitals / head.length

    row[next++] = flag(heading)
    row[next++] = flag(name === 'p')
    row[next++] = flag(name === 'li' || name === 'dd' || name === 'dt')
    row[next++] = flag(name === 'td' || name === 'th')
    row[next++] = flag(name === 'div' || name === 'section' || name === 'article')
    row[next++] = block.nodes.length
    row[next++] = heading ? Number(name.slice(1)) || 7 : 0

    // by number: an iterator of so short a list costs more than what it gives, for each block
    for (let bit = 0; bit < PLACES.length;) row[next++] = flag((place & (PLACES[bit++] ?? 0)) !== 0)
    row[next++] = flag((outer & (Place.chrome | Place.related | Place.comments)) !== 0)
    row[next++] = flag((outer & Place.extra) !== 0)
    row[next++] = flag((outer & Place.body) !== 0)
    row[next++] = flag((outer & (Place.main | Place.article | Place.articleBody)) !== 0)
    row[next++] = flag((scope.hints & Hint.body) !== 0)
    row[next++] = flag(((scope.parent?.hints ?? 0) & Hint.body) !== 0)

    row[next++] = flag(at >= root.from && at < root.to)
    row[next++] = Math.max(-20, Math.min(40, at - root.from))
    row[next++] = Math.max(-20, Math.min(40, root.to - 1 - at))
    row[next++] = (at - root.from) / Math.max(1, root.to - root.from)
    row[next++] = block.length / Math.max(1, rootLength)
    row[next++] = scope.depth - root.depth
    row[next++] = at / count

    const like = around.likeOf(at)
    row[next++] = like.length / Math.max(1, page.length)
    row[next++] = like.links / Math.max(1, like.length)
    row[next++] = Math.log2(1 + like.length / Math.max(1, like.count))
    row[next++] = log(like.count)
    const parent = scope.parent ?? scope
    const grand = parent.parent ?? parent
    row[next++] = linkShareIn(parent.from, parent.to)
    row[next++] = log(parent.to - parent.from)
    row[next++] = log(lengthIn(parent.from, parent.to))
    row[next++] = linkShareIn(grand.from, grand.to)
    row[next++] = log(lengthIn(grand.from, grand.to))

    row[next++] = log(before?.length ?? 0)
    row[next++] = before ? before.linkLength / before.length : 1
    row[next++] = log(after?.length ?? 0)
    row[next++] = after ? after.linkLength / after.length : 1
    row[next++] = log(lengthIn(at - 3, at + 4))
    row[next++] = linkShareIn(at - 3, at + 4)
    row[next++] = flag(before !== undefined && (before.scope.place & Place.heading) !== 0)

    row[next++] = log(longBefore[at] ?? 0)
    row[next++] = log(longAfter[at] ?? 0)
    row[next++] = Math.min(30, sinceLong[at] ?? 30)
    row[next++] = Math.min(30, untilLong[at] ?? 30)
    row[next++] = flag(around.times(text) > 1)
    row[next++] = flag(titles.has(at))
    row[next++] = titleAt < 0 ? 0 : Math.max(-10, Math.min(20, at - titleAt))

    const says = block.length < 400 && SAYS_ANYTHING.test(head)
    const share = says && block.length < 200 && SAYS.share.test(head)
    const saysRelated = says && block.length < 200 && SAYS.related.test(head)
    const subscribe = says && SAYS.subscribe.test(head)
    const comments = says && block.length < 200 && SAYS.comments.test(head)
    row[next++] = flag(share)
    row[next++] = flag(saysRelated)
    row[next++] = flag(subscribe)
    row[next++] = flag(SAYS.copyright.test(head))
    row[next++] = flag(comments)
    row[next++] = flag(says && block.length < 300 && SAYS.author.test(head))
    row[next++] = flag(block.length < 300 && SAYS.credit.test(text.slice(-160)))
    row[next++] = flag(says && block.length < 300 && SAYS.tags.test(head))
    row[next++] = flag(says && block.length < 100 && SAYS.ad.test(head))
    row[next++] = flag(digits > 0 && SAYS.date.test(head))
    row[next++] = flag(at - related < HEADING_REACH)
    row[next++] = flag(at - subscribed < HEADING_REACH)
    row[next++] = flag(at - commented < 99)
    if (heading || (block.length < 60 && !endsSentence(text, text.length))) {
      if (saysRelated || scope.hints & Hint.related) related = at
      if (subscribe) subscribed = at
      if (comments) commented = at
    }
    row[next++] = flag(text.endsWith(':'))
    row[next++] = flag(block.links > 0 && block.linkLength < block.length && block.linkLength > block.length * 0.5)
    const list = name === 'li' ? scope.parent : undefined
    row[next++] = list ? linkShareIn(list.from, list.to) : -1
    row[next++] = list ? log(lengthIn(list.from, list.to)) : -1
    row[next++] = flag(head.includes('(') && SAYS.agency.test(head))
    row[next++] = flag(text.endsWith('?'))
    row[next++] = flag(scope === main || scope.parent === main)
    row[next++] = flag(grand === main)
    row[next++] = flag(scope.from >= main.from && scope.to <= main.to)
    row[next++] = Math.max(-20, Math.min(30, at - main.from))
    row[next++] = Math.max(-20, Math.min(30, main.to - 1 - at))
    row[next++] = like.long / Math.max(1, around.longLength)
    row[next++] = known.body === '' ? -1 : flag(known.body.includes(text.slice(0, PROBE)))
    row[next++] = flag(
      block.length > 30 &&
        known.leads.some((lead) => lead.startsWith(text.slice(0, PROBE)) || text.startsWith(lead.slice(0, PROBE))),
    )
    row[next++] = block.slantedLength / block.length
    row[next++] = Math.min(5, block.media)
    row[next++] = Math.min(5, after?.media ?? 0)
    row[next++] = flag((place & Place.lead) !== 0)
    row[next++] = flag((root.place & Place.lead) !== 0)
    row[next++] = block.length < MAX_TITLE ? titleShare(text) : 0
    row[next++] = flag(says && SAYS.note.test(head))
    row[next++] = flag(block.length < 400 && SAYS.credits.test(text.slice(0, 240)))
    row[next++] = addressed(text)
    row[next++] = flag(COPYRIGHT_FIRST.includes(head.charAt(0)) && COPYRIGHT_START.test(head))
    row[next++] = flag(
      before !== undefined && before.scope.parent === scope.parent && before.scope.element.name === name,
    )
    row[next++] = flag(after !== undefined && after.scope.parent === scope.parent && after.scope.element.name === name)
    row[next++] = flag(BRACKETS_FIRST.includes(text.charAt(0)) && BRACKETS.test(text))
    row[next++] = around.foreignness(scope, blocks[titleAt]?.scope)
    row[next++] = log(around.articles)
    row[next++] = flag(block.length < 60 && SAYS.count.test(head))
    return row
  })
}
