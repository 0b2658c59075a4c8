import { isElement, type Text } from '../dom/node.ts'
import { isBlank } from '../dom/walk.ts'
import { isFormula } from './formula.ts'
import { Place, type Block, type Blocks, type Scope } from './blocks.ts'
import { likelihood, mostText } from './choose.ts'
import { dropConsent } from './consent.ts'
import type { Known } from './features.ts'
import { dropEmptySections, dropPointers, keepHeadings, keepLikeHeadings, MOST_LINKED, OTHERS } from './headings.ts'
import { isNeverText } from './never.ts'
import { keepPoems } from './poems.ts'
import { keepRecipe } from './recipe.ts'
import { holds } from './surroundings.ts'
import { bare, isBare } from '../metadata/fold.ts'

/** What belongs to the article. */
export interface Decision {
  /** the element that holds the article; undefined for a page without text */
  root: Scope | undefined
  /** one flag a block */
  kept: boolean[]
}

/** How sure the trees have to be of a block inside the article's element, and of one that stands elsewhere. */
const SURE_INSIDE = 0.45
const SURE_OUTSIDE = 0.6
/** The items of a list stand or fall together: this much of an item's own chance gives way to that of the list. */
const TOGETHER = 0.7
/** A list or a quote with more of the likely text is how the page is laid out: what is in it has nothing in common. */
const LAID_OUT = 0.5
/** Mean characters of a cell of data. */
const SHORT_CELL = 80
/** The heading that is the title has at least this share of what was kept below it. */
const ENOUGH = 0.25
/** A block this long is running text. */
const RUNNING = 140
const WORD = /[\p{L}\p{N}]+/gu
const PIECES: ReadonlySet<string> = new Set(['ul', 'ol', 'dl', 'table', 'pre'])
const HOLDS_TOGETHER: ReadonlySet<string> = new Set(['ul', 'ol', 'dl', 'table', 'blockquote'])

/** So much text outside the comments is an article, and they are not. */
const ENOUGH_TEXT = 500
const LIKELY = 0.5

/** Comments can be longer than what they are about and read like it: where there is an article, none of them is in it. */
function withoutComments({ blocks }: Blocks, chances: readonly number[]): readonly number[] {
  const isComment = ({ scope }: Block): boolean => (scope.place & Place.comments) !== 0
  let text = 0
  for (const block of blocks) if (!isComment(block) && (chances[block.index] ?? 0) > LIKELY) text += block.length
  return text < ENOUGH_TEXT ? chances : chances.map((chance, at) => (blocks[at] && isComment(blocks[at]) ? 0 : chance))
}

/** The likeliest text of a page is at least this likely: there is an article, however odd or small the page. */
const LIKELIEST = 0.9
const PARAGRAPH = 80
/** A line says less of where the article is than a paragraph, by its length and by this. */
const LINE_SHARE = 0.5

const oddsOf = (chance: number): number => chance / Math.max(Number.EPSILON, 1 - chance)

/** How much a block may tell of where the article is: a paragraph all it can, a line less, a heading or a menu nothing. */
function tellingOf(block: Block): number {
  if (block.length >= PARAGRAPH) return 1
  const stands = (block.scope.place & Place.heading) === 0 && likelihood(block) > 0
  return stands ? (LINE_SHARE * block.length) / PARAGRAPH : 0
}

/** Raises all chances alike where the trees found nothing. */
function likeliest({ blocks }: Blocks, chances: readonly number[]): readonly number[] {
  let best = 0
  let most = 0
  for (const block of blocks) {
    const chance = chances[block.index] ?? 0
    // most blocks are known to be too unlikely before they are looked at
    const worth = chance > most ? chance * tellingOf(block) : 0
    if (worth <= most) continue
    most = worth
    best = chance
  }
  if (best >= 0.6 || best === 0) return chances
  const raise = oddsOf(LIKELIEST) / oddsOf(best)
  return chances.map((chance) => (oddsOf(chance) * raise) / (1 + oddsOf(chance) * raise))
}

/** The chances again, with those of lists and tables brought together. */
function asWholes(page: Blocks, chances: readonly number[]): readonly number[] {
  const together = chances.slice()
  const likely = chances.map((chance, at) => (chance > LIKELY ? (page.blocks[at]?.length ?? 0) : 0))
  const all = likely.reduce((sum, length) => sum + length, 0)
  for (const scope of page.scopes) {
    if (!HOLDS_TOGETHER.has(scope.element.name) || scope.to - scope.from < 2) continue
    let sum = 0
    let weights = 0
    let length = 0
    let text = 0
    for (let at = scope.from; at < scope.to; at++) {
      const weight = Math.sqrt(page.blocks[at]?.length ?? 0)
      sum += (chances[at] ?? 0) * weight
      length += page.blocks[at]?.length ?? 0
      text += likely[at] ?? 0
      weights += weight
    }
    if (text > all * LAID_OUT) continue
    // a table of short cells means something only as a whole; one of long cells is a layout, and its cells have nothing in common
    const whole = scope.element.name === 'table' && length < SHORT_CELL * (scope.to - scope.from)
    if (scope.element.name === 'table' && !whole) continue
    const share = whole ? 1 : TOGETHER
    for (let at = scope.from; at < scope.to; at++)
      together[at] = (1 - share) * (chances[at] ?? 0) + (share * sum) / weights
  }
  return together
}

