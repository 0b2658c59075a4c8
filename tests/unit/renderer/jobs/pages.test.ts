import { describe, expect, it } from 'vitest'
import { usePages } from '../../../../renderer/components/jobs/pages.ts'

function list(total: number) {
  const offsets: number[] = []
  const pages = usePages((offset) => {
    offsets.push(offset)
    const count = Math.max(0, Math.min(100, total - offset))
    return Promise.resolve({ total, items: Array.from({ length: count }, (_, index) => offset + index) })
  }, 100)
  return { offsets, pages }
}

describe('a report that is read by pages', () => {
  it('asks for the first page only, until it is scrolled', async () => {
    const { offsets, pages } = list(8960)
    await pages.reset()
    await pages.need(0, 30)
    expect(offsets).toEqual([0])
    expect(pages.total.value).toBe(8960)
  })

  it('asks for each page once', async () => {
    const { offsets, pages } = list(8960)
    await pages.reset()
    await pages.need(180, 220)
    await pages.need(150, 250)
    expect(offsets).toEqual([0, 100, 200])
    expect(pages.items.value.get(215)).toBe(215)
  })

  it('asks for nothing behind the end', async () => {
    const { offsets, pages } = list(120)
    await pages.reset()
    await pages.need(90, 400)
    expect(offsets).toEqual([0, 100])
  })

  it('throws an answer away that comes after another filter was chosen', async () => {
    const answers: ((value: { total: number; items: string[] }) => void)[] = []
    const pages = usePages<string>(() => new Promise((resolve) => answers.push(resolve)), 100)
    const first = pages.reset()
    const second = pages.reset()
    answers[1]?.({ total: 1, items: ['new'] })
    answers[0]?.({ total: 2, items: ['old', 'old'] })
    await Promise.all([first, second])
    expect([...pages.items.value.values()]).toEqual(['new'])
  })

  it('asks again for a page that failed', async () => {
    let fails = true
    const pages = usePages((offset) => {
      if (offset === 100 && fails) return Promise.reject(new Error('away'))
      return Promise.resolve({ total: 150, items: [offset] })
    }, 100)
    await pages.reset()
    await expect(pages.need(100, 120)).rejects.toThrow('away')
    fails = false
    await pages.need(100, 120)
    expect(pages.items.value.get(100)).toBe(100)
  })
})
