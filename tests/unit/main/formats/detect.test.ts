import { describe, expect, it } from 'vitest'
import { detect } from '../../../../main/formats/detect.ts'
import { decode } from '../../../../main/formats/syntax/charset.ts'

describe('what a file is', () => {
  it.each([
    ['<!DOCTYPE html><p>x', 'x.txt', 'html'],
    ['\n<!-- a comment -->\n<html>', 'x', 'html'],
    ['<p>a fragment</p>', 'x.html', 'html'],
    ['\xef\xbb\xbf<!doctype html>', 'x.html', 'html'],
    ['<html><body>From: a\nSubject: b\n\nx', 'x.html', 'html'],
    ['From: <Saved by Blink>\nMIME-Version: 1.0\n\n', 'x.html', 'mhtml'],
    ['MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n', 'x', 'mhtml'],
    ['Received: by x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n', 'x.mht', 'eml'],
    ['123\nFrom: a@example.org\nSubject: x\n\n', 'x.emlx', 'eml'],
    ['PK\x03\x04', 'x.html', 'zip'],
    ['%PDF-1.4', 'x.html', 'pdf'],
    ['bplist00', 'x', 'plist'],
    ['<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "a" "b">\n<plist>', 'x.html', 'plist'],
    ['WARC/1.0\r\n', 'x.txt', 'warc'],
    ['filedesc://x.arc 0.0.0.0 20010101000000 text/plain 1', 'x', 'warc'],
    ['<?xml version="1.0"?><!DOCTYPE en-export SYSTEM "x"><en-export>', 'x.xml', 'enex'],
    ['---\ntitle: x\nsource: https://example.org\n---\ntext', 'x.txt', 'markdown'],
    ['# A heading', 'x.md', 'markdown'],
    ['[InternetShortcut]\nURL=x', 'x.txt', 'link'],
    ['<!DOCTYPE NETSCAPE-Bookmark-file-1>', 'x.html', 'link-list'],
    ['<DL><p><DT><A HREF="https://example.org/" ADD_DATE="1">x</A>', 'x.html', 'link-list'],
    ['title,url,time_added,tags,status\nx,https://example.org/,1,,unread', 'x.txt', 'link-list'],
    ['https://example.org/ | Example\nhttps://example.org/b', 'x.txt', 'link-list'],
    ['See https://example.org/ for more.', 'x.txt', 'text'],
    ['\x89PNG\r\n\x1a\n', 'x.html', 'binary'],
    ['\x7fELF\x02\x01', 'x', 'binary'],
    ['a { color: red }', 'x.css', 'unknown'],
    ['{"a": 1}', 'x.txt', 'unknown'],
    ['<svg xmlns="x"></svg>', 'x.svg', 'unknown'],
    ['Dear reader,\n\nall is well.', 'x', 'text'],
    ['Note: this is no header\n\nbut text.', 'x.txt', 'text'],
  ])('%j named %s is %s', (bytes, name, kind) => {
    expect(detect(Buffer.from(bytes, 'latin1'), name)).toBe(kind)
  })
})

describe('UTF-16 without a byte order mark', () => {
  const texts = {
    Russian: 'Старый сад стоял под водой три недели, и всё же дал больше яблок, чем раньше.\r\n',
    Greek: 'Ο παλιός κήπος έμεινε τρεις εβδομάδες κάτω από το νερό, κι όμως έδωσε πολλά.\r\n',
    Hebrew: 'הבוסתן הישן עמד שלושה שבועות מתחת למים, ובכל זאת נתן יותר תפוחים.\r\n',
    Arabic: 'وقف البستان القديم تحت الماء ثلاثة أسابيع، ومع ذلك أعطى تفاحا أكثر من قبل.\r\n',
    Thai: 'สวนเก่าจมอยู่ใต้น้ำสามสัปดาห์ แต่ยังให้แอปเปิลมากกว่าเดิม\r\n',
    Chinese: '春天的果园里，老树又开花了。人们一说，今年的收成会很好；孩子们在树下读书。\r\n',
    'Chinese that is set in': '　　一年又一年，一棵一棵的老树一起开花，一天比一天好看。\r\n',
    Japanese: '　水の中に三週間立っていた果樹園は、それでも前より多くのりんごをつけた。\r\n',
    Korean: '오래된 과수원은 세 주 동안 물에 잠겨 있었지만 가을에 사과가 더 많이 열렸다.\r\n',
    Hindi: 'पुराना बाग तीन सप्ताह तक पानी में रहा, फिर भी उसने बहुत फल दिए।\r\n',
    English: 'The old orchard stood under water for three weeks.\r\n',
  }
  const inBothOrders = (text: string): Buffer[] => {
    const little = Buffer.from(text, 'utf16le')
    return [little, Buffer.from(little).swap16()]
  }

  it.each(Object.entries(texts))('is read in %s, as text and as a page', (_name, words) => {
    const long = words.repeat(150)
    for (const text of [words, long, `<!DOCTYPE html><html><body><p>${long}</p></body></html>`]) {
      for (const bytes of inBothOrders(text)) {
        expect(detect(bytes, 'x')).toBe(text.startsWith('<') ? 'html' : 'text')
        expect(decode(bytes).text).toBe(text)
      }
    }
  })

  it('is read where a character of two halves is cut by what is looked at', () => {
    const text = `${'я'.repeat(4_000)}\r\n${'я'.repeat(93)}😀 и дальше`
    expect(Buffer.from(text, 'utf16le').readUInt16LE(8190)).toBe(0xd83d)
    for (const bytes of inBothOrders(text)) expect(decode(bytes).text).toBe(text)
  })

  it('is not taken for what is binary', () => {
    const words = (size: number, word: (at: number) => number): Buffer => {
      const bytes = Buffer.alloc(size * 2)
      for (let at = 0; at < size; at++) bytes.writeUInt16LE(word(at) & 0xffff, at * 2)
      return bytes
    }
    let seed = 7
    const noise = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 16
    for (const size of [16, 4_000]) {
      const binaries = [
        words(size, noise),
        words(size, (at) => at),
        words(size, (at) => Math.round(8000 * Math.sin(at / 20))),
        words(size, (at) => (at % 2 === 0 ? noise() : 0)),
        words(size, (at) => (at % 20 === 0 ? 0x41 : noise())),
        words(size, (at) => 0x100 * (at % 200)),
        words(size, (at) => 0x4e00 + (at % 10 === 0 ? 0 : noise() % 0x7000)),
      ]
      for (const bytes of binaries) expect(detect(bytes, 'x')).toBe('binary')
    }
  })

  it('is not taken for text of single bytes with NULs in it', () => {
    for (const words of [texts.Chinese, texts.Russian, texts.English]) {
      const text = `<html><body>${words.replace(/[\r\n ]+/g, '\0 \0').repeat(20)}`
      expect(decode(Buffer.from(text)).charset).toBe('utf-8')
    }
    const western = 'Les pommes étaient mûres, et\0 déjà tombées à côté de la forêt.\0 '.repeat(40)
    expect(decode(Buffer.from(western, 'latin1')).charset).toBe('windows-1252')
  })
})
