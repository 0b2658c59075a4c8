import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { foldForIndex, WORD, WORD_LETTERS } from '../../../../../main/store/index/fold.ts'
import { createFullTextRows } from '../../../../../main/store/index/full-text-rows.ts'
import { mergeStep } from '../../../../../main/store/index/merge.ts'
import { createTables } from '../../../../../main/store/index/schema.ts'
import { bytesOfNumber, numberAt, putNumber } from '../../../../../main/store/index/segments/format.ts'
import { sortedWords } from '../../../../../main/store/index/segments/sorted-words.ts'
import { structureOf } from '../../../../../main/store/index/segments/structure.ts'
import { createVocabulary } from '../../../../../main/store/index/segments/vocabulary.ts'
import { databaseProblem, openDatabase, type Database } from '../../../../../main/store/index/sqlite.ts'
import { wordSet } from '../../../../../main/store/index/word-set.ts'

const TABLES = ['body', 'terms'] as const
/** FTS5 cuts off what is longer. */
const LONGEST_BYTES = 32_768
const HEAVY_MS = 60_000

function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const SYLLABLES = ['ta', 're', 'lo', 'é', 'ß', 'на', 'ם', 'क', '日本', 'ก', '𝒳', '7', 'stoven', '\ue001', 'x']
const BETWEEN = [' ', ', ', '\n', ' – ', '\0', ' “']

function someText(next: (below: number) => number): string {
  const words = [0, 1, 40, 40, 300, 2500][next(6)] ?? 0
  const kinds = 1 + next(3)
  const text = Array.from({ length: words }, () => {
    const syllables = Array.from({ length: 1 + next(kinds + 1) }, () => SYLLABLES[next(SYLLABLES.length)] ?? '')
    return syllables.join('') + (BETWEEN[next(BETWEEN.length)] ?? ' ')
  })
  if (next(12) === 0) text.push('often '.repeat(next(12_000)))
  if (next(20) === 0) text.push('w'.repeat(next(9000)))
  return text.join('')
}

interface Text {
  folded: string
  stems: string[]
}
const textOf = (text: string): Text => {
  const folded = foldForIndex(text)
  const stems = [...wordSet(folded, WORD_LETTERS)].slice(0, 9).map((word) => `\ue083${word.slice(0, 4)}`)
  return { folded, stems: [...new Set(stems)] }
}

function opened(): Database {
  const database = openDatabase(':memory:')
  createTables(database)
  for (const table of TABLES) {
    database.exec(`CREATE VIRTUAL TABLE ${table}_words USING fts5vocab(${table}, 'instance')`)
  }
  return database
}

