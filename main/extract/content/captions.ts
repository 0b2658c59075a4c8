import { Place, type Block, type Scope } from './blocks.ts'

/** Whether a block is the caption of a figure that holds something of the text: of a table, of code, of a quote. */
export function isCaptionOfText({ scope }: Block, kept: readonly boolean[]): boolean {
  if ((scope.place & Place.caption) === 0) return false
  let caption: Scope | undefined
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const { name } = at.element
    if (name === 'figcaption') caption = at
    if (name === 'figure') return caption !== undefined && kept.slice(at.from, at.to).includes(true)
  }
  return false
}
