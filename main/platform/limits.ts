/*
 * What a saved file may ask of this computer. Every limit that a reader knows stands here, with its reason; a file that hits
 * one is reported with the limit's words (docs/formats.md has the table) and nothing of it is taken in.
 */

const MB = 1024 * 1024

/** Bytes of one file that is read whole. The largest real SingleFile pages are near 200 MB; a worker may use 1 GB. */
export const FILE_BYTES = 300 * MB
/** Bytes that one file's compressed content may unpack to in memory: the same as a plain file. */
export const UNPACKED_BYTES = 300 * MB
/** Unpacked bytes of one packed byte. Deflate's own ceiling is 1032; real pages stay under 100, so only bombs come here. */
export const UNPACK_RATIO = 200
/** Below this size a high ratio is harmless: a style sheet of blanks, a one-colour bitmap. */
export const RATIO_FREE_BYTES = 16 * MB
/** Entries of one zip file, as many as the form without extensions can have: a service's export has two or three for each article. */
export const ZIP_ENTRIES = 65_535
/** Folders above a file in a zip that are looked at for a page it belongs to: mirrors nest as deep as addresses, pages' folders less. */
export const ZIP_FOLDER_DEPTH = 20
/** Bytes of one name inside a zip or MIME file; file systems end at 255 a step. */
export const NAME_BYTES = 1024
/** Files inside files inside files: a zip of zips of pages is the deepest that anybody made on purpose. */
export const NESTING_DEPTH = 3
/** Parts of one MIME file (MHTML, mail): a large page has some hundreds of pictures. */
export const MIME_PARTS = 10_000
/** Multiparts inside multiparts. Mail programs make three. */
export const MIME_DEPTH = 10
/** Bytes of the headers of one MIME part or WARC record. Real ones stay under 16 KB. */
export const HEADER_BYTES = 64 * 1024
/** Frames that the original view shows inside each other, and in all. */
export const FRAME_DEPTH = 5
export const FRAMES = 200
/** Style sheets that import style sheets. */
export const IMPORT_DEPTH = 5
/** Resources of one original view. */
export const ORIGINAL_RESOURCES = 5_000
/** Pages taken out of one file (a WARC crawl, a zip of pages). */
export const PAGES = 20_000
/** Bytes of a list of links, which is understood as a whole: exports with the articles' texts in them stay below it. */
export const LIST_BYTES = 100 * MB
/** Entries of a list of links. Collections of a lifetime have some ten thousand. */
export const LIST_ENTRIES = 100_000
/** Characters of one row of a table; a longer one is no entry but a table whose quotation marks are broken. */
export const LIST_ROW_LENGTH = 10_000_000
/** Quotation marks of one table that are never closed; behind so many no quotation mark in it counts as one. */
export const QUOTE_MENDS = 20
/** Folders of bookmarks inside each other: more steps do not fit into one tag. */
export const LIST_FOLDER_DEPTH = 60
/** Elements of an RDF file inside each other that are told apart; Zotero nests six. */
export const RDF_DEPTH = 20
/** Bytes of one captured body in a WARC file: as for a page in a file of its own. */
export const RECORD_BYTES = 100 * MB
/** Bytes a WARC file of any size may unpack to while it is streamed; at 50 MB a second this is already ten minutes. */
export const STREAM_BYTES = 30_000 * MB
/** Files of a folder that belongs to a page. Chrome's largest `_files` folders have some hundreds. */
export const COMPANION_FILES = 5_000
/** Folders in a page's folder. Savers nest one or two. */
export const COMPANION_DEPTH = 8
/** Objects of one property list, and how deep they nest: Safari archives nest two levels a frame. */
export const PLIST_DEPTH = 60
/** Pages of a PDF whose text is taken. A printed web page seldom has a hundred. */
export const PDF_PAGES = 2_000
/** Pages of a PDF that the original view shows; each is drawn when it comes into view. */
export const PDF_PAGES_SHOWN = 500
/** Pixels of a drawn page: a sheet of A4 at twice the screen's fineness has half of it. */
export const PDF_DRAWN_PIXELS = 8_000_000
/** Memory that drawing a page may take; scans of large sheets take a fifth. */
export const PDF_MEMORY = 512 * MB
/** Time that drawing one page may take, in ms. Real ones take less than half a second. */
export const PDF_DRAW_MS = 10_000

/** `300 MB`, `64 KB`: the words of a limit in a sentence. */
export function sizeText(bytes: number): string {
  if (bytes >= MB) return `${String(Math.round(bytes / MB))} MB`
  if (bytes >= 1024) return `${String(Math.round(bytes / 1024))} KB`
  return `${String(bytes)} bytes`
}
