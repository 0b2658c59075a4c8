import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PAGE_SCHEME } from '../../../shared/ipc/channels.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { insideOf } from '../../platform/inside.ts'
import { typeOfName } from '../../platform/media-types.ts'
import { safePath } from '../../platform/safe-names.ts'
import type { PreparedOriginal } from '../../intake/messages.ts'
import type { PagePool } from '../../intake/pool.ts'
import type { Store } from '../../store/store.ts'
import { chosenCharset } from './read-anew.ts'
import { PICKER_HASH, withPicker } from '../sites/picker.ts'

/** Bytes of prepared originals kept in memory: a few large pages, so that going back to one is at once. */
const ORIGINALS_BYTES = 64 * 1024 * 1024
/** The only folders of an article that are served. */
const SERVED = /^(article\.html$|assets\/|original\/|versions\/[^/]+\/assets\/)/
/** The prepared page inside `keepleaf-page://<id>/original/`; a name that no saved file can have. */
const ORIGINAL_PAGE = ':page'
/** The same page for pointing at: the picker runs in it. */
const PICK_PAGE = ':pick'

export interface ServedFile {
  type: string
  bytes: Uint8Array
  /** hash of the one script that may run in it, as a policy has it */
  script?: string
}

export interface PageFiles {
  original(id: string): Promise<CallOutput<'original.open'>>
  /** the address of the original for pointing at its elements */
  pick(id: string): Promise<string>
  file(id: string, path: string): Promise<ServedFile | undefined>
}

interface Prepared {
  asked: Parameters<PagePool['original']>[0]
  original: PreparedOriginal
  files: Map<string, ServedFile>
  bytes: number
}

/** The files of articles as the page protocol serves them. Nothing outside the article's own folder is ever read. */
export function createPageFiles(store: Store, pool: PagePool): PageFiles {
  // a Map keeps the order of use: the first is the one that was used longest ago
  const prepared = new Map<string, Prepared>()

  async function askedOf(id: string): Promise<Prepared['asked']> {
    const record = await store.record(id)
    const { main, part } = record.original
    const dir = join(store.folder(id), 'original')
    return { format: record.format, dir, main, part, charset: chosenCharset(record) }
  }

  async function prepare(id: string): Promise<Prepared> {
    const kept = prepared.get(id)
    const asked = await askedOf(id)
    prepared.delete(id)
    if (kept && kept.asked.charset === asked.charset) {
      prepared.set(id, kept)
      return kept
    }
    const result = await pool.original(asked)
    const files = new Map<string, ServedFile>(result.files.map((file) => [file.path, file]))
    const page = { type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode(result.html) }
    files.set(ORIGINAL_PAGE, page)
    const bytes = [...files.values()].reduce((sum, file) => sum + file.bytes.byteLength, 0)
    const entry = { asked, original: result, files, bytes }
    prepared.set(id, entry)
    shrink()
    return entry
  }

  function shrink(): void {
    let bytes = [...prepared.values()].reduce((sum, entry) => sum + entry.bytes, 0)
    for (const [id, entry] of prepared) {
      if (bytes <= ORIGINALS_BYTES || prepared.size === 1) return
      prepared.delete(id)
      bytes -= entry.bytes
    }
  }

  async function onDisk(id: string, path: string): Promise<ServedFile | undefined> {
    const safe = safePath(path)
    if (safe === undefined || safe !== path || !SERVED.test(safe)) return undefined
    try {
      const folder = store.folder(id)
      const file = await insideOf(folder, join(folder, safe))
      return file === undefined ? undefined : { type: typeOfName(file), bytes: await readFile(file) }
    } catch {
      return undefined
    }
  }

  return {
    async original(id) {
      const { blocked, warnings } = (await prepare(id)).original
      return { src: `${PAGE_SCHEME}://${id}/original/${ORIGINAL_PAGE}`, blocked, warnings }
    },
    async pick(id) {
      const { files, asked } = await prepare(id)
      const { html } = await pool.original({ ...asked, numbered: true })
      const bytes = new TextEncoder().encode(withPicker(html))
      files.set(PICK_PAGE, { type: 'text/html; charset=utf-8', bytes, script: PICKER_HASH })
      return `${PAGE_SCHEME}://${id}/original/${PICK_PAGE}`
    },
    async file(id, path) {
      const inOriginal = path.startsWith('original/') ? path.slice('original/'.length) : undefined
      const entry = inOriginal === undefined ? undefined : prepared.get(id)
      const kept = inOriginal === undefined ? undefined : entry?.files.get(inOriginal)
      if (kept || inOriginal === undefined || entry?.original.later.includes(inOriginal) !== true)
        return kept ?? onDisk(id, path)
      const { files } = await pool.original({ ...entry.asked, only: inOriginal })
      for (const file of files) {
        entry.files.set(file.path, file)
        entry.bytes += file.bytes.byteLength
      }
      shrink()
      return entry.files.get(inOriginal)
    },
  }
}
