import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Job } from '../../shared/model/job.ts'
import { ruleSchema, type Rule } from '../../shared/model/library.ts'
import type { TagColour } from '../../shared/model/tag.ts'
import type { markColours } from '../../shared/model/mark.ts'
import { articles, BOOKSHOP, CLOCKMAKER, LIBRARY, LIGHTHOUSE, MOOR, shortArticles } from './articles.ts'
import { savedPage, type Article } from './pages.ts'
import { drawPictures } from './pictures.ts'
import { NOW, type Stage } from './window.ts'

/** Short pages beside the drawn articles. */
const SHORT_PAGES = 420
const IMPORT_LIMIT_MS = 300_000

export interface Shown {
  /** ids of the drawn articles by title */
  ids: Map<string, string>
  /** the import whose report is shown */
  report: string
  /** a folder of pages that are not in the library yet */
  fresh: string
  /** files and folders that somebody drops on the window */
  dropped: string[]
}

/** Fills the library of the running app as a person would: by importing, tagging and marking. */
export async function fillLibrary(stage: Stage, folder: string): Promise<Shown> {
  const { page, call } = stage
  const pictures = await drawPictures(page)
  const write = async (name: string, list: Article[], seed: number): Promise<string> => {
    const into = join(folder, name)
    for (const [index, article] of list.entries()) {
      const year = join(into, String(NOW.getUTCFullYear() - Math.floor(article.saved[0] / 365)))
      await mkdir(year, { recursive: true })
      const picture = article.picture === undefined ? undefined : pictures[article.picture]
      await writeFile(join(year, fileName(article, index)), savedPage(article, seed + index, NOW, picture))
    }
    return into
  }
  await call('library.open', { path: join(folder, 'Keepleaf'), create: true })
  const short = await write('Saved pages 2018 to 2025', shortArticles(0, SHORT_PAGES), 1000)
  await spoil(short)
  const drawn = await write('Saved pages', articles, 0)
  // some of the short pages are already there when the folder is taken in: the report has duplicates to name
  await imported(stage, [join(short, '2022')])
  await imported(stage, [drawn])
  const report = (await imported(stage, [short])).id
  const ids = await idsByTitle(stage)
  await decorate(stage, ids)
  for (const name of ['Downloads', 'Web pages']) {
    await mkdir(join(folder, 'home', name), { recursive: true })
    await call('watch.add', { path: join(folder, 'home', name) })
  }
  const fresh = await write('Saved pages 2014 to 2024', shortArticles(1000, 900), 5000)
  await spoil(fresh)
  return { ids, report, fresh, dropped: await droppedIn(folder) }
}

/** Fourteen pages: HTML, MHTML and a folder; nothing of it is imported. */
async function droppedIn(folder: string): Promise<string[]> {
  const into = join(folder, 'Desktop')
  await mkdir(join(into, 'tide tables'), { recursive: true })
  const names = Array.from({ length: 13 }, (_, at) => `page-${String(at + 1)}.${at < 11 ? 'html' : 'mhtml'}`)
  for (const name of names) await writeFile(join(into, name), '<p>A page</p>')
  return [...names, 'tide tables'].map((name) => join(into, name))
}

async function imported({ page, call }: Stage, paths: string[]): Promise<Job> {
  const { id } = await call('import.paths', { paths })
  const deadline = Date.now() + IMPORT_LIMIT_MS
  for (;;) {
    const job = (await call('jobs.list', undefined)).find((one) => one.id === id)
    if (job?.ended !== undefined) return job
    if (Date.now() > deadline) throw new Error('The import of the pages for the pictures does not end')
    await page.waitForTimeout(200)
  }
}

/** Files that no page can be read from. */
async function spoil(folder: string): Promise<void> {
  const into = join(folder, '2016', 'old disk')
  await mkdir(into, { recursive: true })
  await writeFile(
    join(into, 'thread-2291.mhtml'),
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="cut"\n\n--cut\n',
  )
  await writeFile(join(into, 'tide-notes.html'), '')
}

async function idsByTitle({ call }: Stage): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (let offset = 0; ; offset += 500) {
    const { rows } = await call('articles.list', { query: '', sort: 'saved-desc', offset, limit: 500 })
    for (const row of rows) ids.set(row.title, row.id)
    if (rows.length < 500) return ids
  }
}

