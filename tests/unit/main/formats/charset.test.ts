import { describe, expect, it } from 'vitest'
import { TextDecoder } from '@exodus/bytes/encoding.js'
import { decode } from '../../../../main/formats/syntax/charset.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const page = (head: string, body = 'caf\xe9'): Uint8Array =>
  bytes(`<html><head>${head}</head><body>${body}</body></html>`)

/** A text in an encoding: what each of its letters is in, found by decoding all there is. */
function legacyOf(charset: string, text: string): string {
  const decoder = new TextDecoder(charset)
  const known = new Map<string, string>()
  const add = (code: string): void => {
    const letter = decoder.decode(bytes(code))
    if (!known.has(letter)) known.set(letter, code)
  }
  for (let first = 0; first < 0x100; first++) add(String.fromCharCode(first))
  if (/[\u3000-\uffff]/.test(text))
    for (let first = 0x81; first < 0xff; first++)
      for (let second = 0x40; second < 0xff; second++) add(String.fromCharCode(first, second))
  return Array.from(text, (letter) => known.get(letter) ?? '').join('')
}

describe('the encoding of a page', () => {
  it('is what a byte order mark says, before anything else', () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), page('<meta charset="iso-8859-1">', 'caf\xc3\xa9')])
    expect(decode(marked, { transport: 'windows-1251' })).toMatchObject({ charset: 'utf-8', source: 'byte order mark' })
    expect(decode(marked).text).toContain('café')
  })
  it('is UTF-8 with a few broken places, when nearly all of it is', () => {
    const cut = Buffer.from('Größe, Wärme und Nähe: '.repeat(20)).subarray(0, -2)
    const broken = Buffer.concat([cut, bytes('\xff und \xc3')])
    expect(decode(broken)).toMatchObject({ charset: 'utf-8', source: 'guess' })
    expect(decode(broken).text).toContain('Wärme')
    expect(decode(bytes('Gr\xf6\xdfe, W\xe4rme, N\xe4he \xc3\xa4 '.repeat(20))).charset).toBe('windows-1252')
  })
  it('is what the transport says, before the page', () => {
    expect(decode(page('<meta charset="utf-8">'), { transport: '"ISO-8859-1"' })).toMatchObject({
      charset: 'windows-1252',
    })
  })
  it.each([
    ['<meta charset=latin1>', 'windows-1252'],
    ["<META HTTP-EQUIV='Content-Type' CONTENT='text/html;charset=windows-1251'>", 'windows-1251'],
    ['<meta content="text/html; charset=x-sjis" http-equiv="content-type">', 'shift_jis'],
    ['<meta charset="utf-16">', 'utf-8'],
    ['<meta charset="x-user-defined">', 'windows-1252'],
    ['<!-- <meta charset="koi8-r"> --><meta charset="gb2312">', 'gbk'],
    ['<meta name="description" content="charset=big5"><meta charset="euc-kr">', 'euc-kr'],
    ['<meta charset="no-such-thing"><meta charset="iso-8859-15">', 'iso-8859-15'],
  ])('is what %s declares', (meta, charset) => {
    expect(decode(page(meta))).toMatchObject({ charset, source: 'meta' })
  })
  it('is what an XML declaration says where there is no meta', () => {
    expect(decode(bytes('<?xml version="1.0" encoding="EUC-JP"?><html></html>')).charset).toBe('euc-jp')
  })
  it('is UTF-8 when nothing is declared and the bytes are UTF-8', () => {
    expect(decode(page('', 'caf\xc3\xa9'))).toMatchObject({ charset: 'utf-8', source: 'guess' })
  })
  it('falls back to the language of the page when the bytes say too little', () => {
    expect(decode(bytes('<html lang="ru"><p>\xcc</p>')).text).toContain('М')
  })
  it('reads windows-1252 as browsers do, also from 0x80 to 0x9F', () => {
    expect(decode(page('<meta charset="iso-8859-1">', '\x93\x80\x94')).text).toContain('“€”')
  })
  it('reads UTF-16 and UTF-32 without a mark by their zeros', () => {
    const text = '<!DOCTYPE html><p>Żółw</p>'
    expect(decode(Buffer.from(text, 'utf16le')).text).toBe(text)
    const wide = Buffer.alloc(text.length * 4)
    for (let at = 0; at < text.length; at++) wide.writeUInt32BE(text.charCodeAt(at), at * 4)
    expect(decode(wide)).toMatchObject({ text, charset: 'utf-32be' })
  })
  it('is windows-874 where signs and vowels stand as Thai writes them', () => {
    const thai = 'สวนเก่าจมอยู่ใต้น้ำสามสัปดาห์ แต่ยังให้แอปเปิลมากกว่าเดิม'
    const legacy = (text: string): string =>
      text.replace(/[\u0e00-\u0e7f]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xe00 + 0xa0))
    for (const words of [thai, `“${thai}” (Thai)`.replace('“', '\x93').replace('”', '\x94')]) {
      const decoded = decode(page('<title>Thai</title>', `<p>${legacy(words)}</p>`))
      expect(decoded).toMatchObject({ charset: 'windows-874', source: 'guess' })
      expect(decoded.text).toContain(thai)
    }
    expect(decode(bytes(legacy(thai)), { plain: true }).text).toBe(thai)
  })
  it.each([
    ['euc-kr', '오래된 과수원은 세 주 동안 물에 잠겨 있었지만 가을에 사과가 더 많이 열렸다. 마을 사람들은 놀랐다.'],
    ['big5', '春天的果園裡，老樹又開花了。人們一說，今年的收成會很好；孩子們在樹下讀書。'],
    ['gb18030', '春天的果园里，老树又开花了。人们一说，今年的收成会很好；孩子们在树下读书。'],
    ['windows-1256', 'وقف البستان القديم تحت الماء ثلاثة أسابيع، ومع ذلك أعطى تفاحا أكثر من قبل.'],
    ['windows-1251', 'Старый сад стоял под водой три недели, и всё же дал больше яблок, чем раньше.'],
    ['windows-1252', 'Les pommes étaient mûres, et déjà tombées à côté de la forêt. Où êtes-vous allés ?'],
  ])('stays %s, which is no Thai', (charset, words) => {
    expect(decode(page('', `<p>${legacyOf(charset, words).repeat(3)}</p>`))).toMatchObject({ charset, source: 'guess' })
  })
  it('is guessed by the text of a page whose scripts nobody closed', () => {
    const page = `caf\xe9 au lait \xe0 Paris, d\xe9j\xe0 vu ${'<script>'.repeat(32_000)}`
    expect(decode(bytes(page)).text).toContain('café au lait à Paris, déjà vu')
  })
  it('never looks into plain text for a declaration', () => {
    expect(decode(page('<meta charset="koi8-r">', 'caf\xc3\xa9'), { plain: true }).charset).toBe('utf-8')
  })
})
