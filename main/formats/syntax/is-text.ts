import type { Decoded } from './charset.ts'
import { replacementsIn } from './replacements.ts'

/** More control characters and bytes that are no character than this share is no text that a person saved. */
const ODD_SHARE = 0.01

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** Whether what was decoded from bytes is text: no NULs, hardly any control characters or bytes that the encoding does not know. */
export function isText({ text, charset }: Pick<Decoded, 'text' | 'charset'>, bytes: Uint8Array): boolean {
  if (text.includes('\0')) return false
  const most = text.length * ODD_SHARE
  const controls = countOf(text, /[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u009f]/g)
  const odd = controls + countOf(text, /\uFFFD/g)
  return odd <= most || odd - replacementsIn(bytes, charset) <= most
}
