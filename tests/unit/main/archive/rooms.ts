import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openArchive, type Archive, type ArchiveOptions } from '../../../../main/archive.ts'
import type { ImportItem } from '../../../../shared/model/job.ts'

/** A folder for pages and a library of one test, on the real disk, with real workers. */
export interface Place {
  pages: string
  library: string
  put(name: string, content: string): Promise<string>
  open(options?: Partial<ArchiveOptions>): Promise<Archive>
  clear(): Promise<void>
}

export async function makePlace(): Promise<Place> {
  const top = await mkdtemp(join(tmpdir(), 'keepleaf-archive-'))
  const open = new Set<Archive>()
  const pages = join(top, 'pages')
  await mkdir(pages)
  return {
    pages,
    library: join(top, 'library'),
    async put(name, content) {
      const path = join(pages, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
      return path
    },
    async open(options = {}) {
      const archive = await openArchive(join(top, 'library'), { owner: 'a test', create: true, workers: 1, ...options })
      open.add(archive)
      return { ...archive, close: () => (open.delete(archive) ? archive.close() : Promise.resolve()) }
    },
    async clear() {
      for (const archive of open) await archive.close()
      await rm(top, { recursive: true, force: true })
    },
  }
}

/** A page with an article of its own: `words` is repeated into sentences. */
export function article(title: string, words: string, head = ''): string {
  const sentence = `${words} stood in the paper of that day, and everybody who could read had read it by the evening. `
  const body = Array.from({ length: 6 }, () => `<p>${sentence.repeat(3)}</p>`).join('\n')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head>
<body><article><h1>${title}</h1>${body}</article></body></html>`
}

export interface Imported {
  items: ImportItem[]
  /** `status file` without folders, sorted */
  lines: string[]
}

export async function importAll(
  archive: Archive,
  paths: string[],
  options: { tags?: string[]; name?: string } = {},
): Promise<Imported> {
  const job = archive.import({ paths, ...options })
  await archive.jobs.finished(job.id)
  const items = archive.jobs.allItems(job.id)
  const lines = items.map(({ status, file }) => `${status} ${file.split(/[/\\]/).at(-1) ?? ''}`).sort()
  return { items, lines }
}
