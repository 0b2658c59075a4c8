import type { Component } from 'vue'
import type { TagColour } from '../../../shared/model/tag.ts'

export interface PaletteItem {
  id: string
  label: string
  /** what kind of thing it is, beside the label */
  about?: string
  icon?: Component
  leaf?: TagColour
  keys?: string
  /** set in the page's voice */
  article?: boolean
  run: () => unknown
}

/** Where the words stand in a label: every word must begin or be inside one; undefined when it does not match. */
export function matchOf(label: string, words: string): { ranges: [number, number][]; score: number } | undefined {
  const text = label.toLocaleLowerCase()
  const ranges: [number, number][] = []
  let score = 0
  for (const word of words.toLocaleLowerCase().split(/\s+/).filter(Boolean)) {
    const starts = new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'u').exec(text)
    const at = starts?.index ?? text.indexOf(word)
    if (at < 0) return undefined
    score += starts ? (at === 0 ? 3 : 2) : 1
    ranges.push([at, at + word.length])
  }
  return { ranges: ranges.sort((a, b) => a[0] - b[0]), score }
}

/** The items that match, best first; all of them, in their order, without words. */
export function matching(items: readonly PaletteItem[], words: string, limit: number): PaletteItem[] {
  if (words.trim() === '') return items.slice(0, limit)
  return items
    .map((item) => ({ item, match: matchOf(item.label, words) }))
    .filter(({ match }) => match !== undefined)
    .sort((a, b) => (b.match?.score ?? 0) - (a.match?.score ?? 0))
    .slice(0, limit)
    .map(({ item }) => item)
}
