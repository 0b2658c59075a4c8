import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { Output } from './output.ts'

/** Wrong use: said with a pointer to the help, exit status 2. */
export class UsageError extends Error {}

export interface Option {
  type: 'string' | 'boolean'
  multiple?: boolean
  /** what stands for the value in the help */
  value?: string
  help: string
}

export interface Arguments {
  operands: string[]
  /** the value of a string option; undefined when it was not given */
  string(name: string): string | undefined
  strings(name: string): string[]
  flag(name: string): boolean
  /** a required string option */
  required(name: string): string
}

export interface Command {
  name: string
  summary: string
  /** how it is called, without `keepleaf` */
  usage: string[]
  /** one or two calls to learn from, without `keepleaf` */
  examples: string[]
  options: Record<string, Option>
  /** least and most operands */
  operands: [least: number, most: number]
  run(args: Arguments, output: Output): Promise<number>
}

export const libraryOption: Record<string, Option> = {
  library: { type: 'string', value: 'DIR', help: 'the folder of the library; needed' },
}
export const jsonOption: Record<string, Option> = {
  json: { type: 'boolean', help: 'for programs: one JSON object a line' },
}

/** The arguments of a command, checked: unknown options and a wrong number of operands throw a UsageError. */
export function parse(command: Command, argv: readonly string[]): Arguments {
  const options: NonNullable<ParseArgsConfig['options']> = {}
  for (const [name, { type, multiple = false }] of Object.entries(command.options)) options[name] = { type, multiple }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: shielded(argv), options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
  const operands = parsed.positionals.map((operand) => operand.replace(SHIELD, ''))
  const [least, most] = command.operands
  if (operands.length < least) throw new UsageError(`too few arguments. Usage: keepleaf ${command.usage[0] ?? ''}`)
  if (operands.length > most) throw new UsageError(`“${operands[most] ?? ''}” is one argument too many.`)
  const value = (name: string): unknown => parsed.values[name]
  const string = (name: string): string | undefined => {
    const found = value(name)
    return typeof found === 'string' ? found : undefined
  }
  return {
    operands,
    string,
    strings(name) {
      const found = value(name)
      return Array.isArray(found) ? found.filter((each) => typeof each === 'string') : []
    },
    flag: (name) => value(name) === true,
    required(name) {
      const found = string(name)
      if (found === undefined || found === '') throw new UsageError(`--${name} is needed.`)
      return found
    },
  }
}

/** A query may begin with a minus (`-tag:x`); no option has a colon or a quotation mark in its name. */
const NEGATED = /^-(?!-)[^=]*[:"\s]|^-\p{L}{2,}$/u
const SHIELD = /^\u200B/

function shielded(argv: readonly string[]): string[] {
  return argv.map((each) => (NEGATED.test(each) ? `\u200B${each}` : each))
}
