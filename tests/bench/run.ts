// npm run bench [-- NAME...]: prints a table and writes bench.json. The first word of names (`growth`, `growth.`) takes all of them.
// Measures the sources, run by the Node that runs this. Status 1 when a goal is missed or a benchmark fails.
import { writeFile } from 'node:fs/promises'
import { addOne } from './add-one.ts'
import { type Benchmark, NotHere, type Row } from './benchmark.ts'
import { bulkTag } from './bulk-tag.ts'
import { extractPerPage } from './extract-per-page.ts'
import { formatsRead } from './formats.ts'
import { importPages } from './import-pages.ts'
import { importStages } from './import-stages.ts'
import { indexKinds } from './index-kinds.ts'
import { libraryGrowth } from './library-growth.ts'
import { overview } from './overview.ts'
import { relations } from './relations.ts'
import { searchEngine } from './search-engine.ts'
import { searchOthers } from './search-others.ts'
import { windowApp } from './window-app.ts'
import { windowStart } from './window-start.ts'
import { windowUse } from './window-use.ts'

const benchmarks: Benchmark[] = [
  extractPerPage,
  importPages,
  importStages,
  libraryGrowth,
  searchEngine,
  searchOthers,
  bulkTag,
  indexKinds,
  addOne,
  formatsRead,
  relations,
  overview,
  windowStart,
  windowUse,
  windowApp,
]

const asked = process.argv.slice(2)
const names = (each: string, name: string): boolean =>
  name === each || name.startsWith(each.endsWith('.') ? each : `${each}.`)
const wanted = (name: string): boolean => asked.length === 0 || asked.some((each) => names(each, name))
const unknown = asked.filter(
  (each) => !benchmarks.some((benchmark) => benchmark.names.some((name) => names(each, name))),
)
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark ${unknown.join(', ')}. There are: ${benchmarks.flatMap(({ names }) => names).join(', ')}\n`,
  )
  process.exit(2)
}

const rows: Row[] = []
let failed = false
for (const benchmark of benchmarks) {
  if (!benchmark.names.some(wanted)) continue
  try {
    for await (const row of benchmark.measure(wanted)) {
      if (!wanted(row.name)) continue
      rows.push(row)
      print(row)
    }
  } catch (error) {
    const names = error instanceof NotHere ? error.names : benchmark.names
    const reason = error instanceof Error ? error.message : String(error)
    process.stdout.write(
      `${names.filter(wanted).join(', ')}: ${error instanceof NotHere ? 'left out' : 'failed'}: ${reason}\n`,
    )
    if (!(error instanceof NotHere)) failed = true
  }
}
await writeFile('bench.json', `${JSON.stringify(rows, undefined, 2)}\n`)
process.exitCode = failed || rows.some(({ holds }) => holds === false) ? 1 : 0

function print({ name, value, unit, goal, holds, detail }: Row): void {
  const figure = `${value.toPrecision(4)} ${unit}`
  const against = goal === undefined ? '' : `${holds ? 'holds' : 'MISSED'} (goal ${String(goal)})`
  process.stdout.write(`${name.padEnd(28)} ${figure.padStart(20)}  ${against.padEnd(22)} ${detail}\n`)
}
