import { createFullTextRows } from '../../../../../main/store/index/full-text-rows.ts'
import { openDatabase, type Database } from '../../../../../main/store/index/sqlite.ts'

/* Adds two texts to an index and takes one away, and ends itself, as a power cut would, before the write that it is told. */

const [, , path = '', last = ''] = process.argv

const database = openDatabase(path)
database.exec('PRAGMA journal_mode = WAL')
let writes = 0
const step = (): void => {
  if (++writes === Number(last)) process.kill(process.pid, 'SIGKILL')
}
const watched: Database = {
  ...database,
  run(sql, ...values) {
    step()
    return database.run(sql, ...values)
  },
}
database.transaction(() => {
  const rows = createFullTextRows(watched)
  for (const table of ['body', 'terms'] as const) rows.remove(table, 1)
  rows.putText({ rowid: 3, folded: 'tide and stone', stems: [], withPlaces: true })
  rows.putText({ rowid: 4, folded: 'tide '.repeat(3000), stems: [], withPlaces: true })
  rows.write()
  step()
})
database.close()
