import { mount, type VueWrapper } from '@vue/test-utils'
import { expect, it } from 'vitest'
import ArticleRow from '../../../../renderer/components/library/ArticleRow.vue'
import { createTexts } from '../../../../renderer/locales/index.ts'
import type { Row } from '../../../../shared/model/article.ts'
import { rowOf } from '../bridge.ts'

const words = {
  yesterday: 'Yesterday',
  unread: 'Unread',
  read: 'Read',
  starred: 'Starred',
  star: 'Star',
  unstar: 'Unstar',
  onlyLink: 'only the link',
  minutes: (n: number) => `${String(n)} min`,
}

function mountRow(row: Row): VueWrapper {
  return mount(ArticleRow, {
    props: {
      row,
      size: 'full',
      now: new Date(2026, 5, 17),
      locale: 'en-GB',
      dateOf: 'saved',
      colourOf: () => undefined,
      words,
    },
    global: { plugins: [createTexts()] },
  })
}

it('a row that shows another article marks its hits in the elements that are there', async () => {
  const window = mountRow(rowOf('a', { title: 'a lamp', titleHits: { text: 'a lamp', ranges: [[2, 6]] } }))
  const { element } = window.get('h3 mark')
  expect(window.get('h3').html()).toContain('a <mark class="hit">lamp</mark>')
  await window.setProps({ row: rowOf('b', { title: 'lamps', titleHits: { text: 'lamps', ranges: [[0, 4]] } }) })
  expect(window.get('h3').html()).toContain('<mark class="hit">lamp</mark>s')
  expect(window.get('h3 mark').element).toBe(element)
  await window.setProps({ row: rowOf('c', { title: 'tide' }) })
  expect(window.get('h3').element.innerHTML).toBe('tide')
})

it('the whole date is written out for the row that the pointer has come to, and not for the next article in it', async () => {
  const window = mountRow(rowOf('a', { saved: '2026-06-01T10:00:00' }))
  const time = window.get('time')
  expect(time.attributes('title')).toBeUndefined()
  await time.trigger('pointerenter')
  expect(time.attributes('title')).toMatch(/^Monday/)
  await window.setProps({ row: rowOf('b', { saved: '2026-06-02T10:00:00' }) })
  expect(time.attributes('title') ?? '').toBe('')
})
