import { describe, expect, it } from 'vitest'
import { layoutNotes, type NoteBox } from '../../../../renderer/composables/marks/notes.ts'

const GAP = 12

function overlaps(boxes: NoteBox[], tops: Map<string, number>): string[] {
  const placed = boxes.map((box) => ({ ...box, top: tops.get(box.id) ?? NaN })).sort((a, b) => a.top - b.top)
  return placed.flatMap((box, index) => {
    const next = placed[index + 1]
    // a pixel of rounding
    return next && box.top + box.height + GAP > next.top + 1 ? [`${box.id} over ${next.id}`] : []
  })
}

describe('notes beside the text', () => {
  it('stand beside their marks when there is room', () => {
    const boxes = [
      { id: 'a', wish: 10, height: 40 },
      { id: 'b', wish: 200, height: 40 },
    ]
    expect([...layoutNotes(boxes, GAP)]).toEqual([
      ['a', 10],
      ['b', 200],
    ])
  })

  it('give way to each other by the same distance', () => {
    const boxes = [
      { id: 'a', wish: 100, height: 40 },
      { id: 'b', wish: 120, height: 40 },
    ]
    const tops = layoutNotes(boxes, GAP)
    expect(tops.get('a')).toBe(84)
    expect(tops.get('b')).toBe(136)
  })

  it('never overlap, however crowded', () => {
    const boxes = Array.from({ length: 40 }, (_, index) => ({
      id: String(index),
      wish: ((index * 7919) % 400) + 20,
      height: 30 + ((index * 37) % 90),
    }))
    expect(overlaps(boxes, layoutNotes(boxes, GAP))).toEqual([])
  })

  it('never overlap below the line above which nothing may start', () => {
    const boxes = Array.from({ length: 6 }, (_, index) => ({ id: String(index), wish: 5, height: 50 }))
    const tops = layoutNotes(boxes, GAP, 80)
    expect(Math.min(...tops.values())).toBe(80)
    expect(overlaps(boxes, tops)).toEqual([])
  })

  it('keep the order of their marks', () => {
    const boxes = [
      { id: 'late', wish: 130, height: 90 },
      { id: 'early', wish: 100, height: 20 },
      { id: 'same', wish: 100, height: 20 },
    ]
    const order = [...layoutNotes(boxes, GAP)].sort((a, b) => a[1] - b[1]).map(([id]) => id)
    expect(order).toEqual(['early', 'same', 'late'])
  })

  it('a note far away does not move for others', () => {
    const boxes = [
      { id: 'a', wish: 0, height: 100 },
      { id: 'b', wish: 10, height: 100 },
      { id: 'far', wish: 900, height: 40 },
    ]
    expect(layoutNotes(boxes, GAP).get('far')).toBe(900)
  })

  it('is nothing for no notes', () => {
    expect(layoutNotes([], GAP).size).toBe(0)
  })
})
