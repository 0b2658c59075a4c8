/** Redraws of the progress line, in ms. */
const PROGRESS_INTERVAL_MS = 200

/** What a terminal would obey instead of showing: a saved page's title must not move the cursor or change the colours. */
const OBEYED = /[^\P{Cc}\t\n]/gu

/** Text as a terminal may get it. */
export function printable(text: string): string {
  return text.replace(OBEYED, '\uFFFD')
}

/** Results go to stdout, words for people and progress to stderr; a reader that has gone away (`| head`) is no error. */
export class Output {
  private progressAt = 0
  private progressShown = false
  /** the streams that nobody reads any more: each by itself, as the other one may be read on */
  private readonly gone = new Set<NodeJS.WriteStream>()
  /** resolves when nobody reads stdout any more and the work is carried on */
  readonly unread: Promise<void>
  private breaksOff = true

  constructor() {
    let tell = (): void => undefined
    this.unread = new Promise((resolve) => (tell = resolve))
    for (const stream of [process.stdout, process.stderr]) {
      stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error
        this.gone.add(stream)
        if (stream !== process.stdout) return
        // nobody reads on: what only prints ends, work goes on in silence
        if (this.breaksOff) process.exit(0)
        tell()
      })
    }
  }

  /** From now on the work is more than what it prints: it is done to its end, also when nobody reads on. */
  carryOn(): void {
    this.breaksOff = false
  }

  /** One line of JSON; resolves when the reader keeps up. */
  async json(value: unknown): Promise<void> {
    await this.write(`${JSON.stringify(value)}\n`)
  }

  /** Plain text for people who asked for it, on stdout. */
  text(text: string): void {
    this.clear()
    if (!this.gone.has(process.stdout)) process.stdout.write(`${printable(text)}\n`)
  }

  /** Text in full, waiting for a slow reader; byte for byte unless it goes to a terminal. */
  async write(text: string): Promise<void> {
    this.clear()
    if (this.gone.has(process.stdout) || process.stdout.write(process.stdout.isTTY ? printable(text) : text)) return
    await Promise.race([new Promise((resolve) => process.stdout.once('drain', resolve)), this.unread])
  }

  /** A message for people. */
  say(text: string): void {
    this.clear()
    if (!this.gone.has(process.stderr)) process.stderr.write(`${printable(text)}\n`)
  }

  /** A line that is overwritten by the next; only on a terminal. */
  progress(text: string): void {
    if (!process.stderr.isTTY || Date.now() - this.progressAt < PROGRESS_INTERVAL_MS) return
    this.progressAt = Date.now()
    this.progressShown = true
    process.stderr.write(`\r\u001B[K${printable(text).slice(0, Math.max(20, process.stderr.columns - 1))}`)
  }

  private clear(): void {
    if (!this.progressShown) return
    this.progressShown = false
    process.stderr.write('\r\u001B[K')
  }
}
