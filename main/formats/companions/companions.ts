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
const SEPARATORS = /^[_.\- ]|^(?=のファイル|的文件|파일|文件|檔案)/u
const PAGE_NAME = /^(.+)\.(?:html?|xhtml?|xht|shtml|mht\.html|php|aspx?|jsp)$/iu

/** A Markdown file, whose pictures Typora and our own export keep in `X.assets`. */
const NOTES = /^(.+)\.(?:md|markdown)$/iu

const stemOf = (name: string): string | undefined => PAGE_NAME.exec(name)?.[1]

/** Whether `folder` is named as browsers name the folder of a page whose file name without extension is `stem`. */
function belongs(folder: string, stem: string): boolean {
  const name = foldName(folder)
  const start = foldName(stem)
  if (!name.startsWith(start)) return false
  const rest = name.slice(start.length)
  return SEPARATORS.test(rest) && FOLDER_WORDS.has(rest.replace(/^[_.\- ]/, ''))
}

/** Whether `folder` holds the pictures of the Markdown file `name`. */
function holdsPictures(folder: string, name: string): boolean {
  const stem = NOTES.exec(name)?.[1]
  return stem !== undefined && foldName(folder) === foldName(`${stem}.assets`)
}

/**
 * The name among `siblings` (everything in the page's folder) of the folder that was saved with the page `X_files`,
 * `X-Dateien`, `X Files` …; undefined when there is none.
 */
export function companionOf(htmlPath: string, siblings: Iterable<string>): string | undefined {
  const name = basename(htmlPath)
  const stem = stemOf(name)
  if (stem === undefined && !NOTES.test(name)) return undefined
  for (const sibling of siblings) {
    if (stem === undefined ? holdsPictures(sibling, name) : belongs(sibling, stem)) return sibling
  }
  return undefined
}

/** Whether the folder `name` is the companion of a page beside it, so that its files are no pages of their own. */
export function isCompanionFolder(name: string, siblings: Iterable<string>): boolean {
  for (const sibling of siblings) {
    const stem = stemOf(sibling)
    if (stem === undefined ? holdsPictures(name, sibling) : belongs(name, stem)) return true
  }
  return false
}

/** Whether a folder name in a page's markup looks like a companion of any page: `whatever_files`. */
export function isCompanionName(name: string): boolean {
  const rest = /[_.\- ](?:[^_.\- ]+)$/u.exec(foldName(name))?.[0]
  return rest !== undefined && FOLDER_WORDS.has(rest.slice(1))
}
