import { diffArrays } from 'diff'

/** A piece of two texts laid over each other. */
export interface DiffPart {
  kind: 'same' | 'added' | 'removed'
  text: string
}
/** Paragraphs that are the same, or a stretch with changes in it. */
export interface DiffBlock {
  same: boolean
  parts: DiffPart[]
}
export interface TextDiff {
  blocks: DiffBlock[]
  /** words that only the newer and only the older text has */
  added: number
  removed: number
}

/** More differing words than this in one stretch: it is shown as replaced, which says as much and is ready at once. */
const CHANGES_MOST = 3000
/** With less of the words in common than this, a stretch reads better as replaced than word by word. */
const COMMON_LEAST = 0.35

/** What changed from one text to another: paragraph by paragraph, and within changed ones word by word. */
export function diffTexts(before: string, after: string, lang?: string): TextDiff {
  const words = segmenter(lang)
  const blocks: DiffBlock[] = []
  let removed: string[] = []
  let added: string[] = []
  const flush = (): void => {
    if (removed.length === 0 && added.length === 0) return
    blocks.push({ same: false, parts: diffWords(removed.join('\n'), added.join('\n'), words) })
    removed = []
    added = []
  }
  for (const change of diffArrays(before.split('\n'), after.split('\n'))) {
    if (change.added) added.push(...change.value)
    else if (change.removed) removed.push(...change.value)
    else {
      flush()
      blocks.push({ same: true, parts: change.value.map((text) => ({ kind: 'same', text })) })
    }
  }
  flush()
  const count = (kind: DiffPart['kind']): number =>
    blocks
      .flatMap(({ parts }) => parts)
      .reduce((sum, part) => sum + (part.kind === kind ? countWords(part.text, words) : 0), 0)
  return { blocks, added: count('added'), removed: count('removed') }
}

function segmenter(lang: string | undefined): Intl.Segmenter {
  try {
    return new Intl.Segmenter(lang, { granularity: 'word' })
  } catch {
    // what a page calls its language need not be one
    return new Intl.Segmenter(undefined, { granularity: 'word' })
  }
}

const countWords = (text: string, words: Intl.Segmenter): number =>
  [...words.segment(text)].filter(({ isWordLike }) => isWordLike).length

function diffWords(before: string, after: string, words: Intl.Segmenter): DiffPart[] {
  const replaced: DiffPart[] = [
    ...(before === '' ? [] : [{ kind: 'removed' as const, text: before }]),
    ...(before === '' || after === '' ? [] : [{ kind: 'same' as const, text: '\n' }]),
    ...(after === '' ? [] : [{ kind: 'added' as const, text: after }]),
  ]
  if (replaced.length < 2) return replaced
  const cut = (text: string): string[] => [...words.segment(text)].map(({ segment }) => segment)
  const [old, next] = [cut(before), cut(after)]
  const changes = diffArrays(old, next, { maxEditLength: CHANGES_MOST })
  if (!changes) return replaced
  const written = (pieces: readonly string[]): number => pieces.filter((piece) => piece.trim() !== '').length
  const common = changes.reduce((sum, { added, removed, value }) => sum + (added || removed ? 0 : written(value)), 0)
  if (common < COMMON_LEAST * Math.min(written(old), written(next))) return replaced
  return joined(
    changes.map(({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    })),
  )
}

/** A blank between two changes is part of them: one change of three words, not three of one. One at both their ends is not. */
function joined(parts: DiffPart[]): DiffPart[] {
  const out: DiffPart[] = []
  let gone = ''
  let come = ''
  const put = (kind: DiffPart['kind'], text: string): void => {
    const last = out.at(-1)
    if (last?.kind === kind) last.text += text
    else if (text !== '') out.push({ kind, text })
  }
  const flush = (): void => {
    const end = gone.endsWith(' ') && come.endsWith(' ') ? 1 : 0
    put('removed', gone.slice(0, gone.length - end))
    put('added', come.slice(0, come.length - end))
    if (end > 0) put('same', ' ')
    gone = come = ''
  }
  for (const [at, { kind, text }] of parts.entries()) {
    const between = kind === 'same' && /^[ \u00a0]+$/.test(text) && at > 0 && at < parts.length - 1
    if (kind === 'removed' || between) gone += text
    if (kind === 'added' || between) come += text
    if (kind !== 'same' || between) continue
    flush()
    put(kind, text)
  }
  flush()
  return out
}
