import { describe, expect, it } from 'vitest'
import { decode } from '../../../../main/formats/syntax/charset.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const page = (head: string, body = 'caf\xe9'): Uint8Array =>
  bytes(`<html><head>${head}</head><body>${body}</body></html>`)

describe('the encoding of a page', () => {
  it('is what a byte order mark says, before anything else', () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), page('<meta charset="iso-8859-1">', 'caf\xc3\xa9')])
    expect(decode(marked, { transport: 'windows-1251' })).toMatchObject({ charset: 'utf-8', source: 'byte order mark' })
    expect(decode(marked).text).toContain('café')
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
  it('never looks into plain text for a declaration', () => {
    expect(decode(page('<meta charset="koi8-r">', 'caf\xc3\xa9'), { plain: true }).charset).toBe('utf-8')
  })
})
