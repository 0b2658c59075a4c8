import { createI18n } from 'vue-i18n'
import { phrases } from '../../shared/model/phrase.ts'
import { problemSentences } from '../../shared/model/problem.ts'
import { warnings } from '../../shared/model/warning.ts'
import { messagesOf, type Messages } from './messages.ts'

export const languages = ['en', 'de', 'es', 'fr'] as const
export type Language = (typeof languages)[number]

/** English is there at once, for what another language lacks; the others are read when they are chosen, each as one file. */
const english = import.meta.glob<Messages>('./en/*.json', { eager: true, import: 'default' })
const others: Record<Exclude<Language, 'en'>, () => Promise<{ messages: Messages }>> = {
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
}

/** `{ 'file.missing': … }` as `{ file: { missing: … } }`, which is how vue-i18n reads `problem.file.missing`. */
function nested(sentences: Readonly<Record<string, string>>): Messages {
  const tree: Messages = {}
  for (const [code, sentence] of Object.entries(sentences)) {
    const [room = code, name] = code.split('.')
    const branch: Messages[string] | undefined = tree[room]
    if (name === undefined) tree[room] = sentence
    else tree[room] = { ...(typeof branch === 'object' ? branch : {}), [name]: sentence }
  }
  return tree
}

/** The nearest language that there are texts for. */
export function languageOf(locale: string): Language {
  const [first] = locale.toLowerCase().split(/[-_]/, 1)
  return languages.find((language) => language === first) ?? 'en'
}

/** In French none is counted as one is; of three forms the first is for none. */
const frenchForm = (count: number, forms: number): number => (forms > 2 ? Math.min(count, 2) : count < 2 ? 0 : 1)

export type Texts = ReturnType<typeof createTexts>

/** The texts of the window, in English. */
export function createTexts() {
  const en: Messages = {
    ...messagesOf(english),
    problem: nested(problemSentences),
    phrase: nested(phrases),
    warning: warnings,
  }
  const messages: Partial<Record<Language, Messages>> = { en }
  return createI18n({
    legacy: false,
    locale: 'en',
    fallbackLocale: 'en',
    messages,
    pluralRules: { fr: frenchForm },
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
  })
}

/** The language that was asked for last: one before it may be read later. */
const asked = new WeakMap<object, Language>()

/** Changes the texts to the language of a locale, and gives the one that is spoken. Dates and figures keep the whole locale (`de-AT`). */
export async function speak({ global }: Texts, locale: string): Promise<Language> {
  const language = languageOf(locale)
  asked.set(global, language)
  if (language !== 'en' && !global.availableLocales.includes(language)) {
    const { messages } = await others[language]()
    global.setLocaleMessage(language, messages)
  }
  if (asked.get(global) === language) global.locale.value = language
  return languageOf(global.locale.value)
}

/** What is printed on the keys of a keyboard of the language that is spoken. */
export function keysOf({ global }: Texts): Record<string, string> {
  const app = global.getLocaleMessage(global.locale.value)?.['app']
  const names = typeof app === 'object' ? app['keys'] : undefined
  const entries = typeof names === 'object' ? Object.entries(names) : []
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
