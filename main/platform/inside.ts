import { sep } from 'node:path'
import { realPathOf } from './byte-paths.ts'

/** Where a path really is, when that is in the folder; undefined when it is not there, or a link leads out of the folder. */
export async function insideOf(folder: string, path: string): Promise<string | undefined> {
  try {
    const [whole, place] = await Promise.all([realPathOf(folder), realPathOf(path)])
    return place.startsWith(whole + sep) ? place : undefined
  } catch {
    return undefined
  }
}

/** Whether a path is a folder itself, or lies in it, whatever links lead there. */
export async function isWithin(folder: string, path: string): Promise<boolean> {
  const real = (one: string): Promise<string> => realPathOf(one).catch(() => one)
  const [whole, place] = await Promise.all([real(folder), real(path)])
  return place === whole || place.startsWith(whole + sep)
}
