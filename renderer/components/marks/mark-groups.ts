import type { FoundMark } from '../../stores/marks.ts'

export interface MarkGroup {
  article: FoundMark['article']
  marks: FoundMark[]
}

/** Marks by article, in the order they came, each article's in the order of its text. */
export function groupMarks(found: FoundMark[]): MarkGroup[] {
  const groups = new Map<string, MarkGroup>()
  for (const one of found) {
    const group = groups.get(one.article.id)
    if (group) group.marks.push(one)
    else groups.set(one.article.id, { article: one.article, marks: [one] })
  }
  for (const { marks } of groups.values()) marks.sort((a, b) => a.mark.start - b.mark.start)
  return [...groups.values()]
}
