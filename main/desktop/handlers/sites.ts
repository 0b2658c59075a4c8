import { writeFile } from 'node:fs/promises'
import { causeOf } from '../../../shared/model/phrase.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { readSiteRules, siteRulesText } from '../../archive/sites/site-rules-file.ts'
import { chooseRulesFile, chooseRulesTarget } from '../dialogs.ts'
import type { Handlers } from '../ipc.ts'
import type { Desktop } from './index.ts'

type Calls = Extract<keyof Handlers, `sites.${string}`>

export function siteHandlers({ library, window }: Desktop): Pick<Handlers, Calls> {
  const sites = async () => (await library.archive()).sites
  return {
    'sites.list': async () => (await sites()).list(),
    'sites.pick': async ({ id }) => (await sites()).pick(id),
    'sites.learn': async (input) => (await sites()).learn(input),
    'sites.pages': async ({ host }) => (await sites()).pages(host),
    'sites.check': async ({ rule, ids }) => (await sites()).check(rule, ids),
    'sites.look': async ({ rule, id }) => (await sites()).look(rule, id),
    'sites.apply': async ({ rule }) => ({ id: (await sites()).apply(rule).id }),
    'sites.save': async ({ rule }) => ({ change: await (await sites()).save(rule) }),
    'sites.remove': async ({ id }) => ({ change: await (await sites()).remove(id) }),
    async 'sites.export'({ ids }) {
      const rules = (await sites()).list().filter(({ id }) => ids === undefined || ids.includes(id))
      const path = await chooseRulesTarget(window())
      if (path === undefined) return undefined
      await writeFile(path, siteRulesText(rules)).catch((error: unknown) => {
        throw new ProblemError('disk.failed', { file: path, reason: causeOf(error) }, { cause: error })
      })
      return path
    },
    async 'sites.import'() {
      const path = await chooseRulesFile(window())
      if (path === undefined) return undefined
      const rules = await readSiteRules(path)
      if (rules.length === 0) return { count: 0 }
      return { change: await (await sites()).add(rules), count: rules.length }
    },
  }
}
