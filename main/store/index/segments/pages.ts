import { PAGE_HEAD, putNumber } from './format.ts'

/** Bytes of a page at which the next one begins (`pgsz` of FTS5, which the tables leave as it is). */
const PAGE_BYTES = 4050
/** A page may end behind that by a number or two. */
const SLACK = 64

interface Words {
  bytes: Uint8Array
  starts: Uint32Array
}

function enlarged(full: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size)
  larger.set(full)
  return larger
}

/** Where pages go. `first`: what tells the first word on the page from the last one before it; undefined on a page without words. */
export type PutPage = (number: number, bytes: Uint8Array, first: Uint8Array | undefined) => void

/**
 * The pages of a segment, filled in the order of its words (SQLite, head of ext/fts5/fts5_index.c, "Segment leaves"). It has no
 * index of its own for lists that go over many pages: that is FTS5's to use or not, and what it merges gets one.
 */
export function createPages(put: PutPage) {
  let page = new Uint8Array(PAGE_BYTES + SLACK)
  /** places of the words, which stand behind them in the end */
  const footer = new Uint8Array(PAGE_BYTES + SLACK)
  let [size, footerSize] = [PAGE_HEAD, 0]
  let pages = 0
  let lastPlace = 0
  let isFirstRow = true
  let lastRow = 0
  let word = new Uint8Array(PAGE_BYTES)
  let wordLength = 0
  let first: Uint8Array | undefined

  function flush(): void {
    page[2] = size >> 8
    page[3] = size & 0xff
    const full = new Uint8Array(size + footerSize)
    full.set(page.subarray(0, size))
    full.set(footer.subarray(0, footerSize), size)
    put(++pages, full, first)
    page = new Uint8Array(PAGE_BYTES + SLACK)
    ;[size, footerSize, lastPlace, first, isFirstRow] = [PAGE_HEAD, 0, 0, undefined, true]
  }

  return {
    /** The next word, or so many bytes of it, behind the letter of its index; its rows follow. Gives how many bytes it shares with the one before. */
    word(index: number, { bytes, starts }: Words, number: number, bytesOfIt?: number): number {
      const start = starts[number] ?? 0
      const length = 1 + (bytesOfIt ?? (starts[number + 1] ?? 0) - start)
      if (size + footerSize + length + 2 >= PAGE_BYTES && size > PAGE_HEAD) flush()
      if (size + length + SLACK > page.length) page = enlarged(page, size + length + SLACK)
      if (length > word.length) word = enlarged(word, length)
      footerSize = putNumber(footer, footerSize, size - lastPlace)
      lastPlace = size
      let shared = 0
      if (word[0] === index) {
        const most = Math.min(wordLength, length)
        for (shared = 1; shared < most && word[shared] === bytes[start + shared - 1];) shared++
      } else word[0] = index
      for (let at = Math.max(shared, 1); at < length; at++) word[at] = bytes[start + at - 1] ?? 0
      wordLength = length
      let kept = 0
      if (first === undefined) first = pages === 0 ? new Uint8Array(0) : word.slice(0, shared + 1)
      else {
        kept = shared
        size = putNumber(page, size, kept)
      }
      size = putNumber(page, size, length - kept)
      for (let at = kept; at < length; at++) page[size++] = word[at] ?? 0
      isFirstRow = false
      lastRow = 0
      return shared - 1
    },
    row(rowid: number): void {
      if (size + footerSize >= PAGE_BYTES) flush()
      if (isFirstRow) {
        page[0] = size >> 8
        page[1] = size & 0xff
        lastRow = 0
        isFirstRow = false
      }
      size = putNumber(page, size, rowid - lastRow)
      lastRow = rowid
    },
    /** bytes that the places in a row take */
    length(bytes: number): void {
      size = putNumber(page, size, bytes * 2)
    },
    place(value: number): void {
      if (size + footerSize >= PAGE_BYTES) flush()
      size = putNumber(page, size, value)
    },
    /** how many pages there are */
    end(): number {
      if (size > PAGE_HEAD) flush()
      return pages
    },
  }
}
export type Pages = ReturnType<typeof createPages>
