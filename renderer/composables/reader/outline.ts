export interface OutlineEntry {
  id: string
  text: string
  /** 0 for the highest heading that the article has, 1 below it */
  level: number
}

/** More entries than this would fill the margin and say nothing. */
const MOST = 40

/** The sections of a reading view; headings without an id get one so that they can be jumped to. */
export function outlineOf(root: Element | DocumentFragment): OutlineEntry[] {
  const headings = [...root.querySelectorAll('h1, h2, h3, h4')].filter((h) => h.textContent.trim() !== '')
  if (headings.length < 2) return []
  const ranks = [...new Set(headings.map((h) => Number(h.tagName.slice(1))))].sort()
  const shown = ranks.slice(0, 2)
  const entries: OutlineEntry[] = []
  headings.forEach((heading, index) => {
    const level = shown.indexOf(Number(heading.tagName.slice(1)))
    if (level === -1) return
    if (heading.id === '') heading.id = `section-${String(index + 1)}`
    entries.push({ id: heading.id, text: heading.textContent.replace(/\s+/g, ' ').trim(), level })
  })
  const top = entries.filter((entry) => entry.level === 0)
  return (entries.length > MOST && top.length > 1 ? top : entries).slice(0, MOST)
}

/** The section that is being read: the last one whose heading is above `line`; the first one before that. Tops in px. */
export function currentSection(tops: { id: string; top: number }[], line: number): string | undefined {
  let current = tops[0]?.id
  for (const { id, top } of tops) if (top <= line) current = id
  return current
}
