const starts = (bytes: Uint8Array, at: number, text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}

/** A picture format that a browser shows and that can run nothing. */
export interface PictureType {
  type: string
  extension: string
}

/** What a file is by its first bytes; its name and declared type prove nothing. SVG is left out: it is a document. */
export function pictureType(bytes: Uint8Array): PictureType | undefined {
  if (bytes.length < 12) return undefined
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return { type: 'image/jpeg', extension: 'jpg' }
  if (bytes[0] === 0x89 && starts(bytes, 1, 'PNG')) return { type: 'image/png', extension: 'png' }
  if (starts(bytes, 0, 'GIF8')) return { type: 'image/gif', extension: 'gif' }
  if (starts(bytes, 0, 'RIFF') && starts(bytes, 8, 'WEBP')) return { type: 'image/webp', extension: 'webp' }
  if (starts(bytes, 4, 'ftypavif') || starts(bytes, 4, 'ftypavis')) return { type: 'image/avif', extension: 'avif' }
  if (starts(bytes, 0, 'BM') && bytes[6] === 0 && bytes[7] === 0) return { type: 'image/bmp', extension: 'bmp' }
  return undefined
}

export interface PictureSize {
  width: number
  height: number
}

/** Width and height from the header, for the formats where they stand at a fixed place; undefined else. */
export function pictureSize(bytes: Uint8Array, type: string): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (type === 'image/png' && bytes.length >= 24) return { width: view.getUint32(16), height: view.getUint32(20) }
  if (type === 'image/gif' && bytes.length >= 10)
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  if (type === 'image/jpeg') return jpegSize(view)
  return undefined
}

/** Frame headers of JPEG (ITU T.81, B.2.2) hold the size. */
function jpegSize(view: DataView): PictureSize | undefined {
  let at = 2
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}
