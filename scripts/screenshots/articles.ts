import type { Article } from './pages.ts'

/** Articles that the pictures show: invented magazines, invented authors. The first is the one that most pictures open. */
export const CLOCKMAKER = 'The clockmaker who kept a harbour on time'
export const MOOR = 'Warum das Moor ein Archiv ist'
export const LIBRARY = 'مكتبة صغيرة على حافة الصحراء'
export const BOOKSHOP = '雨の日の古書店と、背表紙の色について'
export const LIGHTHOUSE = 'What the lighthouse keeper wrote in the margin'

const harbour = { site: 'The Harbour Review', host: 'harbourreview.example', author: 'Ilse Varnholt' }
const kerb = { site: 'Kerb', host: 'kerb.example' }
const contour = { site: 'Contour Quarterly', host: 'contourquarterly.example' }
const slow = { site: 'Slow Systems', host: 'slowsystems.example' }
const lexeme = { site: 'Lexeme', host: 'lexeme.example' }
const moorblatt = { site: 'Moorblatt', host: 'moorblatt.example', lang: 'de' as const }
const kami = { site: '紙と灯', host: 'kami-to-akari.example', author: '三枝ことり', lang: 'ja' as const }

export const articles: Article[] = [
  {
    ...harbour,
    title: CLOCKMAKER,
    deck: 'For thirty-one years one woman told the boats of Skerrow Bay when the water would come back.',
    saved: [0, '14:02'],
    published: '2025-03-14',
    picture: 'clock',
    words: 1980,
    text: [
      'Every morning at ten to six Agnet Morrow wound the long-case clock in her kitchen, put on her late husband’s coat and walked down to the slip with a slate under her arm. She was not employed by the harbour. But the boats left when her slate said they could, and in all that time only two of them touched the bar.',
      '## The slate',
      'The slate gave three figures: the hour of high water, the depth over the sill, and a number from one to five that she called <em>the temper</em>. The first two could be had from any almanac. The third was hers alone, and the skippers waited for it.',
      '## A table for one bay',
      'Printed tables are made for a standard port and corrected for the places around it. The correction for Skerrow was eleven minutes, and it was never once right. After a westerly the water came early, after frost it came late, and the almanac had split the difference.',
      'So she began to keep a book. Wind, pressure, the height of the river at the mill, whether the geese had crossed. She did not know which of these mattered, and wrote all of them down in pencil, in columns so even that the archive first filed them as printed forms.',
    ],
    sections: ['The temper', 'What the surveyors saw', 'Thirty-one notebooks'],
  },
  {
    ...moorblatt,
    title: MOOR,
    deck: 'Zwölftausend Jahre, Schicht um Schicht: was der Torf behält und was er vergisst.',
    author: 'Jorun Estermann',
    saved: [0, '11:47'],
    published: '2024-10-03T06:00:00+00:00',
    modified: '2024-10-05T11:12:00+00:00',
    picture: 'moor',
    words: 2600,
    text: [
      'Wer im Hochmoor einen Meter tief gräbt, liest etwa tausend Jahre. Die Schrift ist braun, sie besteht aus Moosen, Pollen und dem Staub ferner Brände, und sie hat einen Fehler, den jedes gute Archiv hat: Sie wurde nie für uns geschrieben.',
      '## Ein langsames Papier',
      'Torfmoose wachsen oben weiter, während sie unten sterben. Weil das Wasser sauer ist und kaum Sauerstoff führt, verwest fast nichts. So legt sich Jahr auf Jahr, ein Millimeter Papier, das niemand bestellt hat und das niemand umblättert.',
      'Die Bohrkerne liegen in Halbschalen aus Kunststoff, sorgfältig beschriftet. Eine Mitarbeiterin des Instituts fährt mit dem Finger daran entlang, ohne sie zu berühren, und bleibt an einer dunklen Linie stehen, die nicht dicker ist als ein Haar.',
    ],
    sections: ['Was der Torf vergisst', 'Lesen mit der Sonde'],
  },
  {
    title: LIBRARY,
    deck: 'كيف حفظت قرية واحدة أربعمئة مخطوط من الرمل والريح.',
    site: 'دفاتر الرمل',
    host: 'raml.example',
    author: 'سلمى الرازقي',
    lang: 'ar',
    saved: [0, '09:30'],
    published: '2024-05-21',
    picture: 'desert',
    words: 1500,
    text: [
      'في آخر شارع من القرية بيت بلا نوافذ. مفتاحه عند امرأة واحدة، ورثته عن أمها، ولا تفتح الباب إلا في الصباح قبل أن يسخن الهواء. في الداخل أربعمئة مخطوط على رفوف من خشب النخل، ملفوفة في قماش غُسل مرات كثيرة حتى صار ناعماً كالورق.',
      '## الغرفة والمفتاح',
      'تقول إن الكتب تحب الناس الهادئين. كل أسبوع تقلب صفحة واحدة من كل كتاب، لأن الورق الذي لا يتحرك ينسى كيف يُفتح. وفي دفتر صغير تكتب ما وجدته: حبة رمل، ورقة نعناع، ملاحظة كتبها قارئ قبل مئتي عام.',
    ],
    sections: ['الرمل في الهوامش', 'من يقرأ الآن'],
  },
  {
    ...kami,
    title: BOOKSHOP,
    deck: '湿度は紙を変え、紙は人の指を変える。',
    saved: [1, '18:20'],
    published: '2026-06-14',
    picture: 'books',
    words: 1450,
    text: [
      '坂の途中にあるその店は、雨が降ると客が増える。傘を差したまま立ち読みはできないから、みな奥まで入ってくる。店主はそれを知っていて、雨の日にだけ灯りをひとつ増やす。',
      '## 湿度と紙',
      '紙は呼吸する、と店主は言う。湿った午後には本がわずかに厚くなり、棚から抜くときに音がしなくなる。乾いた冬の朝には、背がぱちりと鳴る。その音で、彼女は天気を当てる。',
      '背表紙の色は、光よりも先に手で褪せるのだそうだ。よく読まれた本ほど、棚の真ん中の高さで白くなる。',
    ],
    sections: ['背表紙の色', '指の記憶'],
  },
  {
    ...slow,
    title: 'Notes on sorting a hundred thousand photographs without losing your mind',
    deck: 'Start with the ones you would miss.',
    author: 'Oduya Marrick',
    saved: [1, '09:15'],
    published: '2026-10-30',
    picture: 'grid',
    words: 4200,
    sections: ['The first box', 'Dates that lie', 'Enough'],
  },
  {
    ...kerb,
    title: 'What the night bus knows about a city',
    deck: 'Line 41 leaves at 02:10. Its passengers have worked out the rest.',
    author: 'Tessaly Brandt',
    saved: [2, '23:41'],
    published: '2026-09-02',
    picture: 'bus',
    words: 2550,
    sections: ['Stops without names', 'The last seat'],
  },
  {
    ...contour,
    title: 'How to read a map that is wrong on purpose',
    deck: 'Paper towns, trap streets and one very patient surveyor.',
    author: 'P. Anselm Roe',
    saved: [2, '16:05'],
    published: '2023-05-18',
    picture: 'map',
    words: 3250,
    sections: ['A street for one reader', 'The patient surveyor'],
  },
  {
    title: 'Bread, measured in weather',
    deck: 'A baker’s log of 2,190 mornings, and the three that went wrong.',
    site: 'Crumb & Co.',
    host: 'crumbandco.example',
    author: 'Wenna Tolliver',
    saved: [3, '07:12'],
    published: '2025-09-26',
    picture: 'bread',
    words: 1850,
    sections: ['Flour listens', 'Three mornings'],
  },
  {
    ...kerb,
    title: 'The economics of a free bench',
    deck: 'Somebody pays for every place where nobody has to pay.',
    author: 'Idris Falkenrath',
    saved: [3, '06:50'],
    published: '2020-05-04',
    picture: 'bench',
    words: 1150,
  },
  {
    ...lexeme,
    title: 'Seven small languages for describing light',
    deck: 'None of them has a word for bright.',
    author: 'Bodil Achterberg',
    saved: [4, '20:33'],
    published: '2022-01-11',
    words: 2300,
  },
  {
    ...lexeme,
    title: 'A catalogue of weather left out of novels',
    deck: 'It is always raining in the first chapter, and never quite like this.',
    author: 'Bodil Achterberg',
    saved: [5, '19:02'],
    published: '2021-06-07',
    words: 1500,
  },
  {
    ...moorblatt,
    title: 'Was ein Fahrplan über Vögel weiß',
    deck: 'Der Zug um sechs Uhr neun hält nur im Oktober länger.',
    author: 'Jorun Estermann',
    saved: [5, '08:14'],
    published: '2023-10-12',
    words: 1700,
  },
  {
    ...slow,
    title: 'The shelf life of a password',
    deck: 'What is kept longest is what nobody dares to change.',
    author: 'Oduya Marrick',
    saved: [6, '21:30'],
    published: '2024-02-20',
    words: 1300,
  },
  {
    ...harbour,
    title: 'Every bridge is a guess about boats',
    deck: 'Clearance is a number that somebody once believed.',
    saved: [6, '10:10'],
    published: '2023-08-03',
    picture: 'pillars',
    words: 2000,
  },
  {
    ...kerb,
    title: 'The smallest post office on the line',
    deck: 'One counter, one clerk, and a bell that everybody knows.',
    author: 'Idris Falkenrath',
    saved: [7, '12:25'],
    published: '2022-11-30',
    words: 1250,
  },
  {
    ...contour,
    title: 'Counting geese with a clock',
    deck: 'An hour is a better fence than a fence.',
    author: 'P. Anselm Roe',
    saved: [7, '09:41'],
    published: '2024-11-01',
    words: 1900,
  },
  {
    ...kami,
    title: '夜の図書館の音の目録',
    deck: '頁をめくる音は、時刻によって違う。',
    saved: [8, '22:10'],
    published: '2025-02-02',
    words: 1000,
  },
  {
    ...harbour,
    title: 'Salt, and the handwriting of harbour clerks',
    deck: 'The ledgers bleach from the outside in.',
    saved: [9, '15:00'],
    published: '2022-03-22',
    words: 2100,
  },
  {
    ...contour,
    title: 'A ruler for things that move',
    deck: 'Shorelines, borders and other promises.',
    author: 'P. Anselm Roe',
    saved: [10, '17:45'],
    published: '2021-09-14',
    picture: 'map',
    words: 2400,
  },
  {
    ...kerb,
    title: 'What the ferry timetable leaves out',
    deck: 'Eleven minutes that belong to nobody.',
    author: 'Tessaly Brandt',
    saved: [10, '08:30'],
    published: '2024-07-19',
    words: 1400,
  },
  {
    ...harbour,
    title: 'Ink that was meant to fade',
    deck: 'Forms were printed so that mistakes would not outlive the clerk.',
    saved: [11, '11:11'],
    published: '2023-01-09',
    words: 1650,
  },
  {
    ...harbour,
    title: LIGHTHOUSE,
    deck: 'Official logs left four lines a day for the weather. One man needed more, and found it at the edge of the paper.',
    saved: [660, '21:04'],
    published: '2024-02-02',
    picture: 'waves',
    words: 2600,
    text: [
      '## Oil, wick, wind',
      'The log of a lighthouse is the least personal book a person can be asked to keep. The keeper entered the oil, the wick and the wind, and beside it, in a space that the printer had left for binding, he began in the spring of 1911 to enter everything else.',
      'He wrote small and upright, with a pen meant for ruling. For two years the inspectors either did not notice or did not mind. Then one of them answered.',
      '## The second hand',
      'The reply stands on the page for the ninth of August, in violet ink: a question about a bird. It is not signed. The keeper answered it the next day, and for eleven months the margin of a government form carried a correspondence about storm petrels.',
    ],
    sections: ['A grammar of fog'],
  },
  ...lighthouses(),
]

