/**
 * On Linux without a UTF-8 locale (a bare container has none) Chromium cannot name a file like `ünï.html`, so that a dropped one
 * has no path. Gives the environment that mends it; empty when there is nothing to mend.
 */
export function utf8Locale(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const characters = env.LC_ALL || env.LC_CTYPE || env.LANG || ''
  return platform !== 'linux' || /utf-?8/i.test(characters) ? {} : { LC_ALL: 'C.UTF-8' }
}
