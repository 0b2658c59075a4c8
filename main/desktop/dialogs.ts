import { basename, join } from 'node:path'
import { app, dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { CallInput } from '../../shared/ipc/contract.ts'
import { texts } from './locales/texts.ts'

/** Endings offered first; any file may be chosen, its content decides what it is. */
const pageEndings = [
  ...['html', 'htm', 'xhtml', 'mhtml', 'mht', 'webarchive', 'maff', 'htz', 'warc', 'wacz', 'arc', 'pdf', 'epub'],
  ...['eml', 'md', 'txt', 'url', 'webloc', 'desktop', 'gz'],
  // exports of other services
  ...['zip', 'csv', 'json', 'rdf', 'enex'],
]

export async function chooseFolder(window: BrowserWindow, title: string): Promise<string | undefined> {
  return (
    await open(window, { title, buttonLabel: texts().dialog.choose, properties: ['openDirectory', 'createDirectory'] })
  )[0]
}

/** Files or folders to take in; empty when cancelled. */
export function choosePages(window: BrowserWindow, folders: boolean): Promise<string[]> {
  if (folders) {
    return open(window, {
      title: texts().dialog.chooseFolders,
      buttonLabel: texts().dialog.add,
      properties: ['openDirectory', 'multiSelections'],
    })
  }
  return open(window, {
    title: texts().dialog.chooseFiles,
    buttonLabel: texts().dialog.add,
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: texts().dialog.savedPages, extensions: pageEndings },
      { name: texts().dialog.allFiles, extensions: ['*'] },
    ],
  })
}

const endingOf: Record<Exclude<CallInput<'export.choose'>['format'], 'originals'>, string> = {
  epub: 'epub',
  pdf: 'pdf',
  markdown: 'md',
  html: 'html',
  text: 'txt',
  bibtex: 'bib',
  ris: 'ris',
  csl: 'json',
  csv: 'csv',
  json: 'json',
  bookmarks: 'html',
  warc: 'warc.gz',
}
const fileEach: readonly string[] = ['pdf', 'markdown', 'html', 'text']

/** One file for one article, and for the formats that put many into one; else a folder, as for saved files. */
export async function chooseExport(
  window: BrowserWindow,
  { format, count, name }: CallInput<'export.choose'>,
): Promise<string | undefined> {
  if (format === 'originals' || (count > 1 && fileEach.includes(format)))
    return chooseFolder(window, texts().dialog.exportTo)
  const ending = endingOf[format]
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: texts().dialog.exportTo,
    buttonLabel: texts().dialog.export,
    // the name is a title, which may hold a slash
    defaultPath: join(
      app.getPath('documents'),
      `${basename(name.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')).trim()}.${ending}`,
    ),
    filters: [{ name: ending, extensions: [ending] }],
  })
  return canceled ? undefined : filePath
}

export async function chooseReport(window: BrowserWindow): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: texts().dialog.saveReport,
    defaultPath: join(app.getPath('documents'), `${texts().dialog.reportName}.csv`),
    filters: [{ name: 'csv', extensions: ['csv'] }],
  })
  return canceled ? undefined : filePath
}

const rulesFilter = { name: 'JSON', extensions: ['json'] }

/** Where site rules are written to; undefined when cancelled. */
export async function chooseRulesTarget(window: BrowserWindow): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: texts().dialog.exportTo,
    defaultPath: join(app.getPath('documents'), `${texts().dialog.rulesName}.json`),
    filters: [rulesFilter],
  })
  return canceled ? undefined : filePath
}

/** A file of site rules; undefined when cancelled. */
export async function chooseRulesFile(window: BrowserWindow): Promise<string | undefined> {
  const title = texts().dialog.chooseRules
  return (await open(window, { title, properties: ['openFile'], filters: [rulesFilter] }))[0]
}

async function open(window: BrowserWindow, options: OpenDialogOptions): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options)
  return canceled ? [] : filePaths
}
