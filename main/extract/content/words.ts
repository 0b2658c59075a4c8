import type { Element } from '../dom/node.ts'
import { MOST_NAMES, namesIn } from '../dom/names.ts'

/**
 * What the class and id names of an element say about it.
 */
export const Hint = {
  none: 0,
  /** menus, page head and foot, side columns, cookie and newsletter boxes */
  chrome: 1,
  /** comments and the form for them */
  comments: 2,
  /** teasers of other articles */
  related: 4,
  /** share bars, tags, author boxes, advertisements */
  extra: 8,
  /** names that article bodies have */
  body: 16,
  /** author, date, section lines */
  meta: 32,
  /** image captions and credits */
  caption: 64,
  hidden: 128,
  /** the line or two below the title that sum the article up */
  lead: 256,
  /** the foot of the page */
  footer: 512,
  /** names a person in the words of HTML, h-entry or common class names */
  person: 1024,
  /** holds a date */
  dated: 2048,
} as const

const CHROME = `
  nav navi navbar navigation menu menus submenu mainmenu topmenu sitemap breadcrumb breadcrumbs crumbs
  siteheader masthead topbar toolbar sidebar side aside sidebars rail rightcol leftcol cookie cookies consent gdpr
  modal popup overlay lightbox dialog newsletter newsletters subscribe subscription signup register login paywall
  skip skiplink widget widgets banner pagination pager paging pagenav postnav search searchform language lang-switch
  off-canvas offcanvas drawer dropdown ticker breaking-news breakingnews weather poll quiz survey contact impressum copyright
`
const COMMENTS = `
  comment comments commentlist comment-list respond reply replies disqus kommentar kommentare kommentarer comentario
  comentarios commentaire commentaires commenti reacties discussion forum-link livefyre fb-comments facebook-comments
`
const RELATED = `
  related* recommended recommendation recommendations recommend reco more-stories morestories
  read-more readmore read-next readnext up-next upnext also-read alsoread also see-also teaser teasers teaserlist popular most-read mostread
  trending latest outbrain taboola plista zergnet crp yarpp jp-relatedposts similar suggested suggestions
  promo promos promotion promobox verwandte weitere mehr ahnliche aehnliche empfehlungen next-article prev-article
  onward linkbox headlines topstories story-list storylist carousel slider
`
const EXTRA = `
  share shares sharing sharedaddy shariff social socials sociallinks social-links addthis addtoany sharethis socialbar likes like
  follow tags tag-list taglist tagcloud post-tags keywords topics categories category cat-links author-box authorbox author-bio
  authorbio about-author bio ad ads adv advert advertisement advertising adsense adbox sponsor sponsored anzeige werbung
  publicidad dfp gpt print printer print-link tools toolbox actions action-bar article-tools rating ratings vote votes
  feedback button buttons btn cta call-to-action donate donation donations flattr paypal edit-link editsection toc mw-editsection
  product-info shop basket cart sku notice disclaimer hinweis audio-player player playlist
`
const BODY = `
  article-body articlebody article-content articlecontent article-text articletext body-text bodytext body-content entry-content
  entrycontent entry entry-body post-content postcontent post-body postbody post-entry story story-body storybody story-content
  storycontent content-body main-content maincontent page-content pagecontent blog-content blogpost rich-text richtext text
  content copy body article main hentry wysiwyg prose artikel artikeltext artikelinhalt news-text newstext contenido nota cuerpo
  texte contenu corpo testo
`
const META = `
  byline dateline author authors autor autoren auteur posted posted-on entry-meta post-meta postmeta entry-header article-meta
  articlemeta meta metadata date datum datetime timestamp published publish-date pubdate time kicker overline eyebrow dachzeile
  reading-time readtime lesezeit post-info postinfo entry-date headline-meta article-info submitted
`
const CAPTION = `
  caption captions wp-caption-text image-caption photo-caption img-caption credit credits photo-credit copyright-line bildunterschrift
  bildtext bildquelle figcaption legend legende pie-foto media-caption imagecaption subtitle-image source-line
`
const HIDDEN = `
  hidden visually-hidden visuallyhidden sr-only screen-reader-text screen-reader assistive-text noprint
`

const FOOTER = `
  footer foot colophon bottombar imprint
`
const LEAD = `
  deck dek subhead sub-head subheading subheadline sub-headline standfirst lead lede leadtext lead-text intro introtext teaser-text
  summary article-summary key-points keypoints takeaways vorspann anriss sapo bajada copete entradilla chapo chapeau description
  abstract strapline subtitle sub-title subtitulo sottotitolo occhiello ingress manchet perex ozet spot
`

const PERSON = `
  p-author author authors authorname author-name byline bylines by-line autor autoren autorin auteur autore writer
  vcard contributor contributors verfasser redakteur creator firma redactor username postedby
`
const DATED = `
  dt-published date dates datum published publish pubdate pub timestamp time dateline fecha data datetime posted
  posted-on entry-date post-date article-date meta info day erstellt created kicker stand
`

const hintsOfNames = namesIn([
  [Hint.chrome, CHROME],
  [Hint.footer | Hint.chrome, FOOTER],
  [Hint.comments, COMMENTS],
  [Hint.related, RELATED],
  [Hint.extra, EXTRA],
  [Hint.body, BODY],
  [Hint.meta, META],
  [Hint.caption, CAPTION],
  [Hint.hidden, HIDDEN],
  [Hint.lead, LEAD],
  [Hint.person, PERSON],
  [Hint.dated, DATED],
])

/** Classes are few and come back on every page of a site. */
const cache = new Map<string, number>()
const MOST_CACHED = 20_000

/** The same text in memory of its own: a piece of a page would keep the whole page in memory. */
const copyOf = (text: string): string => ` ${text}`.slice(1)

function hintsOfClass(names: string): number {
  let hints = cache.get(names)
  if (hints === undefined) {
    hints = hintsOfNames(names)
    if (cache.size >= MOST_CACHED) cache.clear()
    cache.set(copyOf(names), hints)
  }
  return hints
}

/** The hints of several names; only those of the first come back so often that they are kept. */
function hintsOfAll(cls: string | undefined, ...names: (string | undefined)[]): number {
  let length = names.length + (cls?.length ?? 0)
  for (const one of names) length += one?.length ?? 0
  if (length > MOST_NAMES) return hintsOfNames([cls, ...names].map((one) => one ?? '').join(' '))
  let hints = cls === undefined ? Hint.none : hintsOfClass(cls)
  for (const one of names) if (one !== undefined) hints |= hintsOfNames(one)
  return hints
}

/** The hints of an element's class and id. */
export const hintsOfNamed = (cls: string | undefined, id: string | undefined): number =>
  id === undefined && cls !== undefined ? hintsOfClass(cls) : hintsOfAll(cls, id)

/** The hints of an element's class, id and a few attributes that name things in the same way. */
export function hintsOf(element: Element): number {
  const { class: cls, id, itemprop, 'data-component': component } = element.attribs
  if (itemprop !== undefined || component !== undefined) return hintsOfAll(cls, id, itemprop, component)
  if (id !== undefined) return hintsOfAll(cls, id, undefined, undefined)
  return cls === undefined ? Hint.none : hintsOfClass(cls)
}