/** What the search for a lighthouse keeper finds beside it. */
function lighthouses(): Article[] {
  const found: [string, typeof harbour, number, string, Article['picture'], number, string][] = [
    [
      'A lighthouse that was drawn before it was built',
      { ...contour, author: harbour.author },
      1515,
      '2022-09-30',
      'map',
      3750,
      'On the chart there is a light, and no keeper was ever named for it in any of the lists.',
    ],
    [
      'Inventory of a keeper’s kitchen',
      harbour,
      1780,
      '2022-01-08',
      undefined,
      1400,
      'On the top shelf stood two lamps from the lighthouse store, one of them never lit.',
    ],
    [
      'Forty years of lighthouse logs, and how they were typed',
      { ...slow, author: harbour.author },
      1830,
      '2021-11-19',
      'grid',
      3000,
      'In forty years no keeper agreed on the sign for fog with the keeper before him.',
    ],
    [
      'The last word in the keeper’s dictionary',
      harbour,
      1999,
      '2021-06-03',
      'pillars',
      1650,
      'It was bought at the lighthouse auction for four coins and a promise.',
    ],
    [
      'Who pays for a lighthouse nobody needs',
      { ...kerb, author: harbour.author },
      2477,
      '2020-02-11',
      'bench',
      1150,
      'By then the keeper had been a sensor since 1988, and a reliable one.',
    ],
  ]
  return found.map(([title, from, days, published, picture, words, first]) => ({
    ...from,
    title,
    deck: first,
    saved: [days, '12:00'],
    published,
    words,
    text: [`It begins with the weather, as such books do. ${first}`],
    ...(picture ? { picture } : {}),
  }))
}

