/** What people call a binary file, by its first bytes. Formats that Keepleaf reads are not here. */
const kinds: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['a PNG image', /^\x89PNG\r\n/],
  ['a JPEG image', /^\xff\xd8\xff/],
  ['a GIF image', /^GIF8[79]a/],
  ['a WebP image', /^RIFF[^]{4}WEBP/],
  ['a sound or video file', /^(RIFF[^]{4}(WAVE|AVI )|ID3|OggS|\x1a\x45\xdf\xa3|[^]{4}ftyp|fLaC)/],
  ['a bitmap image', /^BM[^]{4}\0\0\0\0/],
  ['a TIFF image', /^(II\*\0|MM\0\*)/],
  ['an icon', /^\0\0[\x01\x02]\0[\x01-\x20]\0/],
  ['a font', /^(wOFF|wOF2|OTTO|\0\x01\0\0\0)/],
  ['a Linux program', /^\x7fELF/],
  ['a Windows program', /^MZ[^]{58,}/],
  ['a macOS program', /^(\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|\xfe\xed\xfa)/],
  ['a 7-Zip archive', /^7z\xbc\xaf\x27\x1c/],
  ['a RAR archive', /^Rar!\x1a\x07/],
  ['an XZ archive', /^\xfd7zXZ/],
  ['a Zstandard archive', /^\x28\xb5\x2f\xfd/],
  ['a bzip2 archive', /^BZh[1-9]1AY&SY/],
  ['an old Office document', /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/],
  ['an SQLite database', /^SQLite format 3\0/],
  ['a PostScript document', /^%!PS/],
  ['a rich text document', /^\{\\rtf/],
  ['a help file', /^ITSF/],
  ['a DjVu document', /^AT&TFORM/],
]

/** Name of the binary kind for a sentence (“a PNG image”); undefined when the first bytes are of none. */
export function binaryKind(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 256)).toString('latin1')
  return kinds.find(([, pattern]) => pattern.test(text))?.[0]
}
