import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerText } from '../../../../shared/ipc/answer.ts'
import { ProblemError } from '../../../../shared/model/problem.ts'
import { useReaderStore } from '../../../../renderer/stores/reader.ts'

let calls: [string, unknown][]
let answer: (name: string, input: { id?: string }) => unknown

const record = (id: string) => ({
  id,
  title: id,
  read: false,
  starred: false,
  progress: 0,
  marks: [],
  hashes: { text: 'x' },
})

beforeEach(() => {
  calls = []
  answer = (name, { id = '' }) => (name === 'articles.get' ? record(id) : {})
  setActivePinia(createPinia())
  vi.stubGlobal('keepleaf', {
    call: async (name: string, input: { id?: string }) => {
      calls.push([name, input])
      return answerText({ ok: true, value: await answer(name, input) })
    },
    on: () => () => undefined,
    pathOf: () => '',
  })
  vi.stubGlobal('fetch', (url: string) => Promise.resolve(new Response(`<p>${url}</p>`)))
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('opening an article', () => {
  it('shows the one before until the new one is complete', async () => {
    const reader = useReaderStore()
    await reader.open('a')
    const opening = reader.open('b')
    expect(reader.record?.id).toBe('a')
    await opening
    expect(reader.record?.id).toBe('b')
    expect(reader.opened?.html).toContain('keepleaf-page://b/article.html')
  })

  it('shows the last one that was asked for, whatever comes first', async () => {
    let release: () => void = () => undefined
    const slow = new Promise<void>((resolve) => (release = resolve))
    answer = async (_, { id = '' }) => {
      if (id === 'slow') await slow
      return record(id)
    }
    const reader = useReaderStore()
    const first = reader.open('slow')
    await reader.open('quick')
    release()
    await first
    expect(reader.record?.id).toBe('quick')
  })

  it('says what is missing: the view, or the article', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 204 })))
    const reader = useReaderStore()
    await reader.open('bare')
    expect(reader.failure?.code).toBe('record.noView')
    answer = async () => {
      await Promise.resolve()
      throw new ProblemError('record.missing', { id: 'gone' })
    }
    await reader.open('gone')
    expect(reader.failure?.code).toBe('record.missing')
  })
})

describe('reading progress', () => {
  const updates = () => calls.filter(([name]) => name === 'articles.update').map(([, input]) => input)

  it('is written now and then, the last place only', async () => {
    vi.useFakeTimers()
    const reader = useReaderStore()
    await reader.open('a')
    reader.readTo(0.2)
    reader.readTo(0.4)
    expect(updates()).toEqual([])
    await vi.advanceTimersByTimeAsync(5000)
    expect(updates()).toEqual([{ selection: { ids: ['a'] }, patch: { progress: 0.4 } }])
  })

  it('is written before another article is opened', async () => {
    const reader = useReaderStore()
    await reader.open('a')
    reader.readTo(0.3)
    await reader.open('b')
    expect(updates()).toEqual([{ selection: { ids: ['a'] }, patch: { progress: 0.3 } }])
  })

  it('does not hold up the next article while it is written', async () => {
    let release: () => void = () => undefined
    const slow = new Promise<void>((resolve) => (release = resolve))
    answer = async (name, { id = '' }) => {
      if (name === 'articles.update') await slow
      return name === 'articles.get' ? record(id) : {}
    }
    const reader = useReaderStore()
    await reader.open('a')
    reader.readTo(0.3)
    await reader.open('b')
    expect(reader.record?.id).toBe('b')
    release()
  })

  it('makes the article read at its end, at once', async () => {
    const reader = useReaderStore()
    await reader.open('a')
    reader.readTo(0.99)
    await vi.waitFor(() =>
      expect(updates()).toEqual([{ selection: { ids: ['a'] }, patch: { progress: 1, read: true } }]),
    )
    expect(reader.record?.read).toBe(true)
  })
})
