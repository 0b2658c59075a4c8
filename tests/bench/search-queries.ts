/** Queries of every kind, with words from the most to the least frequent of the made-up languages. */
export const queryKinds = {
  word: ['ta ', 're ', 'tata ', 'tare ', 'stoven ', 'tastar ', 'schlaung ', 'maison '],
  two: ['ta re ', 'tare lo ', 'ving mar ', 'ta tastar ', 'schla haus ', 'la ré '],
  four: ['ta re lo ing ', 'sto ven mar ku ', 'ta tare lo tata ', 'ge ver schla ung '],
  phrase: ['"tare ta"', '"sto ven"', '"ku el no"', '"ta re"'],
  prefix: ['ta*', 'tar*', 'stov*', 'schl*', 'mai*'],
} as const

/** Every key of these, one after the other: the first letters find most of a library. */
const TYPED = [
  'tarelo ingtas',
  'stovenmar',
  'schlaung haus',
  'maison',
  '日本が',
  'ฝนทาง',
  'город',
  'tag:topic-1 ta',
  '"sto ven',
]

export const keysTyped: readonly string[] = TYPED.flatMap((text) =>
  Array.from({ length: text.length }, (_, at) => text.slice(0, at + 1)),
)
