/** The encodings of the Encoding standard that text is saved in, as it names them in lower case, by the script they were made for. */
export const encodingsByScript = {
  unicode: ['utf-8', 'utf-16le', 'utf-16be'],
  western: ['windows-1252', 'iso-8859-15', 'macintosh'],
  centralEuropean: ['windows-1250', 'iso-8859-2', 'iso-8859-16'],
  southEuropean: ['iso-8859-3'],
  baltic: ['windows-1257', 'iso-8859-4', 'iso-8859-13'],
  nordic: ['iso-8859-10'],
  celtic: ['iso-8859-14'],
  cyrillic: ['windows-1251', 'koi8-r', 'koi8-u', 'iso-8859-5', 'ibm866', 'x-mac-cyrillic'],
  greek: ['windows-1253', 'iso-8859-7'],
  turkish: ['windows-1254'],
  hebrew: ['windows-1255', 'iso-8859-8', 'iso-8859-8-i'],
  arabic: ['windows-1256', 'iso-8859-6'],
  thai: ['windows-874'],
  vietnamese: ['windows-1258'],
  chinese: ['gb18030', 'gbk', 'big5'],
  japanese: ['shift_jis', 'euc-jp', 'iso-2022-jp'],
  korean: ['euc-kr'],
} as const satisfies Record<string, readonly string[]>
export type Script = keyof typeof encodingsByScript
export type Encoding = (typeof encodingsByScript)[Script][number]

/** Each with the script whose list it stands in. */
export const encodings = Object.entries(encodingsByScript).flatMap(([script, names]) =>
  names.map((name) => ({ name, script })),
)
