export interface Messages {
  [key: string]: string | Messages
}

/** The texts of a language out of its files: `t('library.…')` is in `library.json`. */
export function messagesOf(files: Readonly<Record<string, Messages>>): Messages {
  return Object.fromEntries(
    Object.entries(files).map(([path, domain]) => [/([\w-]+)\.json$/.exec(path)?.[1] ?? path, domain]),
  )
}
