/** U+FFFD as the encodings that have it write it, and how many bytes one of their units takes. */
const WRITTEN: Readonly<Record<string, { bytes: readonly number[]; unit: number }>> = {
  'utf-8': { bytes: [0xef, 0xbf, 0xbd], unit: 1 },
  'utf-16le': { bytes: [0xfd, 0xff], unit: 2 },
  'utf-16be': { bytes: [0xff, 0xfd], unit: 2 },
  'utf-32le': { bytes: [0xfd, 0xff, 0, 0], unit: 4 },
  'utf-32be': { bytes: [0, 0, 0xff, 0xfd], unit: 4 },
  gb18030: { bytes: [0x84, 0x31, 0xa4, 0x37], unit: 1 },
}

/** How often U+FFFD stands in the file itself: a character like others, that another program has put there. */
export function replacementsIn(bytes: Uint8Array, charset: string): number {
  const written = WRITTEN[charset]
  if (written === undefined) return 0
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const one = Buffer.from(written.bytes)
  let count = 0
  for (let at = file.indexOf(one); at >= 0; at = file.indexOf(one, at + 1)) if (at % written.unit === 0) count++
  return count
}
