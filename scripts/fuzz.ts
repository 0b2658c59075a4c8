/**
 * Mutates the fixtures and reads them: `npm run fuzz -- --seconds N [--seed N]`. Fails on a hang, a crash, an error that no
 * reader foresaw, and on any write: the readers run in a process that may only read. A file that fails is kept and named.
 */
import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { parseArgs } from 'node:util'

/** Files a child reads before the next one: a start costs more than a file. */
const BATCH = 40
/** As in the app: one page never takes longer (design: no file over 30 s). */
const FILE_MS = 30_000
const MEMORY_MB = 900

const fixtures = join(import.meta.dirname, '../tests/fixtures')
const child = join(import.meta.dirname, 'fuzz-read.ts')

/** mulberry32: small, seedable, good enough to choose bytes. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below)
  }
}

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return files(path)
    return entry.name === 'expected.json' || /\.(png|css)$/.test(entry.name) ? [] : [path]
  })

/** Pieces that readers treat specially. */
const TOKENS = [
  '\0',
  '<!--',
  '-->',
  '--',
  '\r\n\r\n',
  'PK\x05\x06',
  '%',
  '=',
  'url(',
  '../',
  '<![CDATA[',
  ']]>',
  '&#x110000;',
  '\xff\xff\xff\xff',
  '\x7f\xff\xff\xff',
  '\x1f\x8b\x08',
  'Content-Length: 99999999999',
  '\nContent-Type: multipart/mixed; boundary=x\n\n--x\n',
  '<frameset>',
  '<template>',
]

function mutate(source: Buffer, other: Buffer, pick: (below: number) => number): Buffer {
  let bytes = Buffer.from(source)
  for (let step = pick(6); step >= 0; step--) {
    const at = pick(bytes.length)
    const length = pick(Math.min(64, bytes.length))
    const token = Buffer.from(TOKENS[pick(TOKENS.length)] ?? '', 'latin1')
    switch (pick(7)) {
      case 0:
        if (bytes.length > 0) bytes[at] = pick(256)
        break
      case 1:
        bytes = bytes.subarray(0, at)
        break
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
        break
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), token, bytes.subarray(at)])
        break
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)])
        break
      case 5:
        bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(pick(other.length))])
        break
      default:
        for (let flip = 0; flip < 8 && bytes.length > 0; flip++) {
          const place = pick(bytes.length)
          bytes[place] = (bytes[place] ?? 0) ^ (1 << pick(8))
        }
    }
  }
  return bytes
}

interface Run {
  failed?: string
  file?: string
}

/** Reads a batch in a process of its own that may not write anywhere. */
function read(paths: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    const options = [
      '--permission',
      '--allow-worker',
      '--allow-fs-read=*',
      '--disable-warning=ExperimentalWarning',
      `--max-old-space-size=${String(MEMORY_MB)}`,
    ]
    const run = spawn(process.execPath, [...options, child, ...paths], { stdio: ['ignore', 'pipe', 'pipe'] })
    let current = ''
    let wrong: Run | undefined
    let errors = ''
    let rest = ''
    let timer: NodeJS.Timeout | undefined
    const watch = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        wrong ??= { failed: `took longer than ${String(FILE_MS / 1000)} s`, file: current }
        run.kill('SIGKILL')
      }, FILE_MS)
    }
    watch()
    run.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [code = '', path = '', detail = ''] = line.split('\t')
        if (code === 'start') {
          current = path
          watch()
        }
        if (code === 'internal' || /ERR_ACCESS_DENIED/.test(detail))
          wrong ??= { failed: `unforeseen error ${detail}`, file: path }
      }
    })
    run.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    run.on('close', (status, signal) => {
      clearTimeout(timer)
      if (wrong === undefined && status !== 0)
        wrong = { failed: `ended with ${signal ?? String(status)}: ${errors.slice(0, 2000)}`, file: current }
      resolve(wrong ?? {})
    })
  })
}

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
const pick = random(seed)
const sources = files(fixtures)
const work = mkdtempSync(join(tmpdir(), 'keepleaf-fuzz-'))
const kept = join(import.meta.dirname, '../.cache/fuzz')
const end = Date.now() + Number(values.seconds) * 1000
let count = 0
let failures = 0
try {
  while (Date.now() < end) {
    const paths = Array.from({ length: BATCH }, (_, index) => {
      const source = sources[pick(sources.length)] ?? ''
      const other = sources[pick(sources.length)] ?? ''
      const path = join(work, `${String(index)}${pick(8) === 0 ? '.html' : extname(basename(source))}`)
      writeFileSync(path, mutate(readFileSync(source), readFileSync(other), pick))
      return path
    })
    const before = readdirSync(work).length
    const run = await read(paths)
    count += paths.length
    if (run.failed === undefined && readdirSync(work).length === before) {
      for (const path of paths) rmSync(path, { force: true })
      continue
    }
    failures++
    mkdirSync(kept, { recursive: true })
    const copy = join(kept, `${String(seed)}-${String(failures)}-${basename(run.file ?? 'unknown')}`)
    if (run.file !== undefined && run.file !== '') copyFileSync(run.file, copy)
    console.error(`${copy}: ${run.failed ?? 'a file was written'}`)
    for (const path of paths) rmSync(path, { force: true })
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
console.log(`${String(count)} mutated files read, ${String(failures)} failures (seed ${String(seed)})`)
process.exitCode = failures === 0 ? 0 : 1
