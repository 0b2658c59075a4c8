import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Selection } from '../../shared/ipc/contract.ts'
import type { TagColour, TagCount } from '../../shared/model/tag.ts'
import { call, on } from '../api.ts'

/** Tags used last in this window, newest first, for the head of the tag editor. */
const RECENT = 6

export interface TagChange {
  add: string[]
  remove: string[]
}

/** All tags of the library, and every change of them. */
export const useTagsStore = defineStore('tags', () => {
  const all = shallowRef<TagCount[]>([])
  const loaded = ref(false)
  const recent = ref<string[]>([])
  const colours = computed(() => new Map(all.value.map(({ tag, colour }) => [tag, colour])))

  async function load(): Promise<void> {
    all.value = await call('tags.list', undefined)
    loaded.value = true
  }

  /** The colour of a tag: its own, or that of the nearest tag above it. */
  function colourOf(tag: string): TagColour | undefined {
    for (let path = tag; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
      const colour = colours.value.get(path)
      if (colour) return colour
    }
    return undefined
  }

  const ofSelection = (selection: Selection) => call('tags.ofSelection', { selection })

  async function apply(selection: Selection, change: TagChange): Promise<void> {
    if (change.add.length === 0 && change.remove.length === 0) return
    recent.value = [...new Set([...change.add, ...recent.value])].slice(0, RECENT)
    await call('tags.apply', { selection, ...change })
    await load()
  }

  async function rename(from: string, to: string): Promise<void> {
    await call('tags.rename', { from, to })
    await load()
  }

  async function merge(from: string, to: string): Promise<void> {
    await call('tags.merge', { from: [from], to })
    await load()
  }

  async function remove(tag: string): Promise<void> {
    await call('tags.remove', { tags: [tag] })
    await load()
  }

  async function describe(tag: string, values: { colour?: TagColour | null; description?: string }): Promise<void> {
    await call('tags.describe', { tag, ...values })
    await load()
  }

  /** Articles that have both tags, for the sentence before a merge. */
  async function countBoth(one: string, other: string): Promise<number> {
    const query = `tag:"${one}" tag:"${other}"`
    return (await call('articles.list', { query, sort: 'saved-desc', offset: 0, limit: 1 })).total
  }

  function listen(): () => void {
    return on('library.changed', () => {
      if (loaded.value) void load()
    })
  }

  return {
    all,
    loaded,
    recent,
    load,
    colourOf,
    ofSelection,
    apply,
    rename,
    merge,
    remove,
    describe,
    countBoth,
    listen,
  }
})
