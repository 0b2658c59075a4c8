import type { Handlers } from '../ipc.ts'
import type { Desktop } from './index.ts'

type Calls =
  'rules.list' | 'rules.preview' | 'rules.takesBack' | 'rules.save' | 'rules.remove' | 'rules.order' | 'rules.run'

export function ruleHandlers({ library }: Desktop): Pick<Handlers, Calls> {
  const rules = async () => (await library.archive()).rules
  return {
    'rules.list': async () => (await rules()).list(),
    'rules.preview': async (rule) => (await rules()).preview(rule),
    'rules.takesBack': async ({ id, rule }) => (await rules()).takesBack(id, rule),
    'rules.save': async ({ rule, takeBack }) => (await rules()).save(rule, takeBack),
    'rules.remove': async ({ id, takeBack }) => ({ change: await (await rules()).remove(id, takeBack) }),
    'rules.order': async ({ ids }) => ({ change: await (await rules()).order(ids) }),
    'rules.run': async ({ ids }) => ({ change: await (await rules()).run(ids) }),
  }
}
