/** A note beside the text: `wish` is the top of its mark, both in px from the top of the body. */
export interface NoteBox {
  id: string
  wish: number
  height: number
}

interface Block {
  ids: { id: string; offset: number }[]
  /** sum of the tops that the members wish for the block's own top */
  sum: number
  height: number
}

/**
 * Tops for margin notes: none overlaps another (`gap` px between), none starts above `least`, and the sum of the squared
 * distances to their marks is the smallest there is (pool adjacent violators, Ayer et al. 1955). The order is that of the
 * marks.
 */
export function layoutNotes(boxes: NoteBox[], gap: number, least = 0): Map<string, number> {
  const blocks: Block[] = []
  const topOf = (block: Block): number => Math.max(least, block.sum / block.ids.length)
  const ordered = boxes.map((box, index) => ({ ...box, index })).sort((a, b) => a.wish - b.wish || a.index - b.index)
  for (const box of ordered) {
    let block: Block = { ids: [{ id: box.id, offset: 0 }], sum: box.wish, height: box.height + gap }
    for (let above = blocks.at(-1); above && topOf(above) + above.height > topOf(block); above = blocks.at(-1)) {
      blocks.pop()
      const shift = above.height
      block = {
        ids: [...above.ids, ...block.ids.map(({ id, offset }) => ({ id, offset: offset + shift }))],
        sum: above.sum + block.sum - shift * block.ids.length,
        height: above.height + block.height,
      }
    }
    blocks.push(block)
  }
  const tops = new Map<string, number>()
  for (const block of blocks) for (const { id, offset } of block.ids) tops.set(id, Math.round(topOf(block) + offset))
  return tops
}
