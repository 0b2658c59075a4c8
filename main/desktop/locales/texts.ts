import { de } from './de.ts'
import { en, type Texts } from './en.ts'

let current: Texts = en

/** Chooses the language of menus and dialogs by a BCP 47 name; English where there is no other. */
export function speak(locale: string): void {
  current = /^de\b/i.test(locale) ? de : en
}

/** The texts in the chosen language. */
export function texts(): Texts {
  return current
}

/** Puts values into a text's `{name}` places. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
