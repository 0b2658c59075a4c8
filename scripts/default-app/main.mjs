// What Electron's own default app does with `electron DIR …`: the runtime from the npm registry comes without it.
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const at = process.argv.findIndex((argument, index) => index > 0 && !argument.startsWith('-'))
if (at < 0) {
  process.stderr.write('usage: electron DIR [ARGUMENT...]\n')
  app.exit(2)
} else {
  let entry = path.resolve(process.argv[at])
  // as in the original: argv[0] is electron, argv[1] the app, then the app's own arguments
  process.argv.splice(1, at, entry)
  process.defaultApp = true
  if (statSync(entry).isDirectory() || entry.endsWith('.asar')) {
    const manifest = JSON.parse(readFileSync(path.join(entry, 'package.json'), 'utf8'))
    app.setName(manifest.productName ?? manifest.name)
    app.setVersion(manifest.version)
    if (manifest.desktopName) app.setDesktopName(manifest.desktopName)
    app.setAppPath(entry)
    entry = path.join(entry, manifest.main)
  }
  // awaited: `ready` is held back until the app's module has run
  await import(pathToFileURL(entry).href)
}
