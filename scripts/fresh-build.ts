import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createBuilder } from 'vite'

const root = resolve(import.meta.dirname, '..')
const sources = ['shared', 'main', 'renderer', 'vite.config.ts', 'package-lock.json']
/** lies where every build empties the folder, so that a build by other means makes it stale */
const stamp = join(root, 'out', 'main', '.sources')

/** Builds out/ unless it was built from these very sources. */
export async function ensureBuild(): Promise<void> {
  const now = await sourcesHash()
  if ((await readFile(stamp, 'utf8').catch(() => '')) === now) return
  process.stderr.write('Building …\n')
  const builder = await createBuilder({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  await builder.buildApp()
  await writeFile(stamp, now)
}

async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of await filesBelow(join(root, source))) hash.update(file).update(await readFile(file))
  }
  return hash.digest('hex')
}

/** Absolute paths of all files, sorted; a file is itself. */
async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined
    throw error
  })
  if (!entries) return [path]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
