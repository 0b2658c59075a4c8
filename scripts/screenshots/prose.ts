/** Sentences that fill articles up to their length. Nobody has to read them: they are below the fold of every picture. */
const sentences: Record<string, readonly string[]> = {
  en: [
    'The first entry is a number and a smudge, and both turned out to matter.',
    'People who had never met agreed on the order of the columns, and on little else.',
    'It rained on the day of the count, so the count was done twice.',
    'Someone had written the answer on the back of the form, where no clerk would look.',
    'What is left is a drawer of labels without anything to label.',
    'The door was open all winter, because a closed one would have needed a key.',
    'Every measurement had a hand behind it, and the hand had a habit.',
    'By the time the committee met, the ferry had already changed its course.',
    'A careful reader can still tell the two inks apart by the light of the window.',
    'Nobody asked for the list, which is the reason that it was kept so well.',
    'The neighbours set their kettles by it and never said so.',
    'In the spring the same page was copied once more, with the same mistake in the same line.',
    'There is a word for this on the island, and it is also the word for patience.',
    'He counted the steps on the way down and never on the way up.',
    'The paper remembers the damp of that year better than any of the reports.',
    'She kept the tools in the order in which she would miss them.',
  ],
  de: [
    'Die erste Zeile ist eine Zahl, und neben der Zahl ist ein Fleck, der mehr verrät als sie.',
    'Niemand hatte die Liste bestellt, und vielleicht ist sie darum so sorgfältig geführt.',
    'Im Frühjahr wurde dieselbe Seite noch einmal abgeschrieben, mit demselben Fehler in derselben Zeile.',
    'Wer die Linie kennt, liest an ihr das trockene Jahr ab und das Jahr danach.',
    'Das Wasser steht still, aber es steht nicht überall gleich hoch.',
    'Am Nachmittag zieht Nebel über den Damm, und die Stangen verlieren ihre Schatten.',
  ],
  ar: [
    'في كل رف علامة صغيرة لا يعرف معناها إلا من وضعها.',
    'كانت الريح تأتي من الشرق وتترك على العتبة خطاً من الرمل.',
    'قال الجيران إن الكتب أكبر سناً من البيت نفسه.',
    'وفي المساء يعود الهدوء إلى الغرفة ويغلق الباب من جديد.',
  ],
  ja: [
    '棚のいちばん下には、誰も値段をつけていない本が並んでいる。',
    '雨の音が強くなると、店の時計の音は聞こえなくなる。',
    '常連の客は同じ頁を何度も開き、そして何も言わずに閉じる。',
    '紙の匂いは季節ごとに少しずつ変わっていく。',
  ],
}

/** Paragraphs of about `words` words (Japanese: twice as many characters), always the same for the same seed. */
export function prose(lang: string, words: number, seed: number): string[] {
  const stock = sentences[lang] ?? sentences['en'] ?? []
  const paragraphs: string[] = []
  let left = words
  for (let turn = 0; left > 0; turn++) {
    const lines = Array.from({ length: 5 }, (_, line) => stock[(seed * 7 + turn * 11 + line * 5) % stock.length] ?? '')
    const paragraph = lines.join(lang === 'ja' ? '' : ' ')
    paragraphs.push(paragraph)
    left -= lang === 'ja' ? paragraph.length / 2 : paragraph.split(' ').length
  }
  return paragraphs
}
