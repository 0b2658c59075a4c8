import { basename } from 'node:path'
import { foldName } from '../../platform/safe-names.ts'

/**
 * What browsers put behind a page's name for the folder of its pictures and styles, folded: Chrome and Edge write `_files` (and
 * words of their language), Firefox and Internet Explorer the word of theirs, Office and old IE `.files`, Safari ` Files`.
 * Windows takes the same list for "connected files".
 */
const FOLDER_WORDS: ReadonlySet<string> = new Set(
  [
    ...['files', 'file', 'data', 'dateien', 'fichiers', 'archivos', 'arquivos', 'ficheiros', 'bestanden', 'filer'],
    ...['tiedostot', 'pliki', 'soubory', 'súbory', 'subory', 'elemei', 'fájlok', 'dosyalar', 'dosyaları', 'datoteke'],
    ...['fajlovi', 'fitxers', 'fitxategiak', 'failid', 'fails', 'faili', 'bylos', 'failai', 'fisiere', 'fișiere'],
    ...['fişiere', 'skrár', 'comhaid', 'ffeiliau', 'berkas', 'tệp', 'файлы', 'файли', 'файлове', 'фајлови'],
    ...['датотеке', 'αρχεία', 'קבצים', 'ملفات', 'ไฟล์', 'ファイル', 'のファイル', '파일', '文件', '檔案', '的文件'],
  ].map(foldName),
)
const LONGEST_WORD = Math.max(...[...FOLDER_WORDS].map((word) => word.length))
const SEPARATORS = /^[_.\- ]|^(?=のファイル|的文件|파일|文件|檔案)/u
const PAGE_NAME = /^(.+)\.(?:html?|xhtml?|xht|shtml|mht\.html|php|aspx?|jsp)$/iu

/** A Markdown file, whose pictures Typora and our own export keep in `X.assets`. */
const NOTES = /^(.+)\.(?:md|markdown)$/iu

const stemOf = (name: string): string | undefined => PAGE_NAME.exec(name)?.[1]

/** Whether a file of this name can have a folder of its own beside it. */
export const mayHaveFolder = (name: string): boolean => PAGE_NAME.test(name) || NOTES.test(name)

/** The stems, folded, of the pages that `folder` can belong to: what stands before a separator and a folder's word. */
function stemsFor(folder: string): string[] {
  const name = foldName(folder)
  const stems: string[] = []
  for (let at = Math.max(1, name.length - LONGEST_WORD - 1); at < name.length; at++) {
    const rest = name.slice(at)
    if (SEPARATORS.test(rest) && FOLDER_WORDS.has(rest.replace(/^[_.\- ]/, ''))) stems.push(name.slice(0, at))
  }
  return stems
}

/** The pages and folders of one folder, folded once: a folder of ten thousand pages is no hundred million comparisons. */
export interface Companions {
  /** the first name of a folder that was saved with the page */
  of(htmlPath: string): string | undefined
  /** whether the folder is the companion of a page beside it, so that its files are no pages of their own */
  has(folder: string): boolean
}

export function companionsAmong(siblings: Iterable<string>): Companions {
  const stems = new Set<string>()
  const pictures = new Set<string>()
  const folders = new Map<string, string>()
  const names = new Map<string, string>()
  const keepFirst = (map: Map<string, string>, key: string, name: string): void => {
    if (!map.has(key)) map.set(key, name)
  }
  for (const name of siblings) {
    const stem = stemOf(name)
    const notes = NOTES.exec(name)?.[1]
    if (stem !== undefined) stems.add(foldName(stem))
    else if (notes !== undefined) pictures.add(foldName(`${notes}.assets`))
    for (const one of stemsFor(name)) keepFirst(folders, one, name)
    keepFirst(names, foldName(name), name)
  }
  return {
    of(htmlPath) {
      const name = basename(htmlPath)
      const stem = stemOf(name)
      if (stem !== undefined) return folders.get(foldName(stem))
      const notes = NOTES.exec(name)?.[1]
      return notes === undefined ? undefined : names.get(foldName(`${notes}.assets`))
    },
    has: (folder) => pictures.has(foldName(folder)) || stemsFor(folder).some((stem) => stems.has(stem)),
  }
}

/** The name among `siblings` (everything in the page's folder) of the folder that was saved with the page; undefined when there is none. */
export const companionOf = (htmlPath: string, siblings: Iterable<string>): string | undefined =>
  companionsAmong(siblings).of(htmlPath)

/** Whether a folder name in a page's markup looks like a companion of any page: `whatever_files`. */
export function isCompanionName(name: string): boolean {
  const rest = /[_.\- ](?:[^_.\- ]+)$/u.exec(foldName(name))?.[0]
  return rest !== undefined && FOLDER_WORDS.has(rest.slice(1))
}
