import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the app was started with. Paths are absolute. */
export interface StartArguments {
  /** a library for this start only; the settings keep theirs */
  library?: string
  watch: string[]
  /** another data folder than the system's: for tests and for several instances side by side */
  data?: string
  /** name on the terminal what is watched and taken in */
  print: boolean
  /** pages to take in: `Open with Keepleaf`, or files dropped on the app's icon */
  files: string[]
}

const commands = new Set([
  'import',
  'extract',
  'watch',
  'search',
  'show',
  'tag',
  'export',
  'verify',
  'rebuild',
  'stats',
])

/** True when the arguments are a command line for the engine without a window: `keepleaf import …`. */
export function isCommandLine(args: readonly string[]): boolean {
  const first = args.find((arg) => !arg.startsWith('--'))
  return first !== undefined && commands.has(first)
}

/** Reads the app's own arguments; Chromium's switches among them are left to Chromium. */
export function startArguments(args: readonly string[], cwd: string): StartArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      library: { type: 'string' },
      watch: { type: 'string', multiple: true },
      data: { type: 'string' },
      print: { type: 'boolean' },
    },
  })
  const at = (value: unknown): string | undefined => (typeof value === 'string' ? resolve(cwd, value) : undefined)
  return {
    library: at(values.library),
    data: at(values.data),
    watch: (values.watch ?? []).flatMap((value) => at(value) ?? []),
    print: values.print === true,
    files: positionals.map((file) => resolve(cwd, file)),
  }
}
