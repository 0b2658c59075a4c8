import { filled, type Detail } from './phrase.ts'

/**
 * What a person should know about how an article was read. Records keep the English sentence, so that they say it without a
 * program; the window finds out from it which one it is, and says it in its language.
 */
export const warnings = {
  pictures: '{missing} of {all} pictures of the article were not in the saved file.',
  picturesLeft: '{left} of {all} pictures of the article are left out: they are too many or too large.',
  left: 'The page is nested too deeply or too long; a part of it is left out.',
  noText: 'No text was found on the page.',
  heldData: 'The saved page does not show its text; it is taken from the data that the page has for search engines.',
  heldPart:
    'The saved page does not show its text; it is taken from a template or from what browsers without scripts are shown.',
  paywall: 'The site shows this article to subscribers; what was saved may be only its beginning.',
  folder: 'The folder “{folder}” that belongs to this page was not there; its pictures are missing.',
  firstPage: 'The picture of the first page could not be made.',
  captures: 'ArchiveBox kept the page in other forms, too, which are left where they lie: {files}.',
  mailCut: 'The mail ends too early; something of it may be missing.',
  encrypted: 'Encrypted text of the note is left out: only Evernote can read it.',
  attachments: 'Files attached to the note are in its saved file only: {files}.',
  mhtmlCut: 'The file ends too early: the page is whole, but some of its pictures are missing.',
  archiveCut: 'The archive ends too early; pages or pictures behind that place are missing.',
  pdfNoText: 'The PDF has no text, only pictures.',
  marksLeft: 'Not all marks in the file were taken: they are too many, or the page is nested too deeply.',
  frontMatter: 'The front matter could not be understood.',
  markdownPlain: 'The Markdown is too involved to be laid out; it is shown as plain text.',
  companionsLeft: 'Only the first {most} files that belong to this page were taken.',
  pdfPages: 'Only the first {read} of {all} pages were read.',
  originalFiles: 'Only the first {most} files of the page (pictures, style sheets, fonts, frames) are shown.',
  originalFrames: 'Only the first {most} frames of the page are shown.',
  originalFramesDeep: 'Frames that lie more than {most} deep in each other are not shown.',
  originalStyles: 'Style sheets that import each other more than {most} deep are left out.',
  originalUnread: 'Not all files of the page (pictures, style sheets, fonts, frames) could be read.',
  originalSheets: 'Only the first {most} of {all} sheets are shown.',
} as const

export type Warning = keyof typeof warnings

/** The sentence that a record keeps. */
export const warning = (code: Warning, detail: Detail = {}): string => filled(warnings[code], detail)

const codes = Object.keys(warnings) as Warning[]

/** Which warning a sentence is, and what it was filled with; undefined for one that another version wrote. */
export function warningIn(sentence: string): { code: Warning; detail: Record<string, string> } | undefined {
  for (const code of codes) {
    const escaped = warnings[code].replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.+)')
    const found = new RegExp(`^${escaped}$`, 'u').exec(sentence)
    if (found) return { code, detail: { ...found.groups } }
  }
  return undefined
}