/** Short pages beside the drawn ones, so that the figures look alive. `from` is the first number. */
export function shortArticles(from: number, count: number): Article[] {
  const things = ['ladder', 'ledger', 'kettle', 'ferry', 'signal', 'orchard', 'staircase', 'almanac', 'gauge', 'market']
  const turns = ['that nobody ordered', 'before the rain', 'in two colours', 'and its neighbours', 'by the numbers']
  const kinds = [
    'A short history of the',
    'Notes on a',
    'Letters to a',
    'The case for the',
    'One winter with the',
    'Against the',
  ]
  const sites = [harbour, kerb, contour, slow, lexeme]
  return Array.from({ length: count }, (_, step) => {
    const index = from + step
    const pick = <T>(of: readonly T[], divisor: number): T | undefined => of[Math.floor(index / divisor) % of.length]
    const [site, kind, thing, turn] = [pick(sites, 1), pick(kinds, 1), pick(things, 6), pick(turns, 60)]
    return {
      author: 'Oduya Marrick',
      ...site,
      site: site?.site ?? '',
      host: site?.host ?? '',
      title: `${kind ?? ''} ${thing ?? ''} ${turn ?? ''}${index >= 300 ? `, part ${String(Math.floor(index / 300) + 1)}` : ''}`,
      deck: `What the ${thing ?? ''} was for, and who still asks.`,
      saved: [14 + ((index * 37) % 2400), '10:30'],
      published: `20${String(18 + (index % 8))}-0${String(1 + (index % 9))}-1${String(index % 9)}`,
      words: 260 + ((index * 97) % 900),
      text: [`Number ${String(index)} of the series begins at the ${thing ?? ''}. ${distinct(index)}`],
    }
  })
}

/** Words that make each short page a text of its own, so that none is taken for a copy of another. */
function distinct(index: number): string {
  const words = [
    'amber',
    'basalt',
    'copper',
    'dune',
    'elder',
    'fennel',
    'gravel',
    'hazel',
    'indigo',
    'juniper',
    'kelp',
    'linen',
  ]
  const chosen = Array.from({ length: 24 }, (_, place) => words[(index * (place + 3) + place * place) % words.length])
  return `It lists ${chosen.join(', ')} and ${String(index * 17 + 5)} more.`
}