/** (A loop: with a function for each block the engine throws away what it has compiled, on every page.) */
function likelyOnes({ blocks }: Blocks, root: Scope | undefined, chances: readonly number[]): boolean[] {
  const kept: boolean[] = []
  for (const block of blocks) {
    const at = kept.length
    const inside = root !== undefined && at >= root.from && at < root.to
    const likely = (chances[at] ?? 0) > (inside ? SURE_INSIDE : SURE_OUTSIDE)
    kept.push(likely && !inCaption(block) && !isNeverText(block))
  }
  return kept
}

/** From chances to a decision; apart from `decide` so that training can measure it with trees that have not seen the page. */
export function settle(
  page: Blocks,
  judged: readonly number[],
  { title, recipe }: Pick<Known, 'title' | 'recipe'> = { title: '', recipe: '' },
): Decision {
  const chances = likeliest(page, withoutComments(page, judged))
  const root = mostText(page, chances)
  const kept = likelyOnes(page, root, asWholes(page, chances))
  keepPieces(page, kept)
  keepLastQuote(page, kept)
  keepRecipe(page, recipe, kept)
  keepHeadings(page, kept)
  keepLikeHeadings(page, kept)
  keepFormulas(page, kept)
  if (root) keepEmbedded(page, root, kept)
  if (root) keepPoems(page, root, kept)
  dropOthers(page, title, kept)
  dropTwins(page, kept)
  dropConsent(page, title, kept)
  dropTitle(page, title, kept)
  dropPointers(page, kept)
  dropCredits(page, kept)
  dropEmptySections(page, kept)
  if (!kept.includes(true) && root) for (let at = root.from; at < root.to; at++) kept[at] = true
  return { root, kept }
}

/**
 * Code, lists and tables in the midst of the text belong to it: of short pieces alone the trees know too little. They stand
 * right below what is kept, with more of it after them in the same element.
 */
function keepPieces(page: Blocks, kept: boolean[]): void {
  // what is added below stands above the last one
  const last = kept.lastIndexOf(true)
  const holdsKept = (from: number, to: number): boolean => {
    const at = from > last ? -1 : kept.indexOf(true, from)
    return at >= 0 && at < to
  }
  for (const { element, from, to, place, parent } of page.scopes) {
    const isQuote = element.name === 'blockquote' && parent?.element.name === 'figure'
    if (!(isQuote || PIECES.has(element.name)) || to === from || place & OTHERS) continue
    // what a figure says of a table or of code stands below it
    const figure = figureAround(parent)
    let around = figure?.parent ?? parent
    while (around && around.to === (figure?.to ?? to) && around.depth > 0) around = around.parent
    if (!around || !holdsKept(figure?.to ?? to, around.to)) continue
    const above =
      element.name === 'pre' ? kept.slice(Math.max(around.from, from - NEAR_CODE), from).includes(true) : kept[from - 1]
    if (!above) continue
    let length = 0
    let links = 0
    for (let at = from; at < to; at++) {
      length += page.blocks[at]?.length ?? 0
      links += page.blocks[at]?.linkLength ?? 0
    }
    if (links >= length * MOST_LINKED) continue
    const data = element.name === 'table' && length < SHORT_CELL * (to - from) && to - from > 1
    if (element.name === 'table' && !data) continue
    for (let at = from; at < to; at++) {
      const block = page.blocks[at]
      if (block && !inCaption(block)) kept[at] = true
    }
  }
}

/** A quotation right below the text, as the last thing in the element that holds both, ends it. */
function keepLastQuote({ blocks, scopes }: Blocks, kept: boolean[]): void {
  for (const { element, from, to, place, parent } of scopes) {
    if (element.name !== 'blockquote' || to === from || kept[from] || place & OTHERS) continue
    if (parent?.to !== to || from <= parent.from || !kept[from - 1]) continue
    let [length, links] = [0, 0]
    for (const block of blocks.slice(from, to)) {
      length += block.length
      links += block.linkLength
    }
    if (links < length * MOST_LINKED) kept.fill(true, from, to)
  }
}

const figureAround = (scope: Scope | undefined): Scope | undefined =>
  scope?.element.name === 'figure' ? scope : scope?.parent?.element.name === 'figure' ? scope.parent : undefined

/** Code is part of the text when that was kept so many blocks above it. */
const NEAR_CODE = 4

/** So far above its letters is the element that a program makes of a formula. */
const FORMULA_DEPTH = 16

/** Formulas between what is kept: each of their letters can be a line by its markup. */
function keepFormulas({ blocks }: Blocks, kept: boolean[]): void {
  let from = -1
  for (const block of blocks) {
    const { index } = block
    if (kept[index]) {
      if (from >= 0) kept.fill(true, from, index)
      from = -1
    } else if (from >= 0 || kept[index - 1]) {
      if (!isFormulaOnly(block)) from = -1
      else if (from < 0) from = index
    }
  }
}

