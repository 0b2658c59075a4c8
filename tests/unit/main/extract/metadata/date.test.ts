import { describe, expect, it } from 'vitest'
import { dateInUrl, parseMachineDate, writtenDates } from '../../../../../main/extract/metadata/date.ts'

const latest = new Date('2024-06-01T00:00:00Z')
const first = (text: string, lang?: string): string | undefined => writtenDates(text, latest, lang)[0]?.moment.iso

describe('dates as people write them', () => {
  it.each([
    ['Published on March 4, 2020', '2020-03-04'],
    ['4th of March 2020', '2020-03-04'],
    ['Dec. 30, 2022', '2022-12-30'],
    ['4. März 2020, 12:30 Uhr', '2020-03-04'],
    ['04.03.2020', '2020-03-04'],
    ['le 1er août 2019', '2019-08-01'],
    ['4 de marzo de 2020', '2020-03-04'],
    ['12 de setembro de 2021', '2021-09-12'],
    ['4 marca 2020', '2020-03-04'],
    ['4 марта 2020 г.', '2020-03-04'],
    ['2020年3月4日', '2020-03-04'],
    ['2020/03/04', '2020-03-04'],
    ['3. 4. 99', '1999-04-03'],
    ['4 березня 2020, 10:30', '2020-03-04'],
    ['4. марта 2020.', '2020-03-04'],
    ['4. augusti 2019', '2019-08-04'],
    ['4. desember 2019', '2019-12-04'],
    ['4 de març de 2020', '2020-03-04'],
    ['4 Maret 2020', '2020-03-04'],
    ['2020. március 4.', '2020-03-04'],
    ['2020. 03. 04.', '2020-03-04'],
    ['2020 m. kovo 4 d.', '2020-03-04'],
    ['2020. gada 4. marts', '2020-03-04'],
    ['ngày 4 tháng 3 năm 2020', '2020-03-04'],
    ['4 مارس 2020', '2020-03-04'],
    ['٤ مارس ٢٠٢٠', '2020-03-04'],
    ['4 במרץ 2020', '2020-03-04'],
    ['4 मार्च 2020', '2020-03-04'],
    ['4 มีนาคม 2563', '2020-03-04'],
    ['4 listopada 2019', '2019-11-04'],
  ])('%s', (text, iso) => {
    expect(first(text)).toBe(iso)
  })

  it('are read by the custom of the language where only that decides', () => {
    expect(first('03/04/2020', 'en-US')).toBe('2020-03-04')
    expect(first('03/04/2020', 'en-GB')).toBe('2020-04-03')
    expect(first('03/25/2020', 'en-GB')).toBe('2020-03-25')
    expect(first('4. listopada 2019.', 'hr')).toBe('2019-10-04')
  })

  it.each(['30 February 2020', '4 March 1820', '4 March 2031', '1.2.3', 'version 10.12.14.2020', 'May 2020'])(
    'are not found in %s',
    (text) => {
      expect(first(text)).toBeUndefined()
    },
  )
})

describe('dates as machines write them', () => {
  it.each([
    ['2020-03-04T05:06:07Z', '2020-03-04T05:06:07Z'],
    ['2020-03-04 05:06:07 +0100', '2020-03-04T05:06:07+01:00'],
    ['2020-03-04T05:06', '2020-03-04'],
    ['20200304', '2020-03-04'],
    ['1583298367', '2020-03-04T05:06:07Z'],
    ['Wed, 04 Mar 2020 05:06:07 GMT', '2020-03-04T05:06:07.000Z'.replace('.000', '')],
  ])('%s', (text, iso) => {
    expect(parseMachineDate(text, latest)?.iso).toBe(iso)
  })
})

describe('dates in addresses', () => {
  it.each([
    ['https://a.example/2020/03/04/title', '2020-03-04'],
    ['https://a.example/news-20200304-1', '2020-03-04'],
    ['https://a.example/news/20991399', undefined],
    ['https://a.example/article/12345678', undefined],
  ])('%s', (url, iso) => {
    expect(dateInUrl(url, latest)?.iso).toBe(iso)
  })
})
