import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

export const CLI = resolve(import.meta.dirname, '../../../../main/cli.ts')

export interface Run {
  status: number | null
  out: string
  err: string
  /** stdout as JSON lines */
  lines: Record<string, unknown>[]
}

/** Runs the command line as a program of its own; `during` gets the process and what it has printed until then. */
export function keepleaf(
  args: string[],
  during?: (kill: (signal: NodeJS.Signals) => void, out: string) => void,
  /** another user and group of the system, when the tests run as root */
  as?: { uid: number; gid: number },
): Promise<Run> {
  const child = spawn(process.execPath, [CLI, ...args], { ...as })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    during?.((signal) => child.kill(signal), out)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  return new Promise((done) => {
    child.on('close', (status) => {
      const lines = out
        .split('\n')
        .flatMap((line) => (line.startsWith('{') && line.endsWith('}') ? [parsed(line)] : []))
      done({ status, out, err, lines })
    })
  })
}

export function parsed(line: string): Record<string, unknown> {
  const value: unknown = JSON.parse(line)
  return { ...(typeof value === 'object' ? value : {}) }
}
