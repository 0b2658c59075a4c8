/** Each address of a `srcset` with its descriptor (HTML 4.8.4.2.1 "parse a srcset attribute"). */
export function parseSrcset(srcset: string): { url: string; descriptor: string }[] {
  const all: { url: string; descriptor: string }[] = []
  let rest = srcset
  for (;;) {
    rest = rest.replace(/^[\s,]+/, '')
    const url = /^\S+/.exec(rest)?.[0]
    if (url === undefined) return all
    rest = rest.slice(url.length)
    if (url.endsWith(',')) {
      all.push({ url: url.replace(/,+$/, ''), descriptor: '' })
      continue
    }
    const descriptor = /^[^,(]*(?:\([^)]*(?:\)|$)[^,(]*)*/.exec(rest)?.[0] ?? ''
    rest = rest.slice(descriptor.length)
    all.push({ url, descriptor: descriptor.trim() })
  }
}
