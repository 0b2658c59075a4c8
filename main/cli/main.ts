import { problemOf, sentence } from '../../shared/model/problem.ts'
import { exportCommand } from './export.ts'
import { extract } from './extract.ts'
import { importCommand } from './import.ts'
import { type Command, parse, UsageError } from './command.ts'
import { Output } from './output.ts'
import { rebuild } from './rebuild.ts'
import { search } from './search.ts'
import { show } from './show.ts'
import { stats } from './stats.ts'
import { tag } from './tag.ts'
import { verify } from './verify.ts'
import { watch } from './watch.ts'

const commands: readonly Command[] = [
  ...[importCommand, extract, watch, search, show, tag, exportCommand, verify, rebuild, stats],
]

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`)
  return [
    'Keepleaf keeps the web pages you saved.',
    '',
    'Usage: keepleaf COMMAND [OPTION]...',
    '',
    ...lines,
    '',
    'keepleaf COMMAND --help tells about one command.',
    'Exit status: 0 all well, 1 some items failed (each reported), 2 wrong use, nothing done.',
  ].join('\n')
}

function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => {
    const shown = option.value === undefined ? `--${name}` : `--${name} ${option.value}`
    return `  ${shown.padEnd(20)}${option.help}`
  })
  const common = `  ${'--help'.padEnd(20)}this text`
  return [command.summary, '', ...command.usage.map((line) => `Usage: keepleaf ${line}`), '', ...options, common].join(
    '\n',
  )
}

/** Runs one command; the answer is the exit status. Never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  const output = new Output()
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.text(help())
    return name === undefined ? 2 : 0
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
