import { de } from './de.ts'
import { en, type Texts } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'

const others: ReadonlyMap<string, Texts> = new Map([
  ['de', de],
  ['es', es],
  ['fr', fr],
])
let current: Texts = en

/** Chooses the language of menus and dialogs by a BCP 47 name; English where there is no other. */
export function speak(locale: string): void {
  const [language = ''] = locale.toLowerCase().split(/[-_]/, 1)
  current = others.get(language) ?? en
}

/** The texts in the chosen language. */
export function texts(): Texts {
  return current
}

/** Puts values into a text's `{name}` places. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
