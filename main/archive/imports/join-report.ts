import type { Note } from '../../../shared/model/job.ts'
import { problem, type Problem } from '../../../shared/model/problem.ts'

const remarkTexts = {
  same: 'The same file is already in the library.',
  sameText: 'The library has this page already, saved another time; this file is noted with it.',
  inTrash: 'The article is in the trash. It was left there.',
  renewed: 'The file was saved again with other content; its former state is kept as an earlier version.',
  restored: 'The article was in the trash and has been put back.',
  merged: 'What this file was has been merged into this article.',
  listed: 'The library has this page already; it got what the list says about it.',
  exported: 'The file was exported from this article, which got what is new in it: tags, marks, notes and state.',
  library:
    'The library has this article already; it got what the other library had more: tags, marks, notes and state.',
  nothingNew: 'The library has this article already, with all that is said about it here.',
  pageFound: 'The library had only a link to this page. Its tags, marks and state are the article’s now.',
}

/** A remark of the report on what became of a file. */
export const note = (remark: keyof typeof remarkTexts): Note => ({ code: 'note', text: remarkTexts[remark], remark })

interface Join {
  how: 'duplicate' | 'joined'
  /** what the page is to the article, when it is not the same page */
  remark?: 'merged' | 'listed' | 'exported' | 'library'
  /** it says something about the article, which is not made of it: an entry of a list, an export, another library's */
  isAbout: boolean
  /** the article got something by it */
  gained: boolean
  inTrash: boolean
  /** the article has come with another file of the same import */
  inThisJob: boolean
}

/** What the report says of a page whose article was there already and is where it was. */
export function joinReport({ how, remark, isAbout, gained, inTrash, inThisJob }: Join): Note | Problem {
  if (inTrash) return note('inTrash')
  if (inThisJob && how === 'duplicate') return problem('page.twice')
  if (remark === undefined) return note(how === 'joined' ? 'sameText' : 'same')
  return note(isAbout && !gained ? 'nothingNew' : remark)
}
