import { copyFile, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { ArticleRecord } from '../../shared/model/article.ts'
import { sha256 } from '../platform/hash.ts'
import { safePath } from '../platform/safe-names.ts'
import { diskProblem, isMissing } from './disk.ts'
import type { NewReading } from './store.ts'
import { mergedFields, type Fields } from './three-way.ts'

/** In an article's folder: what a change of its reading view replaced, so that it can be taken back. */
const EARLIER = 'earlier'
const VIEW = 'article.html'
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

/**
 * Adds pictures to an article's own; none is ever written over, as the reading view that is there shows them. What each is
 * called now: a name that another picture has is given with the hash of the bytes.
 */
async function addAssets(folder: string, assets: NewReading['assets']): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const { path, bytes } of assets) {
    if (safePath(path) !== path) continue
    const there = await readFile(join(folder, path)).catch(() => undefined)
    const name = there === undefined || there.equals(bytes) ? path : hashedName(path, bytes)
    names.set(path, name)
    if (name === path && there !== undefined) continue
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await replaceFile(join(folder, name), (beside) => writeFile(beside, bytes))
  }
  return names
}

function hashedName(path: string, bytes: Uint8Array): string {
  const [, stem = path, ending = ''] = /^(.*?)(\.[^./]*)?$/.exec(path) ?? []
  return `${stem}-${sha256(bytes).slice(0, NAME_DIGITS)}${ending}`
}

/** A sanitised reading view with its pictures under other names. */
const renamed = (html: string, names: ReadonlyMap<string, string>): string =>
  html.replace(/(=")(assets\/[^"]*)(?=")/g, (whole, start: string, path: string) => {
    const name = names.get(path)
    return name === undefined ? whole : start + name
  })

/** Stages a new reading view of the article in `folder`. False when the article has all of it already. */
export async function stageReading(
  folder: string,
  record: ArticleRecord,
  key: string,
  { html, assets, fields }: NewReading,
): Promise<boolean> {
  const names = await addAssets(folder, assets)
  const after = renamed(html, names)
  const given: Fields = { ...fields }
  if (fields.image !== undefined) given.image = names.get(fields.image) ?? fields.image
  const sides = sidesOf({ ...record }, given)
  const same = (await textOf(join(folder, VIEW))) === after
  if (same && Object.keys(sides.after).every((field) => field === UNSEEN)) return false
  const place = join(folder, EARLIER, key)
  try {
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
  const view = join(folder, VIEW)
  if ((await textOf(join(place, 'after.html'))) !== undefined) {
    const kept = join(place, 'before.html')
    if ((await textOf(kept)) === undefined) await replaceFile(kept, (beside) => copyFile(view, beside))
    await replaceFile(view, (beside) => copyFile(join(place, `${to}.html`), beside))
  }
  const [from, into] = to === 'after' ? [sides.before, sides.after] : [sides.after, sides.before]
  return mergedFields(from, into, { ...record })
}

/** Takes away what was staged or replaced under a key, and the pictures that no reading view of the article shows any more. */
export async function forgetReading(folder: string, key: string): Promise<void> {
  const place = join(folder, EARLIER)
  await rm(join(place, key), { recursive: true, force: true })
  const others = await readdir(place).catch(() => undefined)
  if (others?.length === 0) await rmdir(place).catch(() => undefined)
  const texts = [await textOf(join(folder, VIEW)), await textOf(join(folder, 'article.json'))]
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
