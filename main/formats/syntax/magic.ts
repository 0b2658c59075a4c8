import type { Phrase } from '../../../shared/model/phrase.ts'

/** What people call a binary file, by its first bytes. Formats that Keepleaf reads are not here. */
const kinds: readonly (readonly [kind: Phrase, pattern: RegExp])[] = [
  ['kind.png', /^\x89PNG\r\n/],
  ['kind.jpeg', /^\xff\xd8\xff/],
  ['kind.gif', /^GIF8[79]a/],
  ['kind.webp', /^RIFF[^]{4}WEBP/],
  ['kind.media', /^(RIFF[^]{4}(WAVE|AVI )|ID3|OggS|\x1a\x45\xdf\xa3|[^]{4}ftyp|fLaC)/],
  ['kind.bitmap', /^BM[^]{4}\0\0\0\0/],
  ['kind.tiff', /^(II\*\0|MM\0\*)/],
  ['kind.icon', /^\0\0[\x01\x02]\0[\x01-\x20]\0/],
  ['kind.font', /^(wOFF|wOF2|OTTO|\0\x01\0\0\0)/],
  ['kind.linux', /^\x7fELF/],
  ['kind.windows', /^MZ[^]{58,}/],
  ['kind.macos', /^(\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|\xfe\xed\xfa)/],
  ['kind.7zip', /^7z\xbc\xaf\x27\x1c/],
  ['kind.rar', /^Rar!\x1a\x07/],
  ['kind.xz', /^\xfd7zXZ/],
  ['kind.zstd', /^\x28\xb5\x2f\xfd/],
  ['kind.bzip2', /^BZh[1-9]1AY&SY/],
  ['kind.office', /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/],
  ['kind.sqlite', /^SQLite format 3\0/],
  ['kind.postscript', /^%!PS/],
  ['kind.rtf', /^\{\\rtf/],
  ['kind.help', /^ITSF/],
  ['kind.djvu', /^AT&TFORM/],
]

/** The binary kind as a sentence calls it (“a PNG image”); undefined when the first bytes are of none. */
export function binaryKind(head: Uint8Array): Phrase | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 256)).toString('latin1')
  return kinds.find(([, pattern]) => pattern.test(text))?.[0]
}
