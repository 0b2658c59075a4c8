import { codeAt } from '../../platform/letters.ts'

/** A day, or an instant with its zone, as ISO 8601. */
export interface Moment {
  iso: string
  year: number
  month: number
  day: number
}

/** The web is not older; what a page calls its date before that is part of its story. */
const FIRST_YEAR = 1990
/** Clocks and zones differ: a page may be dated a little after it was saved. */
const AHEAD_MS = 2 * 24 * 60 * 60 * 1000

/** Month names as they stand in a date, and their short forms: of Europe, Arabic, Hebrew, Hindi, Indonesian, Persian and Thai. */
const MONTH_NAMES: readonly string[] = [
  'january jan january jänner januar janvier janv enero ene janeiro gennaio gen januari styczeń stycznia sty январь января янв ledna leden januára január ocak siječnja tammikuuta ianuarie ιανουαρίου ιανουάριος січня януари јануар januarja jaanuar sausio janvāris janvārī gener xaneiro janúar يناير جانفي ינואר जनवरी ژانویه มกราคม',
  'february feb februar feber février févr fév febrero fevereiro fev febbraio febbr februari luty lutego lut февраль февраля фев února únor február februára şubat veljače helmikuuta februarie φεβρουαρίου φεβρουάριος лютого февруари фебруар februarja veebruar vasario februāris februārī febrer febreiro febrúar فبراير فيفري شباط פברואר फरवरी फ़रवरी فوریه กุมภาพันธ์',
  'march mar märz mär maerz mrz mars marzo março maart mrt marzec marca март марта březen března mart ožujka maaliskuuta martie március μαρτίου μάρτιος березня marta märts kovo marts martā març maret مارس آذار מרץ मार्च มีนาคม',
  'april apr avril avr abril abr aprile aprilie kwiecień kwietnia kwi апрель апреля апр duben dubna apríla nisan travnja huhtikuuta április απριλίου απρίλιος квітня април aprila aprill balandžio aprīlis aprīlī apríl أبريل ابريل إبريل أفريل نيسان אפריל अप्रैल آوریل เมษายน',
  'may mai mayo maio maggio mag mei maj maja май мая květen května máj mája mayıs svibnja toukokuuta május μαΐου μάιος травня мај gegužės maijs maijā maig maí مايو ماي أيار מאי मई พฤษภาคม',
  'june jun juni juin junio junho giugno giu czerwiec czerwca cze июнь июня июн červen června jún júna haziran lipnja kesäkuuta június iunie ιουνίου ιούνιος червня юни јун junija juuni birželio jūnijs jūnijā juny xuño júní يونيو يونيه جوان حزيران יוני जून ژوئن มิถุนายน',
  'july jul juli juillet juil julio julho luglio lug lipiec lipca lip июль июля июл červenec července júl júla temmuz srpnja heinäkuuta július iulie ιουλίου ιούλιος липня юли јул julija juuli liepos jūlijs jūlijā juliol xullo júlí يوليو يوليه جويلية تموز יולי जुलाई ژوئیه กรกฎาคม',
  'august aug août aout agosto ago augustus sierpień sierpnia sie август августа авг srpen srpna ağustos kolovoza elokuuta augusztus αυγούστου αύγουστος серпня avgust avgusta augusti rugpjūčio augusts augustā agost agustus ágúst أغسطس اغسطس أوت آب אוגוסט अगस्त สิงหาคม',
  'september sep sept septembre septiembre setiembre setembro set settembre wrzesień września wrz сентябрь сентября сен září eylül rujna syyskuuta szeptember septembrie σεπτεμβρίου σεπτέμβριος вересня септември септембар септембра septembar septembra rugsėjo septembris septembrī setembre سبتمبر أيلول ספטמבר सितंबर सितम्बर سپتامبر กันยายน',
  'october oct oktober okt octobre octubre outubro out ottobre ott październik października paź октябрь октября окт říjen října október októbra ekim lokakuuta octombrie οκτωβρίου οκτώβριος жовтня октомври октобар октобра oktobar oktobra oktoober spalio oktobris oktobrī أكتوبر اكتوبر אוקטובר अक्टूबर अक्तूबर اکتبر ตุลาคม',
  'november nov novembre noviembre novembro listopad ноябрь ноября ноя listopadu kasım studenoga marraskuuta noiembrie νοεμβρίου νοέμβριος листопада ноември новембар новембра novembar novembra listopada lis lapkričio novembris novembrī nóvember نوفمبر נובמבר नवंबर नवम्बर نوامبر พฤศจิกายน',
  'december dec dezember dez décembre déc diciembre dic dezembro dicembre grudzień grudnia gru декабрь декабря дек prosinec prosince aralık prosinca joulukuuta decembrie δεκεμβρίου δεκέμβριος грудня декември децембар децембра decembar decembra detsember gruodžio decembris decembrī desembre decembro desember ديسمبر דצמבר दिसंबर दिसम्बर دسامبر ธันวาคม',
]

