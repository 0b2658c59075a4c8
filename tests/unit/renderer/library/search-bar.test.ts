import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import SearchBar from '../../../../renderer/components/library/SearchBar.vue'
import { fakeBridge, listOf } from '../bridge.ts'
import { openWindow } from '../window.ts'

enableAutoUnmount(afterEach)
const rows = listOf(3)

it('asked for again right after its chip was removed, a place is shown again', async () => {
  const { calls } = fakeBridge({ 'articles.list': rows, 'query.complete': () => [] })
  const { window, router, navigation } = await openWindow([SearchBar], 'tag:maps')
  const chips = () => window.findAll('.chip').map((chip) => chip.text())
  const asked = () => calls.filter(({ name }) => name === 'articles.list').map(({ input }) => input)
  expect(chips()).toEqual(['tag maps'])
  await window.get('.chip button').trigger('click')
  expect(asked().at(-1)).toMatchObject({ query: '' })
  // the address follows when typing rests
  expect(router.currentRoute.value.query).toEqual({ q: 'tag:maps' })
  await navigation.openQuery('tag:maps')
  await flushPromises()
  expect(chips()).toEqual(['tag maps'])
  expect(asked().at(-1)).toMatchObject({ query: 'tag:maps' })
})

it('opened again right after the search was cleared, an article does not bring the search back', async () => {
  const { calls } = fakeBridge({ 'articles.list': rows, 'query.complete': () => [] })
  const { window, router, navigation } = await openWindow([SearchBar], 'tag:maps')
  await navigation.openArticle('a')
  await navigation.openQuery('tag:maps')
  await window.get('.chip button').trigger('click')
  const asked = calls.length
  await navigation.openArticle('a')
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({ q: 'tag:maps' })
  expect(window.findAll('.chip')).toEqual([])
  expect(calls.slice(asked)).toEqual([])
})