const tags: Record<string, string[]> = {
  'archives/tides': [
    CLOCKMAKER,
    LIGHTHOUSE,
    'Every bridge is a guess about boats',
    'Salt, and the handwriting of harbour clerks',
  ],
  'archives/maps': [
    'How to read a map that is wrong on purpose',
    'A ruler for things that move',
    'A lighthouse that was drawn before it was built',
  ],
  archives: [
    LIGHTHOUSE,
    'Notes on sorting a hundred thousand photographs without losing your mind',
    'Inventory of a keeper’s kitchen',
    'Forty years of lighthouse logs, and how they were typed',
    'The last word in the keeper’s dictionary',
    'Who pays for a lighthouse nobody needs',
    'A lighthouse that was drawn before it was built',
  ],
  longreads: [CLOCKMAKER, 'How to read a map that is wrong on purpose'],
  landscape: [MOOR],
  deutsch: [MOOR, 'Was ein Fahrplan über Vögel weiß'],
  libraries: [LIBRARY, BOOKSHOP, '夜の図書館の音の目録'],
  日本語: [BOOKSHOP, '夜の図書館の音の目録'],
  عربي: [LIBRARY],
  howto: [
    'Notes on sorting a hundred thousand photographs without losing your mind',
    'Forty years of lighthouse logs, and how they were typed',
  ],
  cities: ['What the night bus knows about a city', 'The economics of a free bench'],
  food: ['Bread, measured in weather'],
  language: [
    'Seven small languages for describing light',
    'A catalogue of weather left out of novels',
    'The last word in the keeper’s dictionary',
  ],
  time: [
    'Every bridge is a guess about boats',
    'Counting geese with a clock', 'A ruler for things that move'],
}
/** Tags of the short pages, by words of their titles. */
const searched: Record<string, string> = {
  'cities/transit': 'title:ferry',
  'cities/markets': 'title:market',
  longreads: 'title:history',
  libraries: 'title:ledger',
  food: 'title:kettle',
  'language/names': 'title:letters',
  'archives/paper': 'title:almanac',
  'archives/tides': 'title:gauge',
  howto: 'title:notes',
}
const colours: Record<string, TagColour> = {
  archives: 'blue',
  'archives/tides': 'blue',
  'archives/maps': 'blue',
  'archives/paper': 'blue',
  cities: 'pink',
  'cities/transit': 'pink',
  'cities/markets': 'pink',
  food: 'ochre',
  howto: 'ochre',
  language: 'violet',
  'language/names': 'violet',
  libraries: 'teal',
  longreads: 'rust',
  landscape: 'leaf',
  deutsch: 'stone',
  日本語: 'stone',
  عربي: 'stone',
  time: 'blue',
}
const descriptions: Record<string, string> = {
  archives: 'What is kept, by whom, and how',
  'archives/paper': 'Repair, damp, light',
  'archives/tides': 'Harbour essay. Tables, gauges, people who watch water.',
  howto: 'Things to try myself',
  longreads: 'Over 8 minutes',
}

/** What a person might have; the last one is off. */
const rules: Partial<Rule>[] = [
  { name: 'Tide gauges', query: 'title:gauge', tags: ['archives/tides'] },
  { name: 'For a long evening', query: 'words:>1600 -tag:food', tags: ['longreads'], star: true },
  { query: 'site:fernwehpost.example or lang:de', tags: ['deutsch'] },
  { name: 'Old signals', query: 'title:signal saved:<2017', trash: true, on: false },
]

