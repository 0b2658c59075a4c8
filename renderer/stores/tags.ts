import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Selection } from '../../shared/ipc/contract.ts'
import type { ChangeSummary } from '../../shared/model/change.ts'
import type { TagCleaning, TagColour, TagCount, TagSuggestion } from '../../shared/model/tag.ts'
import { call, on } from '../api.ts'
import { useHistoryStore } from './history.ts'
import { useToastStore } from './toast.ts'

/** Tags used last in this window, newest first, for the head of the tag editor. */
const RECENT = 6

export interface TagChange {
  add: string[]
  remove: string[]
}

/** All tags of the library, and every change of them. */
export const useTagsStore = defineStore('tags', () => {
  const history = useHistoryStore()
  const toast = useToastStore()
  const all = shallowRef<TagCount[]>([])
  const loaded = ref(false)
  const recent = ref<string[]>([])
  const colours = computed(() => new Map(all.value.map(({ tag, colour }) => [tag, colour])))

  async function load(): Promise<void> {
    all.value = await call('tags.list')
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

  /** Makes a change and offers the way back; false when it could not be made, which has been said then. */
  async function change(work: () => Promise<{ change?: ChangeSummary | undefined }>): Promise<boolean> {
    try {
      history.changed(await work())
      await load()
      return true
    } catch (error) {
      toast.fail(error)
      return false
    }
  }

  async function apply(selection: Selection, { add, remove: off }: TagChange): Promise<boolean> {
    if (add.length === 0 && off.length === 0) return true
    recent.value = [...new Set([...add, ...recent.value])].slice(0, RECENT)
    return change(() => call('tags.apply', { selection, add, remove: off }))
  }

  const rename = (from: string, to: string) => change(() => call('tags.rename', { from, to }))
  const merge = (from: string, to: string) => change(() => call('tags.merge', { from: [from], to }))
  const remove = (tag: string) => change(() => call('tags.remove', { tags: [tag] }))
  const mergeMany = (from: string[], to: string) => change(() => call('tags.merge', { from, to }))
  const removeMany = (gone: string[]) => change(() => call('tags.remove', { tags: gone }))
  const split = (tag: string, parts: { tag: string; query: string }[], keep: boolean) =>
    change(() => call('tags.split', { tag, parts, keep }))
  /** Tags that an article could have, best first; none when that cannot be told. */
  const suggest = (id: string): Promise<TagSuggestion[]> => call('tags.suggest', { id }).catch(() => [])
  const cleaning = (): Promise<TagCleaning> => call('tags.cleaning')
  /** How many articles a part of a split would get. */
  const countPart = async (tag: string, query: string): Promise<number> =>
    (await call('rules.preview', { query: `tag:"${tag}" (${query})` })).matches
  const describe = (tag: string, values: { colour?: TagColour | null; description?: string }) =>
    change(() => call('tags.describe', { tag, ...values }))

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
    mergeMany,
    removeMany,
    split,
    suggest,
    cleaning,
    countPart,
    describe,
    countBoth,
    listen,
  }
})
