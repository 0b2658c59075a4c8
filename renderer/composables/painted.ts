/** Resolves when what has just been drawn is on the screen. */
export function painted(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => {
      // a message is handled after the frame has been painted; a timer may be put off
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        done()
      }
      port2.postMessage(undefined)
    })
  })
}

/**
 * Notes on the page's timeline that what has just been drawn is on the screen: `npm run bench` measures the very app that
 * people use, and `of` tells which query or article it was. One entry a name, so that a long day leaves nothing behind.
 */
export function markPainted(name: 'keepleaf.rows' | 'keepleaf.article', of: string): void {
  void painted().then(() => {
    performance.clearMarks(name)
    performance.mark(name, { detail: of })
  })
}
