import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../../../main/store/open.ts'
import type { NewArticle, OpenOptions, Store } from '../../../../main/store/store.ts'

/** An article as the import gives it to the store; its file is written to `folder`. */
export async function makeNew(
  folder: string,
  title: string,
  text: string,
  more: Partial<NewArticle['record']> = {},
): Promise<NewArticle> {
  const path = join(folder, 'page.html')
  await writeFile(path, `<title>${title}</title>${text}`)
  return {
    record: {
      title,
      dir: 'ltr',
      url: 'https://www.example.org/a',
      format: 'html',
      words: text.length,
      minutes: 1,
      sources: {},
      alternatives: {},
      warnings: [],
      tags: [],
      tagRules: {},
      read: false,
      starred: false,
      progress: 0,
      marks: [],
      original: { main: 'page.html' },
      hashes: { source: '', text: title },
      provenance: [],
      ...more,
    },
    html: `<p>${text}</p>`,
    text,
    assets: [],
    files: [{ path, as: 'page.html' }],
  }
}

/** A library in a folder of its own, and what tests do with one. */
export async function makeLibrary(at?: string) {
  const dir = at ?? (await mkdtemp(join(tmpdir(), 'keepleaf-store-')))
  const root = join(dir, 'library')
  let store: Store = await openStore(root, { create: true, owner: 'test' })
  return {
    dir,
    root,
    get store(): Store {
      return store
    },
    /** `former`: the article whose place it takes */
    add: async (title: string, text = 'word', more: Partial<NewArticle['record']> = {}, former?: string) =>
      store.add({ ...(await makeNew(dir, title, text, more)), former }),
    close: () => store.close(),
    async open(options: Partial<OpenOptions> = {}) {
      store = await openStore(root, { owner: 'test', ...options })
    },
    titles: async (query: string) =>
      (await store.list({ query, sort: 'title-asc', offset: 0, limit: 50 })).rows.map(({ title }) => title),
    async remove() {
      await store.close()
      if (at === undefined) await rm(dir, { recursive: true, force: true })
    },
  }
}
export type TestLibrary = Awaited<ReturnType<typeof makeLibrary>>
