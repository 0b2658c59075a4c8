/** Most bytes of one name: ext4, APFS and others; NTFS counts 255 UTF-16 units, which are never more than the bytes. */
const NAME_BYTES = 255
/** A longer "extension" is the end of a sentence, not a file type. */
const EXTENSION_BYTES = 20
/** What stands where a character cannot. */
const STAND_IN = '_'
const UNNAMED = 'unnamed'

/** Forbidden by Windows, plus control characters, and the invisible ones that turn `cod.exe` into `exe.doc` (Unicode TR 36). */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu

/** Names that Windows gives to devices, in any case, with any extension (learn.microsoft.com, "Naming Files"). */
const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)/i

const encoder = new TextEncoder()
const bytesOf = (text: string): number => encoder.encode(text).length
/** Made when a name is too long: it takes 15 ms, and a start needs none. */
let segmenter: Intl.Segmenter | undefined

/** As much of `text` as fits, cut between characters as people see them. */
function cut(text: string, bytes: number): string {
  if (bytesOf(text) <= bytes) return text
  let room = bytes
  let end = 0
  // no character has less than one byte
  for (const { segment } of (segmenter ??= new Intl.Segmenter()).segment(text.slice(0, bytes))) {
    room -= bytesOf(segment)
    if (room < 0) break
    end += segment.length
  }
  return text.slice(0, end)
}

/** `['a.b', '.html']`; two-part endings of compressed files stay together. */
function split(name: string): [stem: string, extension: string] {
  const found = /(\.[\p{L}\p{N}_-]+)?\.[\p{L}\p{N}_-]+$/u.exec(name)
  if (!found || found.index === 0) return [name, '']
  const extension =
    found[1] !== undefined && !/\.(gz|zip|bz2|xz)$/i.test(name) ? found[0].slice(found[1].length) : found[0]
  if (bytesOf(extension) > EXTENSION_BYTES) return [name, '']
  return [name.slice(0, -extension.length), extension]
}

function fit(name: string, suffix = ''): string {
  if (suffix === '' && bytesOf(name) <= NAME_BYTES) return name
  const [stem, extension] = split(name)
  const short = cut(stem, NAME_BYTES - bytesOf(extension) - bytesOf(suffix)).replace(/[. ]+$/, '')
  return short + suffix + extension
}

/**
 * A name for one file that Windows, macOS and Linux all take, close to the given one: NFC, at most 255 bytes with the
 * extension kept, no forbidden or invisible characters, no device names, no dots in front, no dots or blanks at the end.
 * A safe name comes back unchanged.
 */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(FORBIDDEN, STAND_IN)
    .trim()
    .replace(/^\.+/, (dots: string) => STAND_IN.repeat(dots.length))
  const kept = plain.replace(/[. ]+$/, '')
  if (kept === '') return UNNAMED
  return fit(DEVICES.test(kept) ? STAND_IN + kept : kept)
}

/**
 * A path below a folder, each step made safe, with forward slashes; both slashes separate. undefined when it is absolute, has
 * a drive or a `..`, or is empty: such a path is never guessed at.
 */
export function safePath(path: string): string | undefined {
  if (/^([/\\]|[a-z]:)/i.test(path)) return undefined
  const steps = path.split(/[/\\]/).filter((step) => step !== '' && step !== '.')
  if (steps.length === 0 || steps.some((step) => /^\.\.[. ]*$/.test(step.trim()))) return undefined
  return steps.map(safeName).join('/')
}

/** The key under which file systems that ignore case take two names for one. */
export const foldName = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase()

/** `name`, or `name (2)`, `name (3)` … until it is not in `taken` (keys by `foldName`); the answer is added to `taken`. */
export function uniqueName(name: string, taken: Set<string>): string {
  let free = name
  for (let number = 2; taken.has(foldName(free)); number++) free = fit(name, ` (${String(number)})`)
  taken.add(foldName(free))
  return free
}
