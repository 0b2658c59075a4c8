// A program that is killed in the middle: opens the library and does one thing, saying when it is under way.
import { setTimeout } from 'node:timers/promises'
import { openStore } from '../../../../../main/store/open.ts'
import { makeNew } from '../library.ts'

const [root = '', dir = '', what = ''] = process.argv.slice(2)
const store = await openStore(root, { owner: 'child' })
const ready = (): boolean => process.stdout.write('under way\n')
if (what === 'add') {
  for (let number = 0; ; number++) {
    await store.add(await makeNew(dir, `Added ${String(number)}`, 'word '.repeat(2000)))
    if (number === 3) ready()
  }
} else if (what === 'change') {
  const articles = (await store.ids('', 'saved-desc')).map((id) => ({ id, after: { tags: ['bulk'] } }))
  await store.change({ name: 'retag', articles }, { onProgress: ({ done }) => void (done === 5 && ready()) })
  // the parent kills it long before
  setInterval(() => undefined, 1000)
} else if (what === 'rebuild') {
  ready()
  for (;;) await store.rebuild()
} else if (what === 'close') {
  ready()
  for (let round = 0; round < 8; round++) {
    const again = round === 0 ? store : await openStore(root, { owner: 'child' })
    for (let number = 0; number < 30; number++) {
      const query = `word -w${String(number)} or w${String(number + 1)}`
      const asked = [again.list({ query, sort: 'relevance', offset: 0, limit: 30 }), again.facets(query)]
      for (const each of asked) each.catch(() => undefined)
    }
    // another moment each time
    await setTimeout(round * 5)
    await again.close()
  }
} else {
  ready()
  setInterval(() => undefined, 1000)
}