const isFormulaOnly = ({ nodes }: Block): boolean => nodes.every((node) => isBlank(node.data) || inFormula(node))

function inFormula({ parent }: Text): boolean {
  let element = parent
  for (let steps = 0; isElement(element) && steps < FORMULA_DEPTH; steps++) {
    if (isFormula(element)) return true
    element = element.parent
  }
  return false
}

/** Posts of other sites, put in by their own snippets. */
const EMBEDDED =
  /(?:^|\s)(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|wp-embedded-content)(?:\s|$)/

/** A post in the midst of the text is quoted whole, with who wrote it and when. */
function keepEmbedded(page: Blocks, root: Scope, kept: boolean[]): void {
  for (const { element, from, to } of page.scopes) {
    if (element.name !== 'blockquote' || !EMBEDDED.test(element.attribs.class ?? '')) continue
    if (from <= root.from || to > root.to) continue
    if (kept[from - 1] || kept[to] || kept.slice(from, to).includes(true)) kept.fill(true, from, to)
  }
}

/** The title stands above the text, not in it, and what is above the title is not of this article. */
function dropTitle(page: Blocks, title: string, kept: boolean[]): void {
  const wanted = bare(title)
  if (wanted === '') return
  const { blocks } = page
  const running = blocks.find(({ length, index }) => length >= RUNNING && kept[index])?.index ?? blocks.length
  let rest = 0
  for (const { index, length } of blocks) if (kept[index]) rest += length
  const whole = rest
  let titled = false
  for (const { index, text, length, scope } of blocks) {
    if (length <= title.length * 2 && (isBare(text, wanted) || (scope.element.name === 'h1' && alike(text, title)))) {
      const heading = (scope.place & Place.heading) !== 0 && (scope.place & (Place.related | Place.nav)) === 0
      if (index < running) kept[index] = false
      if (heading && rest >= whole * ENOUGH) {
        // said once more in the midst of the text, it is the heading of a part
        if (titled && index > running) return
        kept.fill(false, 0, index + 1)
        if (index > running) return
        titled = true
      }
    }
    if (kept[index]) rest -= length
  }
}

/** With so much text in the `article` of the title, what is in other ones is not of this article. */
const ENOUGH_HERE = 300

/** Other articles on the page, in elements of their own beside that of the title. */
function dropOthers({ blocks }: Blocks, title: string, kept: boolean[]): void {
  const wanted = bare(title)
  if (wanted === '') return
  const head = blocks.find(({ text, scope }) => scope.article !== undefined && isBare(text, wanted))
  const home = head?.scope.article
  if (!home) return
  let here = 0
  const others: number[] = []
  for (const { index, length, scope } of blocks) {
    const own = scope.article
    if (!kept[index] || own === undefined) continue
    if (own === home) here += length
    else if (!holds(home, own) && !holds(own, home)) others.push(index)
  }
  if (here >= ENOUGH_HERE) for (const index of others) kept[index] = false
}

/** What is hidden and says the block before once more, such as code to be copied, is no part of the text. */
function dropTwins({ blocks }: Blocks, kept: boolean[]): void {
  for (const { index, scope, text } of blocks) {
    if (!kept[index] || (scope.place & Place.hidden) === 0) continue
    const above = blocks[index - 1]?.text ?? ''
    if (above.length >= TWIN && text.replace(/\s/g, '').startsWith(above.replace(/\s/g, ''))) kept[index] = false
  }
}
const TWIN = 10

/** A line of credits is shorter, and one of so many last ones. */
const MOST_CREDITS = 400
const LAST_LINES = 5
const CREDITS =
  /^[\s(]*(?:(?:additional |with )?report(?:ing|ed) by|writing by|edit(?:ing|ed) by)|\bcontributed to this (?:report|story|article)/iu

/** Who else has worked on a text, as agencies say it at its end, is no part of it. */
function dropCredits({ blocks }: Blocks, kept: boolean[]): void {
  let at = kept.length
  for (let seen = 0; seen < LAST_LINES; seen++) {
    at = kept.lastIndexOf(true, at - 1)
    const block = blocks[at]
    if (block === undefined || at === 0) return
    if (block.length < MOST_CREDITS && CREDITS.test(block.text)) kept[at] = false
  }
}

/** Most words of the one are in the other. */
function alike(text: string, title: string): boolean {
  const words = new Set(title.toLowerCase().match(WORD))
  const own = text.toLowerCase().match(WORD) ?? []
  return own.filter((word) => words.has(word)).length > own.length / 2
}

/** `figcaption` stands beside the text, wherever it is. */
function inCaption(block: Block): boolean {
  if ((block.scope.place & Place.caption) === 0) return false
  for (let scope: Scope | undefined = block.scope; scope; scope = scope.parent) {
    if (scope.element.name === 'figcaption') return true
  }
  return false
}
