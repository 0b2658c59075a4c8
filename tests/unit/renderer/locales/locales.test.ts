import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'vue/compiler-sfc'
import { describe, expect, it } from 'vitest'
import { createTexts, languages as chosen, speak } from '../../../../renderer/locales/index.ts'
import { phrases } from '../../../../shared/model/phrase.ts'
import { problemSentences } from '../../../../shared/model/problem.ts'
import { warnings } from '../../../../shared/model/warning.ts'

const renderer = resolve(import.meta.dirname, '../../../../renderer')
const locales = join(renderer, 'locales')
const languages = readdirSync(locales, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
)

/** `file.path.to.text` → the text, for one language. */
function texts(language: string): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') found.set(path, value)
    else if (typeof value === 'object' && value !== null)
      for (const [key, below] of Object.entries(value)) walk(below, `${path}.${key}`)
  }
  for (const file of readdirSync(join(locales, language)))
    walk(JSON.parse(readFileSync(join(locales, language, file), 'utf8')), file.replace('.json', ''))
  return found
}
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([name]) => name))].sort()

it('German says du', () => {
  // at the beginning of a sentence it may be “they”
  expect([...texts('de')].filter(([, text]) => /[^.!?…“] Sie\b/.test(text))).toEqual([])
})

it('of languages that are chosen one after the other the last one is spoken', async () => {
  const spoken = createTexts()
  const first = speak(spoken, 'fr-CA')
  await speak(spoken, 'en')
  await first
  expect(spoken.global.locale.value).toBe('en')
  expect(await speak(spoken, 'fr')).toBe('fr')
  expect(spoken.global.locale.value).toBe('fr')
})

it('every language can be chosen', () => {
  expect(languages.toSorted()).toEqual(chosen.toSorted())
})

// English sentences of problems stand with their codes, since the command line says them too
const english = new Map([
  ...texts('en'),
  ...Object.entries(problemSentences).map(([code, text]) => [`problem.${code}`, text] as const),
  ...Object.entries(warnings).map(([code, text]) => [`warning.${code}`, text] as const),
  ...Object.entries(phrases).map(([code, text]) => [`phrase.${code}`, text] as const),
])
describe.each(languages.filter((language) => language !== 'en'))('the texts in %s', (language) => {
  // keys of the keyboard may have other names elsewhere
  const own = new Map([...texts(language)].filter(([key]) => !key.startsWith('app.keys.')))
  const wanted = new Map([...english].filter(([key]) => !key.startsWith('app.keys.')))
  it('are the same as in English', () => {
    expect([...own.keys()].filter((key) => !wanted.has(key))).toEqual([])
    expect([...wanted.keys()].filter((key) => !own.has(key))).toEqual([])
  })
  it('are filled from the same names', () => {
    const others = [...own].filter(
      ([key, text]) => wanted.has(key) && names(text).join() !== names(wanted.get(key) ?? '').join(),
    )
    expect(others).toEqual([])
  })
})

/** What may stand in a template: signs, and a unit that is the same in every language. */
const ALLOWED = /^(?:[^\p{L}]*|px)$/u
/** shows the formats themselves, as they are written */
const FORMATS = 'components/export/ExportPreview.vue'

function literals(template: string): string[] {
  // expressions may hold anything: a `>` in one is no end of a tag
  const plain = template
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\{\{[\s\S]*?\}\}/g, '')
    .replace(/"[^"]*"/g, '""')
    .replace(/&\w+;/g, '')
  return plain
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter((text) => !ALLOWED.test(text))
}

describe('templates', () => {
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.vue') && file !== FORMATS)
  it.each(files)('%s has no words of its own', (file) => {
    const { descriptor } = parse(readFileSync(join(renderer, file), 'utf8'))
    expect(literals(descriptor.template?.content ?? '')).toEqual([])
  })
})
