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
  private closed = false

  constructor() {
    for (const stream of [process.stdout, process.stderr]) {
      stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error
        this.closed = true
        // nobody reads on: what is under way ends, nothing more is said
        if (stream === process.stdout) process.exit(0)
      })
    }
  }

  /** One line of JSON; resolves when the reader keeps up. */
  async json(value: unknown): Promise<void> {
    await this.write(`${JSON.stringify(value)}\n`)
  }

  /** Plain text for people who asked for it, on stdout. */
  text(text: string): void {
    this.clear()
    if (!this.closed) process.stdout.write(`${printable(text)}\n`)
  }

  /** Text in full, waiting for a slow reader; byte for byte unless it goes to a terminal. */
  async write(text: string): Promise<void> {
    this.clear()
    if (this.closed || process.stdout.write(process.stdout.isTTY ? printable(text) : text)) return
    await new Promise((resolve) => process.stdout.once('drain', resolve))
  }

  /** A message for people. */
  say(text: string): void {
    this.clear()
    if (!this.closed) process.stderr.write(`${printable(text)}\n`)
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
