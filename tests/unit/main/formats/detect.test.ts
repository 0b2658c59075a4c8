import { describe, expect, it } from 'vitest'
import { detect } from '../../../../main/formats/detect.ts'

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
