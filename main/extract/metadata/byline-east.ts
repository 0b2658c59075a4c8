import { squeeze } from '../dom/walk.ts'
import { PERSON, plausible } from './byline-names.ts'

/** So far from the beginning or end of a text stands who reported it. */
const AT_AN_END = 80
const MOST_NAMES = 6

const LETTER = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}ー々]'
const EASTERN = new RegExp(LETTER, 'u')
/** Names of China and Korea have two to four letters, those of Japan some more, with a blank or without; foreign ones a dot. */
const EAST_NAME = new RegExp(`^${LETTER}{2,8}(?:[·・・ ]${LETTER}{1,8}){0,2}$`, 'u')
const HAN = '\\p{sc=Han}'

/** Labels before a name. Who took the pictures stands beside who wrote, and is no author alone. */
const WROTE =
  '文字?|作者|撰文|撰稿|撰写|撰寫|著者?|執筆者?|取材|構成|ライター|글쓴이|글|취재|작성자?|필자|기자|記者|记者'
const ALSO = '撮影|写真|撮|編集|聞き手|摄影|攝影|图|圖|사진|그림|정리'
const LABEL = new RegExp(
  `(?<![\\p{L}])(?:(?:${ALSO})[・·･&＆、/／])*(?:${WROTE})(?:[・·･&＆、/／](?:${ALSO}|${WROTE}))*\\s?(?:[:：=＝/／|｜]\\s?)(.+)$`,
  'u',
)
/** The same with nothing but a blank between, on a line that holds nothing else. */
const BARE_LABEL = new RegExp(
  `^(?:(?:${ALSO})[・·･&＆、/／])*(?:${WROTE})(?:[・·･&＆、/／](?:${ALSO}|${WROTE}))*\\s(${LETTER}[^\\d:：]*)$`,
  'u',
)
/** What ends the names behind a label: another one, a bracket, a date, a rule. */
const BEHIND = /\s*(?:[|｜()（）【】〔〕[\]［］<>《》;；。]|\d|\s\S{1,6}\s?[:：/／=＝]|\s(?:來源|来源|出典)).*$/u

const REPORTER = `(?:${HAN}{2,8}(?=记者|記者))?(?:(?:特[派约約]|实习|實習|见习|見習)?(?:记者|記者))`
/** Words that go on behind `记者`, where no name does. */
const NO_NAME =
  /^(?:[从從在今昨日近最将將向对對了获獲采採会會协協团團们們证證有也就还還表发發席室问問您你请請这這那为為如我])/u
/** Not who took the pictures. */
const REPORTS = /^[报報电電撰]/u
const REPORTED = '(?:报道|報導|報道|电|電|摄|攝|撮影|撰)'
const COMPOUND =
  /^(?:欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|司徒|夏侯|东方|東方|皇甫|公孙|公孫|慕容|令狐|宇文|长孙|長孫|欧陽|尉迟|尉遲)/u

/** Family names of nine in ten people in China and Taiwan, in short and full signs. */
const FAMILY =
  /^[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付方邹鄒熊白孟秦邱侯江尹薛闫閻段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向汤湯赖賴洪]/u
/** Places of three letters that begin like a family name; most say what kind of place they are. */
const PLACE = /[省市县縣区區镇鎮州岛島]$|^(?:石家庄|张家[口界港]|马尼拉|莫斯科)$/u

/** `〔記者王小明／台北報導〕`, `本报记者 王小明 报道`: at the beginning of a line or text. */
const OPENS = new RegExp(
  `^(?:[〔【［\\[（(「]\\s?)?${REPORTER}[:：\\s]*((?:${HAN}|[·、\\s])+?)\\s?([／/\\s][^〕】］\\])）」]{0,16}?)?(?:(${REPORTED})(?!\\p{L})|\\s?(?:[〕】］\\]）)」]|$|[—－-]))`,
  'u',
)
/** … and with nothing between name, place and `報導`. */
const RUNS_ON = new RegExp(`^(?:[〔【［\\[（(「]\\s?)?${REPORTER}[:：\\s]*(${HAN}{2,12}?)(?:报道|報導|報道)`, 'u')
/** `（记者 王小明）`, `（本报记者王小明、李大华）`: behind the place that a text begins with, or at its end. */
const HELD = `[（(【\\[]${REPORTER}[:：\\s]*([^（）()【】\\[\\]]{2,24})[）)】\\]]`
const BEGINS_WITH = new RegExp(`^[^（）()【】\\[\\]。]{0,24}${HELD}`, 'u')
const CLOSES = new RegExp(`${HELD}$`, 'u')

