import { access, copyFile, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { RECORD_FILE, VIEW_FILE } from '../../../shared/model/article-files.ts'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import { sha256 } from '../../platform/hash.ts'
import { safePath } from '../../platform/safe-names.ts'
import { diskProblem, isMissing } from '../disk.ts'
import type { NewReading } from '../store.ts'
import { mergedFields, type Fields } from './three-way.ts'

/** In an article's folder: what a change of its reading view replaced, so that it can be taken back. */
const EARLIER = 'earlier'
const FIELDS = 'fields.json'
/** Digits of the hash in the name of a picture whose own name is taken by another. */
const NAME_DIGITS = 8

const fieldsSchema = z.object({
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
})
/** A change that says just who read the page is none for a person. */
const UNSEEN = 'extracted'

const textOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw diskProblem(error, path)
  })

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Writes beside and renames, so that the file is there whole or not at all. */
async function replaceFile(path: string, write: (beside: string) => Promise<void>): Promise<void> {
  const beside = `${path}.next`
  try {
    await write(beside)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw diskProblem(error, path)
  }
}

/** A picture of a new reading view beside those that are there already. */
interface Beside {
  /** what it is called now: when another picture has its name, with the hash of its bytes */
  name: string
  bytes: Uint8Array
  there: boolean
}

async function besideOthers(folder: string, assets: NewReading['assets']): Promise<Map<string, Beside>> {
  const all = new Map<string, Beside>()
  for (const { path, bytes } of assets) {
    if (safePath(path) !== path) continue
    const there = await readFile(join(folder, path)).catch(() => undefined)
    const taken = there !== undefined && !there.equals(bytes)
    all.set(path, { name: taken ? hashedName(path, bytes) : path, bytes, there: there !== undefined && !taken })
  }
  return all
}

/** Adds pictures to an article's own; none is ever written over, as the reading view that is there shows them. */
async function addAssets(folder: string, assets: Iterable<Beside>): Promise<void> {
  for (const { name, bytes, there } of assets) {
    if (there) continue
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await replaceFile(join(folder, name), (beside) => writeFile(beside, bytes))
  }
}

function hashedName(path: string, bytes: Uint8Array): string {
  const [, stem = path, ending = ''] = /^(.*?)(\.[^./]*)?$/.exec(path) ?? []
  return `${stem}-${sha256(bytes).slice(0, NAME_DIGITS)}${ending}`
}

/** A sanitised reading view with its pictures under other names. */
const renamed = (html: string, beside: ReadonlyMap<string, Beside>): string =>
  html.replace(/(=")(assets\/[^"]*)(?=")/g, (whole, start: string, path: string) => {
    const name = beside.get(path)?.name
    return name === undefined ? whole : start + name
  })

/** A new reading view against the one that is there. */
async function compared(folder: string, record: ArticleRecord, { html, assets, fields }: NewReading) {
  const beside = await besideOthers(folder, assets)
  const after = renamed(html, beside)
  const given: Fields = { ...fields }
  if (fields.image !== undefined) given.image = beside.get(fields.image)?.name ?? fields.image
  const sides = sidesOf({ ...record }, given)
  const same = (await textOf(join(folder, VIEW_FILE))) === after
  const nothingNew = same && Object.keys(sides.after).every((field) => field === UNSEEN)
  return { beside, after, sides, same, nothingNew }
}

/** Whether staging would find anything new; writes nothing. */
export async function differsFrom(folder: string, record: ArticleRecord, reading: NewReading): Promise<boolean> {
  return !(await compared(folder, record, reading)).nothingNew
}

/**
 * Stages a new reading view of the article in `folder`. False when the article has all of it already. What else is staged
 * there goes, unless its key is one of `kept`: it was left by a reading that nobody went on with.
 */
export async function stageReading(
  folder: string,
  record: ArticleRecord,
  key: string,
  reading: NewReading,
  kept: ReadonlySet<string>,
): Promise<boolean> {
  for (const other of await readdir(join(folder, EARLIER)).catch(() => [])) {
    if (other !== key && !kept.has(other)) await forgetReading(folder, other)
  }
  const { beside, after, sides, same, nothingNew } = await compared(folder, record, reading)
  if (nothingNew) return false
  const place = join(folder, EARLIER, key)
  try {
    await addAssets(folder, beside.values())
    await mkdir(place, { recursive: true })
    if (!same) await writeFile(join(place, 'after.html'), after)
    // last: without it the stage is not there
    await replaceFile(join(place, FIELDS), (beside) => writeFile(beside, JSON.stringify(sides)))
  } catch (error) {
    await rm(place, { recursive: true, force: true })
    throw diskProblem(error, place)
  }
  return true
}

/** The fields that are different, as they are and as they will be; null stands for "not there". */
function sidesOf(record: Fields, given: Fields): { before: Fields; after: Fields } {
  const sides: { before: Fields; after: Fields } = { before: {}, after: {} }
  for (const [field, value] of Object.entries(given)) {
    const [before, after] = [record[field] ?? null, value ?? null]
    if (JSON.stringify(before) === JSON.stringify(after)) continue
    sides.before[field] = before
    sides.after[field] = after
  }
  return sides
}

/**
 * Puts one side of a staged reading view in its place and gives the fields of the record that go with it. What a person has
 * changed in the meantime stays. May be done again after a crash. Undefined when nothing is staged there any more.
 */
export async function placeReading(
  folder: string,
  record: ArticleRecord,
  key: string,
  to: 'before' | 'after',
): Promise<Fields | undefined> {
  const place = join(folder, EARLIER, key)
  const text = await textOf(join(place, FIELDS))
  const sides = text === undefined ? undefined : fieldsSchema.safeParse(JSON.parse(text)).data
  if (!sides) return undefined
  const view = join(folder, VIEW_FILE)
  if ((await textOf(join(place, 'after.html'))) !== undefined) {
    const kept = join(place, 'before.html')
    // a view that is missing is made anew like any other: what stood before is nothing
    const before = (await isThere(view)) ? view : undefined
    if ((await textOf(kept)) === undefined)
      await replaceFile(kept, (beside) => (before === undefined ? writeFile(beside, '') : copyFile(before, beside)))
    await replaceFile(view, (beside) => copyFile(join(place, `${to}.html`), beside))
  }
  const [from, into] = to === 'after' ? [sides.before, sides.after] : [sides.after, sides.before]
  return mergedFields(from, into, { ...record })
}

/** Takes away what was staged or replaced under a key, and the pictures that no reading view of the article shows any more. */
export async function forgetReading(folder: string, key: string): Promise<void> {
  const place = join(folder, EARLIER)
  // asked of many articles of which few have anything
  if (!(await isThere(join(place, key)))) return
  await rm(join(place, key), { recursive: true, force: true })
  const others = await readdir(place).catch(() => undefined)
  if (others?.length === 0) await rmdir(place).catch(() => undefined)
  const texts = [await textOf(join(folder, VIEW_FILE)), await textOf(join(folder, RECORD_FILE))]
  for (const other of others ?? []) {
    for (const name of ['before.html', 'after.html', FIELDS]) texts.push(await textOf(join(place, other, name)))
  }
  const shown = texts.filter((text) => text !== undefined).join('\n')
  // without a reading view nobody can say what it shows
  if (texts[0] === undefined || texts[1] === undefined) return
  for (const name of await readdir(join(folder, 'assets')).catch(() => [])) {
    if (!shown.includes(`assets/${name}`)) await rm(join(folder, 'assets', name), { force: true, recursive: true })
  }
}
