import { createI18n } from 'vue-i18n'
import { phrases } from '../../shared/model/phrase.ts'
import { problemSentences } from '../../shared/model/problem.ts'
import { warnings } from '../../shared/model/warning.ts'

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

interface Messages {
  [key: string]: string | Messages
}

/** One file a domain and language: `t('library.…')` is in `en/library.json`. */
const files = import.meta.glob<Messages>('./{en,de}/*.json', { eager: true, import: 'default' })

function messagesOf(language: Language): Messages {
  const messages: Messages = {}
  if (language === 'en') {
    messages['problem'] = nested(problemSentences)
    messages['phrase'] = nested(phrases)
    messages['warning'] = warnings
  }
  for (const [path, domain] of Object.entries(files)) {
    const [, folder, name] = /^\.\/(\w+)\/([\w-]+)\.json$/.exec(path) ?? []
    if (folder === language && name !== undefined) messages[name] = domain
  }
  return messages
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
  return languages.find((language) => locale.toLowerCase().startsWith(language)) ?? 'en'
}

/** What is printed on the keys of a keyboard of that language. */
export function keysOf(language: Language): Record<string, string> {
  const keys = messagesOf(language)['app']
  const names = typeof keys === 'object' ? keys['keys'] : undefined
  const entries = typeof names === 'object' ? Object.entries(names) : []
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** The texts. Dates and figures keep the whole locale (`de-AT`), texts take its language. */
export function createTexts(locale: string) {
  return createI18n({
    legacy: false,
    locale: languageOf(locale),
    fallbackLocale: 'en',
    messages: { en: messagesOf('en'), de: messagesOf('de') } satisfies Record<Language, Messages>,
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
  })
}
