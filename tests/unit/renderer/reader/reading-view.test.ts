// @vitest-environment jsdom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { recordSchema } from '../../../../shared/model/article.ts'
import ReadingView from '../../../../renderer/components/reader/ReadingView.vue'
import { createTexts } from '../../../../renderer/locales/index.ts'

const sum = 'ab12'.repeat(16)
const record = recordSchema.parse({
  version: 1,
  id: 'a',
  title: 'A title',
  added: '2026-01-01T00:00:00Z',
  changed: '2026-01-01T00:00:00Z',
  format: 'html',
  words: 10,
  minutes: 1,
  original: { main: 'a.html', files: [] },
  hashes: { source: sum, text: sum },
})
const html = '<p>one two three</p>'

beforeEach(() => {
  setActivePinia(createPinia())
  const idle = (): undefined => undefined
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = idle
      unobserve = idle
      disconnect = idle
    },
  )
  Element.prototype.scrollTo = () => undefined
})

it('a change of the record does not draw the page anew', async () => {
  const view = mount(ReadingView, { props: { opened: { record, html } }, global: { plugins: [createTexts()] } })
  await flushPromises()
  const paragraph = view.find('.article-body p').element
  await view.setProps({ opened: { record: { ...record, progress: 0.5, starred: true }, html } })
  await flushPromises()
  expect(view.find('.article-body p').element).toBe(paragraph)
})

it('another text is drawn', async () => {
  const view = mount(ReadingView, { props: { opened: { record, html } }, global: { plugins: [createTexts()] } })
  await flushPromises()
  await view.setProps({ opened: { record, html: '<p>four</p>' } })
  await flushPromises()
  expect(view.find('.article-body').text()).toBe('four')
})
