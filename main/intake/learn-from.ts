import type { Phrase } from '../../shared/model/phrase.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { learn } from '../extract/rules/learn.ts'
import { readPages } from '../formats/detect.ts'
import type { Learnt, LearnTask } from './messages.ts'

/** What a rule finds in an article's page, with what a person has pointed at added to it. */
export async function learnFrom({ file, part, rule, pick }: LearnTask): Promise<Learnt> {
  for await (const result of readPages(file, part)) {
    if (!result.ok) throw new ProblemError(result.problem.code, result.problem.detail)
    return learn(result.page.html, rule, pick)
  }
  throw new ProblemError('format.noPage', { file: file.path, reason: 'page.away' satisfies Phrase })
}
