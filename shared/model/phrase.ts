import { noteSentences } from '../query/notes.ts'

/**
 * What Keepleaf itself says inside the sentence of a problem: why, which limit, what kind of file. `Problem.detail` holds the code,
 * so that the window says it in its language; `{name}` is filled from the same detail. What is none of these (a message of the
 * system or of a library) is quoted as it is.
 */
export const phrases = {
  EACCES: 'the system refused access.',
  EBUSY: 'another program is using it.',
  EDQUOT: 'there is no room left for your files on this disk.',
  EEXIST: 'something of that name is there already.',
  EIO: 'the disk reports an error. Look after it soon.',
  EISDIR: 'a folder of that name is in its place.',
  ELOOP: 'its links lead in a circle.',
  EMFILE: 'too many files are open at once. Try again.',
  ENAMETOOLONG: 'its name is too long for this disk.',
  ENOENT: 'it is not there, or its folder is not.',
  ENOSPC: 'the disk is full.',
  ENOTDIR: 'a part of its path is no folder.',
  ENOTEMPTY: 'the folder of that name holds other files.',
  EPERM: 'the system does not allow it.',
  EROFS: 'its volume cannot be written to.',
  ESTALE: 'its network volume is no longer connected.',
  ETIMEDOUT: 'its volume did not answer in time.',
  EXDEV: 'it would have to go to another disk.',

  'content.empty': 'it is empty.',
  'content.blank': 'it has only blanks and line ends.',
  'content.none': 'it has no text.',
  'content.type': 'what it holds is {type}, no web page.',
  'content.nothing': 'nothing in it is a page.',
  'page.cut': 'the page itself is cut off.',
  'page.away': 'the page is no longer in it.',
  'page.missing': 'its page is missing.',
  'gzip.cut': 'its compressed data stops in the middle.',
  'gzip.damaged': 'its compressed data cannot be unpacked.',
  'mail.noText': 'the mail has no text.',
  'mhtml.cut': 'the part with the page is not in it.',
  'mhtml.noPage': 'none of its parts is a web page.',
  'link.noPage': 'the link in it does not lead to a web page.',
  'maff.noPage': 'none of its folders has an index page.',
  'epub.noList': 'its list of chapters is missing.',
  'epub.noChapters': 'none of its chapters is in the file.',
  'enex.emptyNote': 'the note “{note}” is empty.',
  'enex.cut': 'the last note is cut off.',
  'enex.noNotes': 'the export has no notes.',
  'pdf.locked': 'it is locked with a password.',
  'pdf.unreadable': 'it is no readable PDF.',
  'pdf.noPages': 'none of its pages can be read.',
  'pdf.undrawn': 'its pages cannot be drawn.',
  'plist.cut': 'its table of contents is missing or points past its end.',
  'plist.open': 'its property list is not closed.',
  'plist.circle': 'its property list contains itself.',
  'plist.entities': 'its property list declares entities, which no program writes.',
  'zip.locked': 'it is locked with a password.',
  'zip.lockedEntry': '“{entry}” in it is locked with a password.',
  'zip.method': 'it is packed by a method that Keepleaf does not know.',
  'zip.split': 'it is one part of a zip that was split into several files; join them first.',
  'zip.data': 'its packed data cannot be unpacked.',
  'zip.contradiction': 'the directory of the zip contradicts itself.',
  'zip.astray': 'the directory of the zip is not where it should be.',
  'zip.cut': 'the directory at the end of the zip is missing.',
  'zip.insideCut': 'the zip with the page inside it is cut off or damaged.',
  'zip.empty': 'the zip has no files in it.',
  'zip.noPage': 'it has no index page.',
  'warc.cut': 'no page stands before the place where it ends.',
  'warc.absent': 'its list of pages names {url}, which was not captured.',
  'warc.empty': 'there is no whole record in it.',
  'warc.notes': 'it has only notes and requests of the program that made it, no answer of a site.',
  'warc.circle': 'its records only refer to each other.',
  'warc.elsewhere': 'it only says that pages had not changed since an earlier capture, which lies in another archive.',
  'warc.statuses': 'the sites answered with status {statuses} only, not with a page.',
  'warc.types': 'what was captured is {types}, no web page.',
  'warc.untyped': 'what was captured does not say what it is.',

  'limit.companions': 'its folder holds more than {most} files',
  'limit.depth': 'its parts are nested more than {most} deep',
  'limit.drawing': 'drawing a page takes over {seconds} s',
  'limit.entries': 'it has more than {most} entries',
  'limit.entry': '“{entry}” in it unpacks to more than {size}',
  'limit.entryRatio': '“{entry}” in it unpacks to more than {most} times its size',
  'limit.files': 'it holds more than {most} files',
  'limit.headers': 'the headers of a record are over {size}',
  'limit.nesting': 'archives are nested more than {most} deep in it',
  'limit.notes': 'it has more than {most} notes',
  'limit.page': 'a page in it is over {size}',
  'limit.pages': 'it holds more than {most} pages',
  'limit.parts': 'it has more than {most} parts',
  'limit.plist': 'its property list is nested more than {most} deep',
  'limit.ratio': 'its entries unpack to more than {most} times its size',
  'limit.unpacked': 'it unpacks to more than {size}',
  'limit.unpackedPage': 'a page in it unpacks to more than {size}',

  'kind.png': 'a PNG image',
  'kind.jpeg': 'a JPEG image',
  'kind.gif': 'a GIF image',
  'kind.webp': 'a WebP image',
  'kind.media': 'a sound or video file',
  'kind.bitmap': 'a bitmap image',
  'kind.tiff': 'a TIFF image',
  'kind.icon': 'an icon',
  'kind.font': 'a font',
  'kind.linux': 'a Linux program',
  'kind.windows': 'a Windows program',
  'kind.macos': 'a macOS program',
  'kind.7zip': 'a 7-Zip archive',
  'kind.rar': 'a RAR archive',
  'kind.xz': 'an XZ archive',
  'kind.zstd': 'a Zstandard archive',
  'kind.bzip2': 'a bzip2 archive',
  'kind.office': 'an old Office document',
  'kind.sqlite': 'an SQLite database',
  'kind.postscript': 'a PostScript document',
  'kind.rtf': 'a rich text document',
  'kind.help': 'a help file',
  'kind.djvu': 'a DjVu document',
  'kind.unknown': 'data of an unknown kind',

  'list.bookmarks': 'a bookmark file',
  'list.firefox': 'a bookmark backup of Firefox',
  'list.pocket': 'an export of Pocket',
  'list.instapaper': 'an export of Instapaper',
  'list.reader': 'an export of Readwise Reader',
  'list.raindrop': 'an export of Raindrop.io',
  'list.readability': 'an export of Readability',
  'list.omnivore': 'an export of Omnivore',
  'list.pinboard': 'an export of Pinboard',
  'list.wallabag': 'an export of wallabag',
  'list.karakeep': 'an export of Karakeep',
  'list.keepleaf': 'an export of Keepleaf',
  'list.table': 'a table of links',
  'list.json': 'a list of links in JSON',
  'list.links': 'a list of links',
  'list.archivebox': 'an index of ArchiveBox',
  'list.hypothesis': 'an export of Hypothesis',
  'list.goodlinks': 'an export of GoodLinks',
  'list.matter': 'an export of Matter',
  'list.mymind': 'an export of mymind',
  'list.zotero': 'a table of Zotero',
  'list.zoteroRdf': 'an export of Zotero',
  'list.readwise': 'a table of highlights of Readwise',
  'list.delicious': 'an export of Delicious',
  'list.linkwarden': 'a backup of Linkwarden',
  'list.chrome': 'the bookmarks of Chrome',
  'part.row': 'row {number}',
  'part.entry': 'entry {number}',
  'part.line': 'line {number}',
  'list.entry': 'this entry cannot be understood.',
  'list.quote': 'a quotation mark is not closed in this row. The rows below it were read.',
  'list.noAddress': 'no address stands in it.',
  'list.badAddress': 'its address leads to no web page.',
  'list.rowLong': 'this row is too long; a quotation mark above it may be missing.',
  'list.feed': 'it is an entry of a feed that was not kept.',
  'list.asset': 'it is a file that the export does not hold.',
  'list.noLink': 'no address stands in this line.',

  'owner.computer': 'another computer',
  'owner.program': 'another program',
  'name.outside': 'its name leads out of its folder.',
  'library.entry': '{entry} in it cannot be understood ({said}). Everything else in it was kept.',
  'record.json': 'article.json is cut off or was changed by hand.',
  'record.other': 'it names another article ({other}).',
  'record.folder': 'it is not a folder of an article.',
  'undo.gone': 'article {gone} is no longer there.',
  'undo.later': 'something else was changed after it.',
  'undo.damaged': 'the note of it in {path} is damaged.',
  'export.noAddress': 'it has no address on the web, and such a file holds nothing else.',
  'export.notPlain': 'its saved file is no HTML page, PDF or WARC. “originals” gives it as it is.',
  'export.notOnWeb': 'it has no address on the web, under which it could stand in a web archive.',
  'export.noOriginal': 'no saved file is kept with it.',
  'export.noText': 'it has no text. Save its page and add it.',
  'export.several': 'several articles need a folder. Name one without an extension.',
  'tag.empty': 'it is empty.',
  'tag.long': 'it is longer than {most} characters.',
  'tag.step': 'a step between slashes is empty.',
  'tag.characters': 'commas, quotation marks and control characters are not possible.',
  'rule.everything': 'it has to say which articles it is about: all of them would be too many.',
  'rule.idle': 'A rule has to do something: tag, star or move to the trash.',
  'selector.name': 'a name is missing, or begins with a character that CSS does not know there.',
  'selector.empty': 'nothing stands between two commas or in parentheses.',
  'selector.successive': 'two combinators stand one after the other.',
  'selector.attribute': 'a square bracket is not written as CSS has it.',
  'selector.parenthesis': 'a parenthesis is not closed.',
  'selector.rest': 'something that is no selector stands after it.',
  'selector.comment': 'a comment is not closed.',
  'selector.count': 'what it counts by, in parentheses, is no count.',
  'selector.pseudo': 'what follows a colon is not known to Keepleaf.',
  'selector.namespace': 'vertical bars are not known to Keepleaf.',

  'metadata.value': '“{value}” is no possible value ({field}).',
  ...noteSentences,
} as const

export type Phrase = keyof typeof phrases

/** What a problem is filled with. */
export type Detail = Record<string, string | number>

/** The only fields of a detail that hold codes: file names, titles and tags are never taken for one. */
const spokenFields = ['reason', 'limit', 'kind', 'what', 'owner', 'part'] as const

const isPhrase = (value: string | number | undefined): value is Phrase =>
  typeof value === 'string' && Object.hasOwn(phrases, value)

/** `{name}` filled from a detail; a name that is not in it stays. */
export const filled = (text: string, detail: Detail): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(detail[name] ?? whole))

/** A detail with its codes said by `say`, and a reason in somebody else's words by `quote`. */
export function spoken(detail: Detail, say: (phrase: Phrase) => string, quote: (said: string) => string): Detail {
  const said: Detail = { ...detail }
  for (const field of spokenFields) {
    const value = detail[field]
    if (isPhrase(value)) said[field] = say(value)
    else if (field === 'reason' && value !== undefined) said[field] = quote(String(value))
  }
  return said
}

/** Why a call of the system failed, as a phrase where there is one for its code; else in the system's own words. */
export function causeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  if (isPhrase(code)) return code
  return error instanceof Error ? error.message : String(error)
}
