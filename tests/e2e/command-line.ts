import { execFile } from 'node:child_process'
import { resolve } from 'node:path'

const program = resolve(import.meta.dirname, '../../out/main/cli.js')

export interface CommandResult {
  status: number
  /** one object a line, as `--json` prints them */
  lines: Record<string, unknown>[]
  errors: string
}

/** Runs `keepleaf … --json` as built, in a process of its own. */
export function keepleaf(...args: string[]): Promise<CommandResult> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [program, ...args, '--json'], (_error, stdout, stderr) => {
      const lines = stdout.split('\n').filter((line) => line !== '')
      done({ status: child.exitCode ?? -1, lines: lines.map((line) => JSON.parse(line)), errors: stderr })
    })
  })
}
