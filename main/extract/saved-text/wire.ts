/** News agencies as they sign: the short form of datelines and the name. */
const AGENCIES: readonly (readonly [name: string, short: readonly string[]])[] = [
  ['Associated Press', ['AP']],
  ['Reuters', []],
  ['Agence France-Presse', ['AFP']],
  ['Deutsche Presse-Agentur', ['dpa']],
  ['United Press International', ['UPI']],
  ['Xinhua', []],
  ['TASS', []],
  ['ANSA', []],
  ['EFE', []],
  ['Kyodo News', ['Kyodo']],
  ['PA Media', ['PA']],
  ['Press Association', []],
  ['Bloomberg', []],
  ['Bloomberg News', []],
  ['Austria Presse Agentur', ['APA']],
  ['Keystone-SDA', ['SDA']],
  ['The Canadian Press', ['CP']],
  ['Press Trust of India', ['PTI']],
  ['Yonhap', []],
  ['Interfax', []],
  ['Anadolu Agency', ['AA']],
  ['Tribune News Service', ['TNS']],
  ['CNN', []],
  ['The New York Times', []],
  ['The Washington Post', []],
  ['Los Angeles Times', []],
]

const byName = new Map<string, string>()
for (const [name, short] of AGENCIES)
  for (const form of [name, `The ${name}`, ...short]) byName.set(form.toLowerCase(), name)

/** The full name of an agency or paper by any of its forms. */
export const agencyNamed = (form: string): string | undefined => byName.get(form.trim().toLowerCase())

/** `KYIV, Ukraine (AP) —`: the agency that a dateline names. */
export function agencyOfDateline(paragraph: string): string | undefined {
  const match = /^\p{Lu}[^()\n]{1,60}\(([^()]{2,30})\)\s*[–—-]/u.exec(paragraph)
  return match?.[1] === undefined ? undefined : agencyNamed(match[1].split(/[/,]/)[0] ?? '')
}

export interface WireByline {
  authors: string[]
  agency: string | undefined
}

const BY = /^(?:by|von|par|por|di|da|door)[ :]\s*(\S.{1,150})$/iu
const SEPARATORS = /\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|&)\s*/iu
const MAX_NAME_WORDS = 5

/** `By FELIPE DANA Associated Press`, `By Jane Doe and John Roe, Reuters`, `Von Max Muster, dpa`; undefined for other lines. */
export function wireByline(line: string): WireByline | undefined {
  const match = BY.exec(line.trim())
  if (match?.[1] === undefined || /[.!?]$/.test(line) || line.split(' ').length > 20) return undefined
  let rest = match[1].replace(/\s*\|\s*/g, ', ')
  let agency: string | undefined
  for (const form of byName.keys()) {
    const at = rest.length - form.length
    if (at < 0 || rest.slice(at).toLowerCase() !== form || (at > 0 && /[\p{L}\p{N}]/u.test(rest[at - 1] ?? '')))
      continue
    if (agency === undefined || form.length > agency.length) agency = form
  }
  if (agency !== undefined) rest = rest.slice(0, rest.length - agency.length).replace(/[\s,/–—-]+$/, '')
  const authors = rest
    .split(SEPARATORS)
    .map((name) => properCase(capitalsOf(name.trim())))
    .filter((name) => /^\p{Lu}/u.test(name) && name.split(' ').length <= MAX_NAME_WORDS && !/\d/.test(name))
  if (authors.length === 0 && agency === undefined) return undefined
  return { authors, agency: agency === undefined ? undefined : agencyNamed(agency) }
}

/** In `JANE DOE Daily Example` the capitals are the name, the rest is the paper. */
function capitalsOf(name: string): string {
  const words = name.split(/\s+/)
  const small = words.findIndex((word) => /\p{Ll}/u.test(word) && !/^(?:Mc|Mac|de|von|van)\p{Lu}*$/u.test(word))
  return small >= 2 ? words.slice(0, small).join(' ') : name
}

/** `FELIPE O'DANA-ROE` as a name is written; names that have small letters stay as they are. */
export function properCase(name: string): string {
  if (/\p{Ll}/u.test(name.replace(/\bMc/g, ''))) return name
  return name
    .toLowerCase()
    .replace(/(^|[\s.'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/\bMc(\p{Ll})/gu, (_, letter: string) => `Mc${letter.toUpperCase()}`)
}