const marks: [string, string, (typeof markColours)[number], string, string][] = [
  [
    CLOCKMAKER,
    'But the boats left when her slate said they could',
    'amber',
    'Authority without an office. Opening for the talk?',
    '2025-05-12T10:00:00Z',
  ],
  [CLOCKMAKER, 'The first two could be had from any almanac.', 'sky', '', '2025-05-12T10:01:00Z'],
  [
    CLOCKMAKER,
    'The third was hers alone, and the skippers waited for it.',
    'leaf',
    'Tacit knowledge, but written down. Compare: the bog as an archive.',
    '2025-05-12T10:02:00Z',
  ],
  [
    CLOCKMAKER,
    'The correction for Skerrow was eleven minutes',
    'rose',
    'Check against the 1962 survey.',
    '2026-11-23T14:20:00Z',
  ],
  [MOOR, 'Sie wurde nie für uns geschrieben.', 'leaf', '', '2026-11-23T12:00:00Z'],
  [
    LIBRARY,
    'ولا تفتح الباب إلا في الصباح قبل أن يسخن الهواء.',
    'amber',
    'قارن مع مقال السبخة والأرشيف.',
    '2025-05-12T10:00:00Z',
  ],
  [LIBRARY, 'لأن الورق الذي لا يتحرك ينسى كيف يُفتح.', 'sky', '', '2025-05-12T10:00:00Z'],
  [
    BOOKSHOP,
    '店主はそれを知っていて、雨の日にだけ灯りをひとつ増やす。',
    'leaf',
    'A light that is only lit for rain.',
    '2026-11-23T09:12:00Z',
  ],
  [BOOKSHOP, 'その音で、彼女は天気を当てる。', 'rose', 'Bread, weather, books.', '2026-11-23T09:15:00Z'],
  [LIGHTHOUSE, 'Then one of them answered.', 'amber', 'The whole story turns here.', '2024-02-03T09:15:00Z'],
]
const unread = [
  MOOR,
  LIBRARY,
  BOOKSHOP,
  'What the night bus knows about a city',
  'Bread, measured in weather',
  'Seven small languages for describing light',
  'A catalogue of weather left out of novels',
  'Every bridge is a guess about boats',
  '夜の図書館の音の目録',
  'A ruler for things that move',
  LIGHTHOUSE,
  'Forty years of lighthouse logs, and how they were typed',
]
const progress: [string, number][] = [
  [CLOCKMAKER, 0.4],
  ['Notes on sorting a hundred thousand photographs without losing your mind', 0.72],
  [LIBRARY, 0.12],
]

async function decorate({ call }: Stage, ids: Map<string, string>): Promise<void> {
  const selection = (titles: string[]): { ids: string[] } => ({
    ids: titles.map((title) => {
      const id = ids.get(title)
      if (id === undefined) throw new Error(`No article came of “${title}”`)
      return id
    }),
  })
  for (const [tag, titles] of Object.entries(tags))
    await call('tags.apply', { selection: selection(titles), add: [tag] })
  for (const [tag, query] of Object.entries(searched)) await call('tags.apply', { selection: { query }, add: [tag] })
  for (const [tag, colour] of Object.entries(colours)) {
    await call('tags.describe', { tag, colour, description: descriptions[tag] ?? '' })
  }
  await call('articles.update', { selection: { query: '' }, patch: { read: true } })
  await call('articles.update', { selection: { query: 'title:staircase' }, patch: { read: false } })
  await call('articles.update', { selection: selection(unread), patch: { read: false } })
  await call('articles.update', { selection: { query: 'title:orchard' }, patch: { starred: true } })
  await call('articles.update', {
    selection: selection([CLOCKMAKER, 'What the night bus knows about a city']),
    patch: { starred: true },
  })
  await call('articles.update', {
    selection: selection(['How to read a map that is wrong on purpose']),
    patch: { progress: 1 },
  })
  for (const [index, [title, quote, colour, note, made]] of marks.entries()) {
    const [id = ''] = selection([title]).ids
    await call('marks.save', { id, mark: { id: `m${String(index)}`, quote, start: 0, colour, note, made } })
  }
  await call('articles.trash', { selection: { query: 'title:against title:signal' } })
  for (const rule of rules) await call('rules.save', { rule: ruleSchema.parse({ id: '', ...rule }) })
  await call('searches.save', { name: 'Short and unread', query: 'is:unread words:<1000' })
  await call('searches.save', { name: 'Harbour essay sources', query: 'tag:archives' })
  await call('searches.save', { name: 'Marked, not read', query: 'is:marked is:unread' })
}

/** Sets back how far the articles were read: showing them moves it. */
export async function restoreProgress({ call }: Stage, ids: Map<string, string>): Promise<void> {
  for (const [title, share] of progress) {
    await call('articles.update', { selection: { ids: [ids.get(title) ?? ''] }, patch: { progress: share } })
  }
}

function fileName({ title, host }: Article, index: number): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
  return `${words === '' ? (host.split('.')[0] ?? '') : words}-${String(index)}.html`
}
