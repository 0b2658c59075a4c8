import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** An Electron from a local folder, unlike a downloaded one, brings its default app along. */
export default async function afterExtract({ appOutDir }: { appOutDir: string }): Promise<void> {
  await rm(join(appOutDir, 'resources', 'default_app.asar'), { force: true })
}
