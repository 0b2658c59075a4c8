import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../../../main/extract/extract.ts'
import { eastNames, eastNamesAtEnds } from '../../../../../main/extract/metadata/byline-east.ts'
import { pageOf } from '../page.ts'

describe('a line in Chinese, Japanese or Korean', () => {
  it.each([
    ['作者：王小明', ['王小明']],
    ['作者: 王小明、李大华', ['王小明', '李大华']],
    ['2020-03-04 10:30　来源：港口网　作者：王小明', ['王小明']],
    ['作者：王小明 编辑：李大华', ['王小明']],
    ['作者：Jane Doe', ['Jane Doe']],
    ['撰文｜王小明', ['王小明']],
    ['文／王小明', ['王小明']],
    ['文/王小明 圖/李大華', ['王小明']],
    ['文字：王小明 攝影：李大華', ['王小明']],
    ['图/文：李大华', ['李大华']],
    ['文 山田太郎', ['山田太郎']],
    ['文＝山田 太郎', ['山田 太郎']],
    ['撮影・文=山田太郎', ['山田太郎']],
    ['文＝山田太郎 写真＝佐藤花子', ['山田太郎']],
    ['取材・文／やまだ太郎、佐藤花子', ['やまだ太郎', '佐藤花子']],
    ['執筆：山田太郎（港通信）', ['山田太郎']],
    ['ライター：ヤマダ タロウ', ['ヤマダ タロウ']],
    ['记者 王小明', ['王小明']],
    ['本报记者 王小明 报道', ['王小明']],
    ['記者王小明／台北報導', ['王小明']],
    ['〔記者王小明／台北報導〕', ['王小明']],
    ['【記者王小明、李大華／綜合報導】', ['王小明', '李大華']],
    ['記者王小明台北報導', ['王小明']],
    ['记者王明北京报道', ['王明']],
    ['記者歐陽小明台北報導', ['歐陽小明']],
    ['（港口社记者王小明、李大华）', ['王小明', '李大华']],
    ['홍길동 기자', ['홍길동']],
    ['입력 2020.03.04 10:30 | 홍길동 기자', ['홍길동']],
    ['홍길동·김철수 기자 desk@paper.example', ['홍길동', '김철수']],
    ['[항구=통신] 홍길동 특파원 =', ['홍길동']],
    ['글·사진 홍길동', ['홍길동']],
    ['글: 홍길동', ['홍길동']],
  ])('%s names its authors', (line, names) => {
    expect(eastNames(line)).toEqual(names)
  })

  it.each([
    '记者：您怎么看这件事？',
    '记者从港口了解到，修缮工作已经完成。',
    '記者会で市長が話した。',
    '文化：港の歴史',
    '作文：我的家乡',
    '摄影：李大华',
    '写真＝佐藤花子',
    '시민 기자',
    '경제 기자',
    '홍길동 기자가 항구를 다녀왔다.',
    '来源：港口网',
    '責任編輯：李大華',
    '老港口又热闹起来了。',
  ])('%s names nobody', (line) => {
    expect(eastNames(line)).toEqual([])
  })
})

describe('a text in Chinese, Japanese or Korean', () => {
  const told = '老港口已经有两百年的历史，石墙一直立在风里，渔民们每天清晨回来，一起喝咖啡。'.repeat(4)
  it.each([
    [`記者王小明／台北報導　${told}`, told, ['王小明']],
    [`本报讯（记者 王小明）${told}`, told, ['王小明']],
    [`港口社港城3月4日电（记者王小明、李大华）${told}`, told, ['王小明', '李大华']],
    [`記者會上，${told}`, told, []],
    [told, `${told}（港口社记者王小明、李大华）`, ['王小明', '李大华']],
    ['[항구=통신] 홍길동 기자 = 오래된 항구가 다시 살아났다.', told, ['홍길동']],
    [told, told, []],
  ])('says at its ends who reported', (first, last, names) => {
    expect(eastNamesAtEnds(first, last)).toEqual(names)
  })

  it.each([
    ['above it', '<p class="info">2020-03-04 10:30 来源：港口网 作者：王小明</p>', ''],
    ['as it begins', '', '記者王小明／台北報導　'],
  ])('has the author that stands %s', async (_, line, begins) => {
    const text = [begins + told, told, told].map((one) => `<p>${one}</p>`).join('')
    const html = `<html lang="zh"><head><title>老港口复活了</title></head><body><div><h1>老港口复活了</h1>${line}<div class="text">${text}</div></div></body></html>`
    expect((await extractPage(pageOf(html))).byline).toBe('王小明')
  })
})