const MONTHS = new Map<string, number>()
MONTH_NAMES.forEach((names, index) => {
  for (const name of names.split(' ')) {
    if (!MONTHS.has(name)) MONTHS.set(name, index + 1)
    const plain = name.normalize('NFD').replace(/\p{M}/gu, '')
    if (!MONTHS.has(plain)) MONTHS.set(plain, index + 1)
  }
})
/** October to Croats, November to Poles. */
const LISTOPADA = 'listopada'
function monthOf(name: string, lang?: string): number | undefined {
  const folded = name.toLowerCase().replace(/\.$/, '')
  return folded === LISTOPADA && lang !== undefined && /^(?:hr|bs)\b/i.test(lang) ? 10 : MONTHS.get(folded)
}

const ISO =
  /(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?/i

/** `Wed, 04 May 2022 02:41:00 GMT` (RFC 822, section 5) */
const RFC_822 = /^(?:[A-Z][a-z]{2},\s)?\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d{2}:\d{2}(?::\d{2})?\s(?:GMT|UTC|Z|[+-]\d{4})$/

/** `+0530` and `+05` as RFC 3339 wants them: `+05:30`, `+05:00`. */
const offsetOf = (_: string, hours: string, minutes?: string): string => `${hours}:${minutes ?? '00'}`

const two = (value: number | string): string => String(value).padStart(2, '0')

/** A day that exists in the years a page can be from; undefined for all else. */
export function dayOf(year: number, month: number, day: number, latest: Date): Moment | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  if (year < FIRST_YEAR || date.getTime() > latest.getTime() + AHEAD_MS) return undefined
  return { iso: `${String(year)}-${two(month)}-${two(day)}`, year, month, day }
}

/** Dates as machines write them: ISO 8601 and its loose forms, RFC 822, seconds or milliseconds since 1970. */
export function parseMachineDate(text: string, latest: Date): Moment | undefined {
  const value = text.trim().slice(0, 80)
  const iso = ISO.exec(value)
  if (iso) {
    const day = dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]), latest)
    if (!day) return undefined
    const [, , , , hour, minute, second, zone] = iso
    if (hour === undefined || minute === undefined || zone === undefined || Number(hour) > 23 || Number(minute) > 59)
      return day
    const offset = /^(?:Z|UTC|GMT)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})?$/, offsetOf)
    return { ...day, iso: `${day.iso}T${two(hour)}:${minute}:${second ?? '00'}${offset}` }
  }
  const compact = /^(\d{4})(\d{2})(\d{2})(?:T?\d{0,6}Z?)?$/.exec(value)
  if (compact) {
    const day = dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3]), latest)
    if (day) return day
  }
  if (/^\d{10}(?:\d{3})?$/.test(value)) {
    const date = new Date(Number(value) * (value.length === 10 ? 1000 : 1))
    const day = dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), latest)
    return day && { ...day, iso: date.toISOString().replace(/\.\d+Z$/, 'Z') }
  }
  const zoned = RFC_822.test(value) ? new Date(value) : undefined
  if (zoned && !Number.isNaN(zoned.getTime())) return parseMachineDate(zoned.toISOString(), latest)
  return parseWrittenDate(value, latest)?.moment
}

