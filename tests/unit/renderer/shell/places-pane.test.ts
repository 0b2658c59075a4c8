import { config, enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import PlacesPane from '../../../../renderer/components/shell/PlacesPane.vue'
import SearchBar from '../../../../renderer/components/library/SearchBar.vue'
import { useLibraryStore } from '../../../../renderer/stores/library.ts'
import { fakeBridge, listOf } from '../bridge.ts'
import { openWindow } from '../window.ts'

const names = Array.from({ length: 40 }, (_, at) => `tag${String(at)}`)
const tags = names.map((tag) => ({ tag, count: 1, total: 1 }))
const counts = { all: 40, unread: 0, starred: 0, marks: 0, trash: 0 }
const places = { ...counts, sites: [], tags, savedSearches: [], watchedFolders: [] }

enableAutoUnmount(afterEach)
/** what was drawn again since it was emptied, by name */
const drawn: string[] = []
const counting = {
  updated(this: { $options: { __name?: string } }) {
    drawn.push(this.$options.__name ?? '')
  },
}
beforeEach(() => {
  config.global.mixins = [counting]
  fakeBridge({ 'articles.list': listOf(3), 'query.complete': () => [], 'places.get': () => places })
})
afterEach(() => {
  config.global.mixins = []
})

it('a key in the search field draws none of the places and tags again', async () => {
  const { window } = await openWindow([SearchBar, PlacesPane], 'harbour')
  await useLibraryStore().load()
  await flushPromises()
  expect(window.findAll('.place.tag')).toHaveLength(names.length)
  const field = window.get('input[role=combobox]')
  for (const text of ['harbours', 'harbour', 'harbo', 'harbo tag1']) {
    drawn.length = 0
    await field.setValue(text)
    await flushPromises()
    expect(drawn).toContain('SearchBar')
    expect(drawn.filter((name) => name.startsWith('Place'))).toEqual([])
  }
})

it('another place is drawn with the row that it was, not with all tags', async () => {
  const { window, navigation } = await openWindow([SearchBar, PlacesPane], 'tag:tag3')
  await useLibraryStore().load()
  await flushPromises()
  drawn.length = 0
  await navigation.openQuery('tag:tag5')
  await flushPromises()
  expect(window.get('.place.tag[aria-current]').text()).toContain('tag5')
  expect(drawn.filter((name) => name === 'PlaceRow')).toHaveLength(2)
})
