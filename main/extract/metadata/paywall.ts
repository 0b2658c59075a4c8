import type { Block, Scope } from '../content/blocks.ts'
import type { Thing } from './json-ld.ts'
import { warning } from '../../../shared/model/warning.ts'

/** A text with fewer words than this can be no more than the beginning; a longer one is worth reading, whatever stands below it. */
const STUB_WORDS = 300
/** How many blocks below the text a wall can stand. */
const BLOCKS_BELOW = 6
/** A wall says in a line or two what it is. */
const LONGEST_WALL = 400
/** What the page says to be all of its words, more than these times as many as are there: the rest is missing. */
const MISSING_TIMES = 1.5

/** Names that sites give to the box that ends a text. */
const WALL_NAMES =
  /(?<![a-z])(?:pay-?wall|reg-?wall|meter-?wall|paid-?content|premium-?content|subscriber-?only|subscription-?wall|piano-?(?:offer|inline)|bezahlschranke|paygate|article-?gate|gate-?content)/i

/** What such boxes say, in the languages most pages are written in. */
const WALL_WORDS = new RegExp(
  [
    ...['(?:subscribe|log ?in|sign in|register|sign up)[^.]{0,40} to (?:continue|keep|finish|read|unlock|access)'],
    ...[
      '(?:this|the) (?:article|story|content|post|page) is (?:only |exclusive(?:ly)? |reserved )?(?:available )?(?:for|to) ',
    ],
    ...['for (?:paid |paying )?subscribers only', 'already a (?:subscriber|member)', 'to continue reading'],
    ...['continue reading (?:this|with)', 'unlock (?:this|the) (?:article|story)', 'keep reading (?:this|with) '],
    ...['this (?:post|article|content) is for (?:paid|paying) ', 'subscribers? (?:only )?(?:exclusive|content)'],
    ...[
      '(?:weiterlesen|jetzt) mit [^.]{0,30}(?:abo|plus|\\+)',
      'um (?:den|diesen) (?:artikel|beitrag|text) [^.]{0,30}(?:zu lesen|weiterzulesen)',
    ],
    ...['(?:nur|exklusiv) für (?:abonnent|registrierte|mitglieder|plus)', 'bereits (?:abonnent|registriert|kunde)'],
    ...['(?:artikel|beitrag|inhalt) ist (?:kostenpflichtig|exklusiv|nur )', 'jetzt (?:abo|plus)[^.]{0,30} testen'],
    ...[
      'réservée? (?:à nos|aux) abonné',
      'il (?:vous )?reste [^.]{0,20}% [^.]{0,30}à (?:lire|découvrir)',
      'déjà abonné',
    ],
    ...['(?:abonnez|connectez)-vous pour (?:lire|continuer|accéder)', 'pour lire la suite'],
    ...['(?:contenido|artículo|noticia) (?:es )?(?:solo |exclusiv[oa] )?(?:para|de) (?:nuestros )?suscriptores'],
    ...['suscríbete para (?:seguir|continuar|leer)', 'para (?:seguir|continuar) leyendo', 'ya eres suscriptor'],
    ...['conteúdo exclusivo para assinantes', 'assine para (?:continuar|ler)', 'já é assinante'],
    ...[
      '(?:contenuto|articolo) (?:è )?riservato agli abbonati',
      'abbonati per (?:continuare|leggere)',
      'sei già abbonato',
    ],
    ...['(?:artikel|dit artikel) is (?:alleen )?voor abonnees', 'word abonnee om ', 'lees verder met '],
    ...['(?:dostęp|artykuł|treść) (?:tylko )?dla (?:prenumeratorów|subskrybentów)', 'aby czytać dalej'],
    ...['только для подписчиков', 'оформите подписку, чтобы', 'endast för prenumeranter', 'kun for abonnenter'],
    ...['vain tilaajille', 'jen pro předplatitele', '会員限定', '有料会員', '続きを読むには', '仅限(?:会员|订阅)'],
    ...['订阅(?:后|以)(?:继续)?阅读', '구독자 전용', 'للمشتركين فقط', 'sadece aboneler'],
  ].join('|'),
  'iu',
)

interface Cut {
  blocks: readonly Block[]
  kept: readonly boolean[]
  words: number
}

/**
 * The sentence for people when a page has but the beginning of an article that its site shows to subscribers alone: the data says
 * that it is closed, or a box that ends the text does, and there is little of it.
 */
export function paywallWarning(articles: readonly Thing[], cut: Cut): string | undefined {
  if (cut.words === 0) return undefined
  const closed = articles.filter(isClosed)
  const isShort = cut.words < STUB_WORDS && (closed.length > 0 || endsAtWall(cut))
  if (!isShort && !closed.some((one) => wordsOf(one) > cut.words * MISSING_TIMES)) return undefined
  return warning('paywall')
}

const isNo = (value: unknown): boolean =>
  value === false || (typeof value === 'string' && /^(?:https?:\/\/schema\.org\/)?(?:false|no)$/i.test(value.trim()))

function isClosed(article: Thing): boolean {
  const parts = [article.hasPart].flat()
  return [article, ...parts].some(
    (one) => typeof one === 'object' && one !== null && 'isAccessibleForFree' in one && isNo(one.isAccessibleForFree),
  )
}

const wordsOf = ({ wordCount }: Thing): number => {
  const count = Number(wordCount)
  return Number.isNaN(count) ? 0 : count
}

/** Whether a wall stands among the last words of the text or right below it. */
function endsAtWall({ blocks, kept }: Cut): boolean {
  const end = kept.lastIndexOf(true)
  return blocks
    .slice(end, end + 1 + BLOCKS_BELOW)
    .some((block) => block.length <= LONGEST_WALL && (WALL_WORDS.test(block.text) || isInWall(block, end)))
}

/** Whether a box around the block is called a wall; one around the text as well is what is behind the wall. */
function isInWall({ scope }: Block, end: number): boolean {
  for (let around: Scope | undefined = scope; around && around.from > end; around = around.parent) {
    const { attribs } = around.element
    if (WALL_NAMES.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`)) return true
  }
  return false
}
