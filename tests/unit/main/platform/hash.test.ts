import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sha256, sha256File } from '../../../../main/platform/hash.ts'

// FIPS 180-2, appendix B: the digests of "abc" and of a million times "a"
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const MILLION_A = 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepleaf-hash-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('hashes bytes and strings', () => {
  expect(sha256('abc')).toBe(ABC)
  expect(sha256(new Uint8Array([97, 98, 99]))).toBe(ABC)
})

it('hashes a file of many pieces', async () => {
  const path = join(folder, 'million')
  await writeFile(path, 'a'.repeat(1_000_000))
  expect(await sha256File(path)).toBe(MILLION_A)
})

it('rejects when there is no file', async () => {
  await expect(sha256File(join(folder, 'none'))).rejects.toThrow(/ENOENT/)
})
