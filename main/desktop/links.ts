import { shell } from 'electron'
import { ProblemError } from '../../shared/model/problem.ts'

const openable = new Set(['http:', 'https:', 'mailto:'])

/** Opens a web or mail address in the program that the system has for it; refuses every other scheme. */
export async function openLink(url: string): Promise<void> {
  await shell.openExternal(checkedLink(url))
}

/** The address as a parsed URL's text: what is checked is what is opened. */
export function checkedLink(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || !openable.has(parsed.protocol)) throw new ProblemError('link.refused', { url })
  return parsed.href
}