const SLASHED = /(?<![\d./-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{2,4})(?![\d]|[./-]\d)/g
const DAY_FIRST =
  /(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er|º|ª|-a|\.º)?\s*(?:de\s+|of\s+|d[’']|ב)?[-./ ]?([\p{L}\p{M}]{2,14})\.?,?\s*(?:de\s+|del\s+|d[’'])?[-./ ]?(\d{4}|['’]\d{2})(?!\d)/gu
const MONTH_FIRST = /(?<!\p{L})(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/gu
/** `2024. május 4.`, `2024 m. gegužės 4 d.`, `2024. gada 4. maijs` */
const YEAR_NAMED =
  /(?<!\d)(\d{4})\.?(?: m\.| gada)?\s+(?:(\p{L}{3,12})\s+(\d{1,2})(?![\d:])|(\d{1,2})\.\s+(\p{L}{3,12}))/gu
/** `ngày 4 tháng 5 năm 2024` */
const NUMBERED = /(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})(?:,|\s+năm)?\s+(\d{4})(?!\d)/gi
const EAST = /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?/g
const YEAR_FIRST = /(?<!\d)(\d{4})[./]\s?(\d{1,2})[./]\s?(\d{1,2})(?!\d)/g

const ISO_ALL = new RegExp(`(?<!\\d)${ISO.source}`, 'gi')

/** What a text can hold by its digits and marks, as bits. */
const Form = { iso: 1, east: 2, named: 4, slashed: 8, otherDigits: 16 } as const

/** Digits of Arabic and Persian: their codes end in what they are. */
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g
const isOtherDigit = (code: number): boolean => (code >= 0x660 && code <= 0x669) || (code >= 0x6f0 && code <= 0x6f9)
const inLatinDigits = (text: string): string => text.replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf))

/** Which forms of dates a text can hold: most have none, and one look at its letters tells. */
function formsIn(text: string): number {
  let digits = 0
  let pair = false
  let year = false
  let shortYear = false
  let hyphens = 0
  let marks = 0
  let east = false
  let otherDigits = false
  const { length } = text
  for (let at = 0; at < length; at++) {
    const code = codeAt(text, at)
    if (code >= 0x30 && code <= 0x39) {
      digits++
      if (digits === 4) year = true
      if (digits !== 2) continue
      pair = true
      const before = at > 1 ? codeAt(text, at - 2) : 0
      if (before === 0x27 || before === 0x2019) shortYear = true
      continue
    }
    digits = 0
    if (code === 0x2d) hyphens++
    else if (code === 0x2e || code === 0x2f) marks++
    else if (code === 0x5e74 || code === 0xb144) east = true
    else if (isOtherDigit(code)) otherDigits = true
  }
  return (
    (year && hyphens > 1 ? Form.iso : 0) |
    (year && east ? Form.east : 0) |
    (year || shortYear ? Form.named : 0) |
    (pair && hyphens + marks > 1 ? Form.slashed : 0) |
    (otherDigits ? Form.otherDigits : 0)
  )
}

export interface Written {
  moment: Moment
  index: number
  length: number
}

/** Languages in which 03/04/2020 is the fourth of March. */
const MONTH_BEFORE_DAY = /^(?:en-us|en$|fil|en-ph)/i

/** The calendar of Thailand is so many years ahead. */
const BUDDHIST = { from: 2500, ahead: 543 }
/** A year of two digits is one of the web's. */
const fullYear = (year: number): number =>
  year < 100 ? year + (year > 80 ? 1900 : 2000) : year >= BUDDHIST.from ? year - BUDDHIST.ahead : year

/** All dates in a text as people write them, in reading order. `lang` decides what 03/04/2020 means. */
export function writtenDates(text: string, latest: Date, lang?: string): Written[] {
  const forms = formsIn(text)
  if (forms === 0) return []
  if (forms & Form.otherDigits) return writtenDates(inLatinDigits(text), latest, lang)
  const found: Written[] = []
  const add = (match: RegExpMatchArray, year: number, month: number | undefined, day: number): void => {
    if (month === undefined) return
    const moment = dayOf(fullYear(year), month, day, latest)
    if (moment) found.push({ moment, index: match.index ?? 0, length: match[0].length })
  }
  const all = (form: number, pattern: RegExp): Iterable<RegExpExecArray> => (forms & form ? text.matchAll(pattern) : [])
  for (const match of all(Form.iso, ISO_ALL)) {
    const moment = parseIso(match[0], latest)
    if (moment) found.push({ moment, index: match.index, length: match[0].length })
  }
  for (const match of all(Form.east, EAST)) add(match, Number(match[1]), Number(match[2]), Number(match[3]))
  for (const match of all(Form.slashed, YEAR_FIRST)) add(match, Number(match[1]), Number(match[2]), Number(match[3]))
  for (const match of all(Form.named, DAY_FIRST)) {
    add(match, Number((match[3] ?? '').replace(/\D/g, '')), monthOf(match[2] ?? '', lang), Number(match[1]))
  }
  for (const match of all(Form.named, MONTH_FIRST))
    add(match, Number(match[3]), monthOf(match[1] ?? '', lang), Number(match[2]))
  for (const match of all(Form.named, YEAR_NAMED))
    add(match, Number(match[1]), monthOf(match[2] ?? match[5] ?? '', lang), Number(match[3] ?? match[4]))
  for (const match of all(Form.named, NUMBERED)) add(match, Number(match[3]), Number(match[2]), Number(match[1]))
  for (const match of all(Form.slashed, SLASHED)) {
    const [, first = '', mark = '', second = '', third = ''] = match
    if (first.length > 2 || third.length === 3) continue
    const american = mark === '/' && lang !== undefined && MONTH_BEFORE_DAY.test(lang)
    const [day, month] = (american && Number(first) <= 12) || Number(second) > 12 ? [second, first] : [first, second]
    add(match, Number(third), Number(month), Number(day))
  }
  return found.sort((a, b) => a.index - b.index)
}

function parseIso(text: string, latest: Date): Moment | undefined {
  const iso = ISO.exec(text)
  return iso ? dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]), latest) : undefined
}

/** The first date in a text. */
export function parseWrittenDate(text: string, latest: Date, lang?: string): Written | undefined {
  return writtenDates(text, latest, lang)[0]
}

const IN_URL =
  /(?:^|[^\d])((?:19|20)\d{2})[/_.-]?(\d{2})[/_.-]?(\d{2})(?:[^\d]|$)|\/((?:19|20)\d{2})\/(\d{1,2})\/(\d{1,2})\//

/** The day in an address: `/2019/11/18/`, `-20191118-`. */
export function dateInUrl(url: string, latest: Date): Moment | undefined {
  const match = IN_URL.exec(url)
  if (!match) return undefined
  return dayOf(Number(match[1] ?? match[4]), Number(match[2] ?? match[5]), Number(match[3] ?? match[6]), latest)
}
