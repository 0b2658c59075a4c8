import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSettings } from '../../../../main/platform/settings.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-settings-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('what was set is there when the settings are opened again', async () => {
  await (await openSettings(folder)).set({ theme: 'dark', library: '/books' })
  expect((await openSettings(folder)).get()).toMatchObject({ theme: 'dark', library: '/books', readingSize: 19 })
})

test('settings set one after the other are all kept', async () => {
  const settings = await openSettings(folder)
  await Promise.all([settings.set({ theme: 'sepia' }), settings.set({ readingSize: 22 }), settings.set({ sort: 'x' })])
  expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))).toMatchObject({
    theme: 'sepia',
    readingSize: 22,
    sort: 'x',
  })
})

test.each(['{ "theme": ', '{ "theme": "pink" }', '[]'])(
  'damaged settings (%s) are kept beside the defaults',
  async (text) => {
    await writeFile(join(folder, 'settings.json'), text)
    const settings = await openSettings(folder)
    expect(settings.get().theme).toBe('system')
    const kept = (await readdir(folder)).find((name) => name.startsWith('settings.damaged-'))
    expect(await readFile(join(folder, kept ?? ''), 'utf8')).toBe(text)
  },
)

test('listeners hear of a change until they stop', async () => {
  const settings = await openSettings(folder)
  const heard: string[] = []
  const stop = settings.onChange(({ theme }) => heard.push(theme))
  await settings.set({ theme: 'dark' })
  stop()
  await settings.set({ theme: 'light' })
  expect(heard).toEqual(['dark'])
})
