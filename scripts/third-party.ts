import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'

const NOTICE_FILE = /^(licen[cs]e|copying|notice)/i
/** The packages that are packed as they are, because of the native module among them. */
const UNBUNDLED = ['libsql', '@neon-rs/load', 'detect-libc']
const HEAD = `Keepleaf is made with the packages below. Each is followed by its own notice.

Electron, Chromium and what they are made of, PDFium among it, are under the licences in LICENSES.chromium.html beside the app.
`

/** The folder of the package that a module is of; undefined for our own. */
const packageOf = (module: string): string | undefined =>
  /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module.replaceAll('\\', '/').replace(/^\0/, ''))?.[1]

function noticeOf(folder: string): string {
  const about: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const value = (key: string): string =>
    typeof about === 'object' && about !== null && key in about ? String(Reflect.get(about, key)) : ''
  const files = readdirSync(folder).filter((name) => NOTICE_FILE.test(name) && !/\.(js|json)$/i.test(name))
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8').trim())
  if (texts.length === 0) texts.push(`The package names its licence (${value('license')}) and brings no text of it.`)
  return [`${value('name')} ${value('version')} (${value('license')})`, ...texts].join('\n\n')
}

/** What each part of the app is bundled of lies beside it, as the parts are built by themselves. */
const LIST = '.third-party'
const PARTS = ['main', 'preload', 'renderer']

function listOf(root: string, part: string): string[] {
  try {
    return readFileSync(join(root, 'out', part, LIST), 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Writes `out/third-party.txt`: what the licences of all that is bundled ask to be handed on with the app. */
export function thirdParty(root: string): Plugin {
  return {
    name: 'keepleaf-third-party',
    generateBundle(_options, bundle) {
      // fonts are no modules but files that a style sheet names
      const files = Object.values(bundle).flatMap((part) => (part.type === 'asset' ? part.originalFileNames : []))
      const sources = [...this.getModuleIds(), ...files.map((file) => resolve(this.environment.config.root, file))]
      const packages = new Set(sources.map(packageOf).filter((folder) => folder !== undefined))
      this.emitFile({ type: 'asset', fileName: LIST, source: [...packages].join('\n') })
    },
    writeBundle() {
      const bundled = PARTS.flatMap((part) => listOf(root, part)).filter((folder) => folder !== '')
      const all = new Set([...UNBUNDLED.map((name) => join(root, 'node_modules', name)), ...bundled])
      const line = `\n${'-'.repeat(80)}\n`
      writeFileSync(join(root, 'out/third-party.txt'), [HEAD, ...[...all].sort().map(noticeOf)].join(line))
    },
  }
}
