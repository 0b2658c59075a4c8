import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
/** Colours without transparency, 8 bits each (PNG, 11.2.1). */
const RGB = 2
/** Filter “Up” (PNG, 9.2): each byte less the one above it; pages are mostly columns of white. */
const UP = 2

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A picture of red, green, blue and unused bytes, row by row, as a PNG file (ISO 15948). */
export function encodePng(pixels: Uint8Array, width: number, height: number): Buffer {
  const row = width * 3 + 1
  const rows = Buffer.allocUnsafe(row * height)
  for (let y = 0; y < height; y++) {
    let to = y * row
    rows[to++] = UP
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4
      const above = y === 0 ? -1 : from - width * 4
      for (let colour = 0; colour < 3; colour++)
        rows[to++] = (pixels[from + colour] ?? 0) - (above < 0 ? 0 : (pixels[above + colour] ?? 0))
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  header[9] = RGB
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