/** `홍길동 기자`, `[서울=뉴스] 홍길동·김철수 기자 =`. */
const KOREAN =
  /(?:^|[\s\])）】=|·,/])((?:\p{sc=Hangul}{3,4}[·,]\s?)*\p{sc=Hangul}{3,4})\s?(?:선임|수석|인턴|객원)?\s?(?:기자|특파원|논설위원)(?=$|[\s=().,·\]/|])/u
const SHORT_KOREAN = /^(\p{sc=Hangul}{2,4})\s*(?:선임|수석)?\s*(?:기자|특파원)$/u
/** Kinds of reporters, and which of them. */
const NO_KOREAN =
  /^(?:시민|담당|전문|사진|현직|동료|일간지|신문사?|방송사?|취재|여러|모든|다른|본지|출입|외신|경제|정치|사회|문화|스포츠|편집|영상|디지털|온라인)$/u

const isChinese = (word: string): boolean =>
  /^\p{sc=Han}{2,4}$/u.test(word) && (FAMILY.test(word) || COMPOUND.test(word))

/** Persons in a row, or the two parts of a name: two words are persons when both are as long as whole names, or one is and both begin so. */
function apart(part: string): string[] {
  const words = part.split(' ')
  if (words.length > 2) return words
  const long = words.filter((word) => /^(?:\p{sc=Han}{3,4}|\p{sc=Hangul}{3})$/u.test(word)).length
  return words.length === 2 && (long === 2 || (long === 1 && words.every(isChinese))) ? words : [part]
}

function listed(text: string): string[] {
  const names = text
    .replace(BEHIND, '')
    .split(/\s*(?:[、，,&＆／/]|(?<=\p{Ll})\s(?:and|和|与|與)\s|(?<=\p{sc=Hangul})·(?=\p{sc=Hangul}))\s*/u)
    .flatMap((part) => apart(squeeze(part)))
    .filter((name) => name !== '')
  return names.length <= MOST_NAMES && names.every((name) => EAST_NAME.test(name) || PERSON.test(name)) ? names : []
}

/** The name that place and `報導` follow without a sign between: three letters, of a name of two the place takes as many. */
function headOf(run: string): string {
  const family = COMPOUND.test(run) ? 2 : 1
  const rest = run.length - family
  if (rest <= 2) return run
  return run.slice(0, family + (rest === 3 ? 1 : 2))
}

const isNamed = (names: readonly string[]): boolean =>
  names.length > 0 && names.every((name) => plausible(name) && !NO_NAME.test(name))

/** More persons behind the first, with blanks between. The last word before `报道` is a place, unless it is as long as a name. */
function inRow(behind: string, reported: string | undefined): string[] {
  if (!/^\s/u.test(behind)) return []
  const [before = '', place] = behind.split(/[／/]/)
  const words = before.trim().split(/\s+/)
  const last = words.at(-1) ?? ''
  const isName =
    place !== undefined || reported === undefined || (REPORTS.test(reported) && last.length > 2 && !PLACE.test(last))
  const row = isName ? words : words.slice(0, -1)
  const end = row.findIndex((word) => !isChinese(word))
  return end < 0 ? row : row.slice(0, end)
}

/** Who reported, as a text in Chinese, Japanese or Korean begins. */
function openingNames(text: string): string[] {
  const [, run] = RUNS_ON.exec(text) ?? []
  if (run !== undefined) return [headOf(run)]
  const [, name, behind = '', reported] = OPENS.exec(text) ?? []
  return listed(
    name === undefined ? (BEGINS_WITH.exec(text)?.[1] ?? '') : [name, ...inRow(behind, reported)].join('、'),
  )
}

function koreanNames(line: string): string[] {
  const names = (SHORT_KOREAN.exec(line)?.[1] ?? KOREAN.exec(line)?.[1] ?? '').split(/[·,]\s?/)
  return names.filter((name) => name !== '' && !NO_KOREAN.test(name))
}

/** The authors that a line in Chinese, Japanese or Korean names. */
export function eastNames(line: string): string[] {
  if (!EASTERN.test(line)) return []
  for (const names of [
    openingNames(line),
    listed(LABEL.exec(line)?.[1] ?? BARE_LABEL.exec(line)?.[1] ?? ''),
    koreanNames(line),
    closingNames(line),
  ])
    if (isNamed(names)) return names
  return []
}

const closingNames = (text: string): string[] => listed(CLOSES.exec(text)?.[1] ?? '')

/** Those that the first lines of a text begin with, or that its last words are. */
export function eastNamesAtEnds(first: string, last: string): string[] {
  if (!EASTERN.test(first)) return []
  const beginning = first.slice(0, AT_AN_END)
  for (const names of [openingNames(beginning), koreanNames(beginning), closingNames(last.slice(-AT_AN_END))])
    if (isNamed(names)) return names
  return []
}
