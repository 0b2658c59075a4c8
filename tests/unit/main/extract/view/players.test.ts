import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { newspaper, pageOf, paragraphs, png } from '../page.ts'

const viewOf = async (media: string, files: Record<string, Uint8Array> = {}) =>
  (await extractPage(pageOf(newspaper(paragraphs + media + paragraphs), { files }))).html

describe('what plays in an article', () => {
  it.each([
    ['a frame', '<iframe src="https://www.youtube.com/embed/abc123?rel=0" title="The launch"></iframe>'],
    ['one that loads late', '<iframe data-src="//www.youtube-nocookie.com/embed/abc123" title="The launch"></iframe>'],
    [
      'one that asks first',
      '<iframe src="about:blank" data-consent-src="https://www.youtube.com/embed/abc123" title="The launch"></iframe>',
    ],
    ['an element of its own', '<lite-youtube videoid="abc123" title="The launch"></lite-youtube>'],
    [
      'an old plug-in',
      '<object title="The launch"><param name="movie" value="http://www.youtube.com/v/abc123&hl=en"><embed src="http://www.youtube.com/v/abc123&hl=en"></object>',
    ],
    [
      'a frame saved in the page',
      `<iframe srcdoc='<title>The launch</title><link rel="canonical" href="https://www.youtube.com/watch?v=abc123">'></iframe>`,
    ],
  ])('is a link: %s', async (_, media) => {
    expect(await viewOf(media)).toContain('<a href="https://www.youtube.com/watch?v=abc123">▶ The launch</a>')
  })

  it('is a link in a frame saved beside the page, and from any player', async () => {
    const frame = new TextEncoder().encode(
      '<!-- saved from url=(0041)https://player.vimeo.com/video/4711?app=1 --><title>The launch</title>',
    )
    expect(await viewOf('<iframe src="x_files/f.html"></iframe>', { 'x_files/f.html': frame })).toContain(
      '<a href="https://vimeo.com/4711">▶ The launch</a>',
    )
    expect(await viewOf('<iframe src="https://media.example/embed/77" title="Video player"></iframe>')).toContain(
      '<a href="https://media.example/embed/77">▶ media.example</a>',
    )
    expect(await viewOf('<audio controls><source src="https://radio.example/boats.mp3"></audio>')).toContain(
      '<a href="https://radio.example/boats.mp3">▶ radio.example</a>',
    )
  })

  it('has its picture where one was saved, and no twin', async () => {
    const poster = '<video poster="still.jpg" src="https://media.example/launch.mp4" title="The launch"></video>'
    expect(await viewOf(poster, { 'still.jpg': png() })).toContain(
      '<figure><a href="https://media.example/launch.mp4"><img src="assets/01.png" alt="" width="640" height="400"></a>',
    )
    const still = { 'https://i.ytimg.com/vi/abc123/hqdefault.jpg': png() }
    const frame = '<iframe src="https://www.youtube.com/embed/abc123"></iframe>'
    expect(await viewOf(frame, still)).toContain('watch?v=abc123"><img src="assets/01.png"')
    expect((await viewOf(`${frame}<noscript>${frame}</noscript>`)).match(/▶/g)).toHaveLength(1)
  })

  it('is nothing for frames of other kinds', async () => {
    for (const src of [
      'https://maps.example/maps/embed?q=harbour',
      'https://social.example/plugins/like.php',
      'https://ads.example/embed/1',
      'javascript:alert(1)',
    ])
      expect(await viewOf(`<iframe src="${src}"></iframe>`), src).not.toContain('▶')
  })
})
