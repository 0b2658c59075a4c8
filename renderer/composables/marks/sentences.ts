import type { Ref } from 'vue'
import { knownLocale } from '../known-locale.ts'
import type { PlainText } from './text.ts'

/** A sentence that is gone to stands at this share of the pane's height, when it is not in view. */
const AT = 0.3
/** What lies over the top of the text or too near to its edges to be read, px. */
const EDGE_PX = 24

export interface Span {
  from: number
  to: number
}

/**
 * The sentences of a text, without the white space around them (Unicode Standard Annex 29, sentence boundaries). No sentence goes
 * on over the end of a line: that is the edge of a block.
 */
export function sentencesOf(text: string, lang: string | undefined): Span[] {
  const segments = new Intl.Segmenter(knownLocale(lang), { granularity: 'sentence' }).segment(text)
  return [...segments].flatMap(({ segment, index }) => {
    const words = segment.trim()
    if (words === '') return []
    const from = index + segment.indexOf(words)
    return [{ from, to: from + words.length }]
  })
}

/** The sentence after what is selected, or before it. */
export function neighbourOf(sentences: readonly Span[], selected: Span, step: 1 | -1): Span | undefined {
  return step === 1
    ? sentences.find(({ from }) => from >= selected.to)
    : sentences.findLast(({ to }) => to <= selected.from)
}

interface Parts {
  pane: Ref<HTMLElement | null | undefined>
  plain: () => PlainText | undefined
  lang: () => string | undefined
  /** what is selected, as offsets in the plain text */
  selected: () => Span | undefined
  toElement: (range: Range, share: number) => void
  /** a sentence has been selected */
  onSelect: () => void
}

/** Selects the article's sentences one after the other, for who has no mouse. */
export function useSentences({ pane, plain, lang, selected, toElement, onSelect }: Parts) {
  /** of the text that was gone through last, with where one is in it */
  let known: { text: string; sentences: Span[]; last?: Span } | undefined

  function sentencesIn({ text }: PlainText): { sentences: Span[]; last?: Span } {
    if (known?.text !== text) known = { text, sentences: sentencesOf(text, lang()) }
    return known
  }

  function rangeOf(text: PlainText, { from, to }: Span): Range | undefined {
    const parts = text.parts(from, to)
    const [first, last] = [parts[0], parts.at(-1)]
    if (!first || !last) return undefined
    const range = document.createRange()
    range.setStart(first.node, first.from)
    range.setEnd(last.node, last.to)
    return range
  }

  function inView(range: Range | undefined): boolean {
    const view = pane.value?.getBoundingClientRect()
    const box = range?.getBoundingClientRect()
    return !!view && !!box && box.top >= view.top + EDGE_PX && box.bottom <= view.bottom - EDGE_PX
  }

  /** The first that begins in view, or the last of those above. */
  function firstInView(text: PlainText): Span | undefined {
    const top = (pane.value?.getBoundingClientRect().top ?? 0) + EDGE_PX
    const all = sentencesIn(text).sentences
    let [low, high] = [0, all.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const span = all[middle]
      const at = span && rangeOf(text, span)?.getBoundingClientRect().top
      if (at !== undefined && at < top) low = middle + 1
      else high = middle
    }
    return all[low] ?? all.at(-1)
  }

  /** Selects the next sentence or the one before, from what is selected or was; the first in view when that is far away. */
  function step(by: 1 | -1): void {
    const text = plain()
    if (!text) return
    const all = sentencesIn(text)
    const now = selected() ?? (all.last && inView(rangeOf(text, all.last)) ? all.last : undefined)
    const span = now ? neighbourOf(all.sentences, now, by) : firstInView(text)
    const range = span && rangeOf(text, span)
    if (!range) return
    all.last = span
    document
      .getSelection()
      ?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset)
    if (!inView(range)) toElement(range, AT)
    onSelect()
  }

  return { step }
}
