import about from '../../package.json' with { type: 'json' }
import { problemOf, sentence } from '../../shared/model/problem.ts'
import { exportCommand } from './export.ts'
import { extract } from './extract.ts'
import { importCommand } from './import.ts'
import { type Command, parse, UsageError } from './command.ts'
import { Output } from './output.ts'
import { rebuild } from './rebuild.ts'
import { rules } from './rules.ts'
import { search } from './search.ts'
import { show } from './show.ts'
import { sites } from './sites.ts'
import { stats } from './stats.ts'
import { tag } from './tag.ts'
import { verify } from './verify.ts'
import { watch } from './watch.ts'

/** The commands in the order in which one meets them. */
const groups: readonly [string, readonly Command[]][] = [
  ['Take pages in', [importCommand, watch, extract]],
  ['Find and use them', [search, show, tag, rules, sites, exportCommand]],
  ['Look after the library', [stats, verify, rebuild]],
]
const commands = groups.flatMap(([, each]) => each)

/** Two columns, the left one as wide as its longest entry. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`)
}

function help(): string {
  const lines = columns(commands.map(({ name, summary }) => [name, summary]))
  const parts = groups.flatMap(([heading, each]) => ['', `${heading}:`, ...lines.splice(0, each.length)])
  return [
    'Keepleaf keeps the web pages you saved, in a plain folder that you own.',
    '',
    'Usage: keepleaf COMMAND [ARGUMENT]... --library DIR [--json]',
    ...parts,
    '',
    'Begin with:',
    '  keepleaf import ~/Downloads --library ~/Keepleaf',
    '',
    'keepleaf COMMAND --help tells about one command; keepleaf --version prints the version.',
    'Exit status: 0 all well, 1 some items failed (each reported), 2 wrong use, nothing done.',
  ].join('\n')
}

function commandHelp({ summary, usage, examples, options }: Command): string {
  const rows = Object.entries(options).map(
    ([name, { value, help: text }]) => [value === undefined ? `--${name}` : `--${name} ${value}`, text] as const,
  )
  const called = usage.map((line, at) => `${at === 0 ? 'Usage: ' : '       '}keepleaf ${line}`)
  return [
    ...[summary, '', ...called],
    ...['', 'Options:', ...columns([...rows, ['--help', 'this text']])],
    ...['', examples.length > 1 ? 'Examples:' : 'Example:', ...examples.map((line) => `  keepleaf ${line}`)],
  ].join('\n')
}

/** Runs one command; the answer is the exit status. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  const output = new Output()
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.text(help())
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    output.text(`${about.productName} ${about.version}`)
    return 0
  }
  const command = commands.find((each) => each.name === name)
  if (!command) {
    output.say(`keepleaf: there is no command “${name}”. keepleaf --help lists them.`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    output.text(commandHelp(command))
    return 0
  }
  try {
    return await command.run(parse(command, rest), output)
  } catch (error) {
    if (error instanceof UsageError) {
      output.say(`keepleaf ${name}: ${error.message}`)
      output.say(`keepleaf ${name} --help tells how it is used.`)
      return 2
    }
    output.say(`keepleaf ${name}: ${sentence(problemOf(error))}`)
    return 2
  }
}