/** What a table says, found by FTS5. */
function contents(database: Database): unknown {
  return TABLES.map((table) => {
    database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('integrity-check', 0)`)
    const words = database.rows(`SELECT term, doc, "offset" FROM ${table}_words`)
    return [words, database.rows(`SELECT hex(block) FROM ${table}_data WHERE id = 1`), sizes(database, table)]
  })
}

const sizes = (database: Database, table: string): unknown =>
  database.rows(`SELECT id, hex(sz) FROM ${table}_docsize ORDER BY id`)

function segments(database: Database, table: string): number[] {
  const structure = structureOf(database.rows(`SELECT block FROM ${table}_data WHERE id = 10`)[0]?.[0])
  return structure?.levels.map((level) => level.segments.length) ?? []
}

describe('segments of FTS5 that are written here', () => {
  let ours: Database
  let theirs: Database
  beforeEach(() => {
    ours = opened()
    theirs = opened()
  })
  afterEach(() => {
    ours.close()
    theirs.close()
  })

  /** Puts texts in place of what their rows said; `undefined` takes one away. */
  function put(texts: ReadonlyMap<number, Text | undefined>, has: ReadonlySet<number>): void {
    ours.transaction(() => {
      const rows = createFullTextRows(ours)
      for (const [rowid, text] of texts) {
        if (has.has(rowid)) for (const table of TABLES) rows.remove(table, rowid)
        if (text) rows.putText({ rowid, ...text, withPlaces: true })
      }
      rows.write()
    })
    theirs.transaction(() => {
      for (const [rowid, text] of texts) {
        if (has.has(rowid)) for (const table of TABLES) theirs.run(`DELETE FROM ${table} WHERE rowid = ?`, rowid)
        if (!text) continue
        theirs.run('INSERT INTO body (rowid, text) VALUES (?, ?)', rowid, text.folded)
        const words = [...wordSet(text.folded, WORD_LETTERS), ...text.stems].join(' ')
        theirs.run('INSERT INTO terms (rowid, term) VALUES (?, ?)', rowid, words)
      }
    })
  }

  test.each([1, 2, 3, 4])(
    'hold what FTS5 would have written, however texts come, change, go and are merged (%i)',
    (seed) => {
      const next = seeded(seed)
      const has = new Set<number>()
      let last = 0
      for (let round = 0; round < 12; round++) {
        const texts = new Map<number, Text | undefined>()
        for (let count = next(9); count >= 0; count--) texts.set((last += 1 + next(300)), textOf(someText(next)))
        for (const rowid of has) {
          const what = next(10)
          if (what < 2) texts.set(rowid, what === 0 ? undefined : textOf(someText(next)))
        }
        put(texts, has)
        for (const [rowid, text] of texts) {
          if (text) has.add(rowid)
          else has.delete(rowid)
        }
        if (next(4) === 0) while (mergeStep(ours));
        if (next(6) === 0) ours.exec(`INSERT INTO body (body) VALUES ('optimize')`)
        expect(contents(ours)).toEqual(contents(theirs))
      }
      for (const word of ['"ta"', '"tare"', '"lo"', '"often"', '"日本"', 'ta*', 's*', '"\ue083ta"']) {
        for (const table of TABLES) {
          const found = (database: Database): unknown =>
            database.rows(`SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid`, word)
          expect(found(ours)).toEqual(found(theirs))
        }
      }
    },
    HEAVY_MS,
  )

  test('are gone with a transaction that is taken back, and FTS5 knows it', () => {
    put(new Map([[1, textOf('tare lo')]]), new Set())
    const before = contents(ours)
    const failing = (): void => {
      ours.transaction(() => {
        const rows = createFullTextRows(ours)
        rows.remove('body', 1)
        rows.putText({ rowid: 2, ...textOf('stoven'), withPlaces: true })
        rows.write()
        throw new Error('full')
      })
    }
    expect(failing).toThrow('full')
    expect(contents(ours)).toEqual(before)
    put(new Map([[3, textOf('stoven lo')]]), new Set())
    expect(ours.rows(`SELECT rowid FROM body WHERE body MATCH 'lo' ORDER BY rowid`)).toEqual([[1], [3]])
  })

  test('are written between what FTS5 writes and reads itself', () => {
    put(new Map([[1, textOf('tare')]]), new Set())
    for (let rowid = 10; rowid < 40; rowid += 10) {
      // FTS5 keeps in memory what it has read
      expect(ours.rows(`SELECT rowid FROM body WHERE body MATCH 'tare'`)).toHaveLength((rowid / 10) * 2 - 1)
      put(new Map([[rowid, textOf('tare lo')]]), new Set())
      ours.run('INSERT INTO body (rowid, text) VALUES (?, ?)', rowid + 1, 'tare')
      theirs.run('INSERT INTO body (rowid, text) VALUES (?, ?)', rowid + 1, 'tare')
      expect(contents(ours)).toEqual(contents(theirs))
    }
  })

  test('stay few when every text comes alone, without anybody merging', () => {
    for (let rowid = 1; rowid <= 150; rowid++) {
      put(new Map([[rowid, textOf(`tare ${'lo '.repeat(rowid % 7)} word${String(rowid)}`)]]), new Set())
    }
    for (const table of TABLES) expect(Math.max(...segments(ours, table))).toBeLessThanOrEqual(16)
    expect(contents(ours)).toEqual(contents(theirs))
  })

  test('words longer than a page, and longer than FTS5 takes', () => {
    const long = [
      'v'.repeat(4049),
      'v'.repeat(4050),
      'va'.repeat(4000),
      'w'.repeat(LONGEST_BYTES + 9),
      'é'.repeat(20_000),
    ]
    put(new Map([...long, long.join(' ')].map((text, at) => [at + 1, { folded: text, stems: [] }])), new Set())
    expect(contents(ours)).toEqual(contents(theirs))
  })

  test('a table whose structure is not as expected is left to FTS5, which says what is the matter', () => {
    ours.exec(`UPDATE body_data SET block = X'00000000FF' WHERE id = 10`)
    const write = (): void => {
      put(new Map([[1, textOf('tare')]]), new Set())
    }
    let thrown: unknown
    try {
      write()
    } catch (error) {
      thrown = databaseProblem(error, 'index.sqlite')
    }
    expect(thrown).toMatchObject({ problem: { code: 'index.damaged' } })
  })
})

test('words are cut as a search cuts them', () => {
  const vocabulary = createVocabulary()
  for (const text of ['', 'a', 'tare 🙂 lo⁩ x', 'été\0наш, 日本 語', '𝒳x \ud800 \udc00y', someText(seeded(9))]) {
    const words = Array.from(vocabulary.numbersOf(text), (number) =>
      Buffer.from(vocabulary.bytes.subarray(vocabulary.starts[number], vocabulary.starts[number + 1])).toString(),
    )
    expect(words).toEqual(text.match(WORD) ?? [])
  }
})

test('words are sorted by their bytes', () => {
  const next = seeded(5)
  const words = new Set(
    Array.from({ length: 9000 }, () =>
      Array.from({ length: 1 + next(6) }, () => SYLLABLES[next(next(2) === 0 ? 3 : SYLLABLES.length)] ?? '').join(''),
    ),
  )
  const all = Array.from(words, (word) => Buffer.from(word))
  const starts = new Uint32Array(all.length + 1)
  all.forEach((word, at) => (starts[at + 1] = (starts[at] ?? 0) + word.length))
  const sorted = Array.from(sortedWords(Buffer.concat(all), starts, all.length), (number) => String(all[number]))
  expect(sorted).toEqual(all.toSorted(Buffer.compare).map(String))
})

test('numbers of a variable length are read as they were written', () => {
  const bytes = new Uint8Array(9)
  for (const number of [0, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 2 ** 31, 2 ** 35, 2 ** 48]) {
    expect(putNumber(bytes, 0, number)).toBe(bytesOfNumber(number))
    expect(numberAt(bytes, 0)).toBe(number)
  }
})
