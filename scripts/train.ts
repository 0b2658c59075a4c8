// npm run train: trains the trees that judge blocks and writes main/extract/content/model.json.
//   -- --check        does not write it, but exits 1 when it would write another one
//   -- --folds-only   does not write it, but says what the same training reaches on sites that it has not seen
//   -- --seeds N      that many times, each with other folds (3)
//   -- --from N       counted from this one (1)
//   -- --worst N      and lists the worst pages of unseen sites (0)
// What is reached on unseen sites, not the figure of `npm run score` on the same pages, is what the extractor is worth.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { FEATURES } from '../main/extract/content/features.ts'
import { NEIGHBOURS } from '../main/extract/content/neighbours.ts'
import { corporaFolder, CORPORA, pagesOf } from './training/corpora.ts'
import { prepare } from './training/prepare.ts'
import { trainModel } from './training/stages.ts'

const SEED = 1

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    'folds-only': { type: 'boolean', default: false },
    seeds: { type: 'string', default: '3' },
    from: { type: 'string', default: '1' },
    worst: { type: 'string', default: '0' },
  },
})
const folder = corporaFolder()
if (folder === undefined) {
  console.error('The corpora are not here (KEEPLEAF_CORPORA); nothing was trained.')
  process.exit(2)
}
const pages = CORPORA.flatMap((corpus) => pagesOf(folder, corpus)).flatMap((page) => prepare(page) ?? [])
console.error(`${String(pages.length)} pages, ${String(FEATURES.length)} and ${String(NEIGHBOURS.length)} features`)
if (values['folds-only']) {
  const { reportUnseen } = await import('./training/unseen.ts')
  const first = Number(values.from)
  const seeds = Array.from({ length: Number(values.seeds) }, (_, order) => first + order)
  await reportUnseen(pages, seeds, Number(values.worst))
} else {
  const file = join(import.meta.dirname, '../main/extract/content/model.json')
  const model = `${JSON.stringify(trainModel(pages, SEED))}\n`
  if (!values.check) writeFileSync(file, model)
  else if (readFileSync(file, 'utf8') !== model) {
    console.error('model.json is not what this training writes.')
    process.exitCode = 1
  }
}
