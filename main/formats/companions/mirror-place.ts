import { basename, dirname } from 'node:path'

/** `www.example.org`, `192.0.2.1`, `localhost`, each with `+8080` or `_8080`, as wget and HTTrack name the folder of a host. */
export const isHost = (name: string): boolean =>
  /^(localhost|\d{1,3}(\.\d{1,3}){3}|([a-z0-9-]{1,63}\.)+[a-z]{2,24})([+_:@]\d{2,5})?$/i.test(name) &&
  !/\.(html?|files?|zip|app|epub|maff)$/i.test(name)

/** The folder of all hosts that a folder of a mirror lies in; undefined for a folder that is in none. */
export function mirrorAround(folder: string, top: string): string | undefined {
  for (let at = folder; at.startsWith(top) && dirname(at) !== at; at = dirname(at))
    if (isHost(basename(at))) return dirname(at)
  return undefined
}
