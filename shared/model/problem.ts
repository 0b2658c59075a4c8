import { z } from 'zod'
import { filled, phrases, spoken, type Detail, type Phrase } from './phrase.ts'

/**
 * Every error a person can meet: its code and the English sentence, which says what happened to which file and what to do.
 * `{name}` is filled from `Problem.detail`, whose codes stand in phrase.ts. Other languages override the sentence by code in the window's locale files.
 */
export const problemSentences = {
  'file.missing': '{file} is not there. Check its name or put it back, and import it again.',
  'file.unclear':
    '{file} can be several files: their names are not written in UTF-8, and look the same as text. Import the folder that they are in.',
  'file.unreadable': '{file} could not be read: the system refused access. Check its permissions and try again.',
  'file.vanished': '{file} was moved or deleted while it was being read. Import it again from where it is now.',
  'file.empty': '{file} is empty (0 bytes). Nothing was saved in it; save the page again if you can.',
  'file.tooLarge': '{file} is {size}; pages over {limit} are not read. Split it, or keep it beside the library.',
  'file.failed': '{file} could not be read: {reason}',
  'folder.unreadable':
    'The folder {file} could not be opened: the system refused access. Check its permissions and try again.',
  'folder.away':
    'The watched folder {file} is not there. Connect its disk or choose the folder again; it is taken up when it returns.',
  'format.unknown': '{file} is not a saved page that Keepleaf knows. It was left alone.',
  'format.binary': '{file} is named like a page but is none: it holds {kind}. It was left alone.',
  'format.other': '{file} is {kind}, no saved page. It was left alone.',
  'format.list':
    '{file} is {what} (links in it: {links}). Such lists are not taken in from watched folders by themselves; import the file by hand.',
  'format.listInFolder':
    '{file} is {what} (links in it: {links}), of no service that Keepleaf knows. It was left alone; to take it in, import the file by itself.',
  'format.packedLibrary':
    '{file} is a packed Keepleaf library. Nothing of it was taken in; unpack it, and import its folder.',
  'format.noEntry': '{file}, {part}: {reason}',
  'format.truncated': '{file} ends too early: {reason} What could be read was kept out; save or copy the page again.',
  'format.damaged': '{file} is damaged: {reason}',
  'format.noPage': '{file} holds no page: {reason}',
  'format.limit': '{file} was stopped at a limit: {limit}. Nothing of it was taken in.',
  'page.noText': '{file} has no text to read. It was kept with its original only.',
  'page.timeout': '{file} took longer than {seconds} seconds and was stopped. Everything else went on.',
  'page.crashed': '{file} brought its worker down ({reason}). Everything else went on; please report the page.',
  'page.twice': 'The same page was in this import twice; this one was left out.',
  'disk.full': 'The disk is full: {file} could not be stored. Free some space and try again; nothing was lost.',
  'disk.readOnly':
    'The library at {file} is on a volume that cannot be written to. You can read it; changes need a writable copy.',
  'disk.failed': '{file} could not be written: {reason}',
  'library.locked':
    'The library at {file} is being changed by {owner}. Close that program first, or read on without changing anything.',
  'library.newer':
    'The library at {file} was written by a newer Keepleaf (format {version}). It is open for reading only; update Keepleaf to change it.',
  'library.damaged': 'The library file {file} is damaged: {reason} A copy was kept beside it.',
  'library.unread':
    'Not all that {file} says beside the articles could be read: saved searches, rules, and colours of tags may be missing. The articles themselves do not need it.',
  'library.missing': 'There is no library at {file}. Choose another folder, or create one there.',
  'library.own':
    '{file} belongs to this library itself; what is in it is here already. Choose pages from another folder.',
  'library.notEmpty': 'The folder {file} holds other files. Choose an empty folder or an existing library.',
  'record.missing': 'There is no article {id} in this library.',
  'record.noView':
    'The text of this article (article.html) is not in its folder. Choose “Read the saved page again” for it in the list to make it anew, or put the file back from a backup.',
  'record.noOriginal':
    'The saved file of this article, {file}, is not in its folder. Its reading view stays; put the file back from a backup.',
  'record.damaged':
    'The record of article {id} is damaged: {reason} Its saved file is still there: put article.json back from a backup, or add the file again.',
  'index.rebuilt': 'The index was missing or out of date and has been rebuilt.',
  'index.damaged': 'The index {file} is damaged. It is a cache: build it anew, nothing is lost.',
  'query.invalid': 'The search “{query}” could not be understood: {reason}',
  'tag.invalid': '“{tag}” cannot be a tag: {reason}',
  'rule.missing': 'There is no rule {id}.',
  'tag.missing': 'There is no tag “{tag}”.',
  'export.exists': '{file} is already there and was not made by this export. Choose another name or folder.',
  'export.needsWindow': 'A PDF is set in the window. Export it there, or as HTML, which every browser prints.',
  'export.failed': '{file} could not be exported: {reason}',
  'export.empty': 'Nothing matches, so nothing was exported.',
  'change.cancelled': 'The change was stopped; everything is as it was before.',
  'extract.running': 'Pages are being read again already. Wait until that is done, or cancel it, and ask again.',
  'site.empty': 'A site rule needs something to look for. Delete the rule instead.',
  'site.selector': '“{selector}” is no selector: {reason}',
  'site.file': '{file} is no file of site rules. Nothing was taken from it.',
  'undo.nothing': 'There is nothing to take back.',
  'undo.conflict': '“{name}” can no longer be taken back: {reason}',
  'redo.nothing': 'There is nothing to do again.',
  'redo.conflict': '“{name}” can no longer be done again: {reason}',
  'job.missing': 'That import is no longer in the list.',
  'job.cancelled': '{file} was not read because the import was cancelled.',
  'link.refused': 'The link {url} was not opened: only web and mail addresses are.',
  usage: '{reason}',
  'ipc.invalid': 'The window sent something that could not be understood ({reason}). Please report this.',
  internal: 'Something went wrong inside Keepleaf: {reason} Nothing was lost; please report this.',
} as const

export const problemCodes = Object.keys(problemSentences) as [ProblemCode, ...ProblemCode[]]
export type ProblemCode = keyof typeof problemSentences

/** An error as data: crosses workers, IPC and the command line unchanged. */
export const problemSchema = z.object({
  code: z.enum(problemCodes),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
export type Problem = z.infer<typeof problemSchema>

export function problem(code: ProblemCode, detail: Detail = {}): Problem {
  return { code, detail }
}

/** The English sentence of a problem, for the command line, reports and logs. */
export function sentence({ code, detail }: Problem): string {
  const say = (phrase: Phrase): string => filled(phrases[phrase], detail)
  return filled(
    problemSentences[code],
    spoken(detail, say, (said) => said),
  )
}

/** A problem on its way up the stack; rooms throw it, the doors (IPC, CLI, workers) turn it back into data. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(code: ProblemCode, detail: Detail = {}, options?: ErrorOptions) {
    super(sentence({ code, detail }), options)
    this.name = 'ProblemError'
    this.problem = { code, detail }
  }
}

/** Any thrown value as a Problem; what is not one already becomes `internal` with its message. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  return problem('internal', { reason: error instanceof Error ? error.message : String(error) })
}
