// npm run score: how good the extractor is on the two corpora, beside the goals; exits 1 when a goal is missed.
// Runs the built command line, built anew when the sources have changed; `-- --sources` runs these. KEEPLEAF_CORPORA names the folder.
import { spawnSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { extractPage } from '../main/extract/extract.ts'
import { ensureBuild } from './fresh-build.ts'
import { corporaFolder, CORPORA, markupOf, pagesOf, type CorpusPage } from './training/corpora.ts'
import { badness, measure, type Prediction } from './training/score.ts'

/** What is scored of a line of `keepleaf extract --json`. */
const lineSchema = z.object({
  file: z.string(),
  text: z.string().default(''),
  title: z.string().optional(),
  byline: z.string().optional(),
  published: z.string().optional(),
})
type Line = Prediction & { text: string }

const GOALS = [
  ['articles: F1', 'f1', 0.98],
  ['articles: exact', 'exact', 0.5],
  ['pages: segment F', 'segmentF', 0.945],
  ['pages: title right', 'title', 0.9],
  ['pages: byline right', 'byline', 0.75],
  ['pages: date right', 'published', 0.9],
] as const
const WORST = 30
/** Lines of 390 pages with their HTML. */
const MAX_OUTPUT = 512 * 1024 * 1024

const folder = corporaFolder()
if (folder === undefined) {
  console.log('The corpora are not here (KEEPLEAF_CORPORA), so there is nothing to score against.')
  process.exit(0)
}
const cli = join(import.meta.dirname, '../out/main/cli.js')
const useCli = !process.argv.includes('--sources')
if (useCli) await ensureBuild()
const pages = CORPORA.flatMap((corpus) => pagesOf(folder, corpus))
const lines = useCli ? byCommandLine(pages) : await bySources(pages)

const texts = new Map([...lines].map(([key, { text }]) => [key, text]))
const scores = measure(pages, lines)
console.log(`${String(pages.length)} pages by ${useCli ? 'the built command line' : 'the sources'}\n`)
let missed = 0
for (const [name, key, goal] of GOALS) {
  const value = scores[key] ?? 0
  if (value < goal) missed++
  console.log(
    `${name.padEnd(22)} ${value.toFixed(4)}   goal ${goal.toFixed(3)}   ${value >= goal ? 'holds' : 'MISSED'}`,
  )
}
console.log(`\nThe ${String(WORST)} worst pages`)
const worst = pages
  .map((page) => ({ page, bad: badness(page, texts.get(page.key) ?? '') }))
  .sort((a, b) => b.bad - a.bad)
for (const { page, bad } of worst.slice(0, WORST)) {
  console.log(`${bad.toFixed(3)}  ${page.corpus.padEnd(8)} ${page.key.slice(0, 64)}  ${page.truth.url ?? ''}`)
}
process.exitCode = missed > 0 ? 1 : 0

async function bySources(all: readonly CorpusPage[]): Promise<Map<string, Line>> {
  const found = new Map<string, Line>()
  for (const { key, file } of all) {
    const html = markupOf(file)
    const page = {
      html,
      kind: 'html' as const,
      url: [],
      saved: [],
      title: [],
      fileName: basename(file),
      resource: () => undefined,
    }
    found.set(key, await extractPage(page))
  }
  return found
}

function byCommandLine(all: readonly CorpusPage[]): Map<string, Line> {
  const found = new Map<string, Line>()
  const options = { encoding: 'utf8', maxBuffer: MAX_OUTPUT } as const
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'extract', ...all.map(({ file }) => file), '--json'],
    options,
  )
  for (const printed of stdout.split('\n')) {
    if (!printed.startsWith('{')) continue
    const { file, ...line } = lineSchema.parse(JSON.parse(printed))
    const key = basename(file)
      .replace(/\.gz$/, '')
      .replace(/\.html?$/, '')
    found.set(key, line)
  }
  if (found.size < all.length)
    console.error(`${String(all.length - found.size)} pages gave no line. ${stderr.slice(-500)}`)
  return found
}
