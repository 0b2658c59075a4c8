import { computed, nextTick } from 'vue'
import type { Row } from '../../../shared/model/article.ts'
import { useLibraryStore, placeQueries } from '../../stores/library.ts'
import { useListStore } from '../../stores/list.ts'
import { useSelectionStore } from '../../stores/selection.ts'
import { useUiStore } from '../../stores/ui.ts'
import { useNavigation } from '../navigation.ts'

/** What can be done to the chosen articles: the picked ones, else the one under the cursor. */
export function useArticleActions() {
  const list = useListStore()
  const library = useLibraryStore()
  const selection = useSelectionStore()
  const ui = useUiStore()
  const { articleId, openArticle, closeArticle } = useNavigation()

  /** the chosen rows that are loaded; of thousands picked by query just the one under the cursor is looked at */
  const rows = computed<Row[]>(() => {
    const target = selection.target
    if (!target) return []
    const ids = 'ids' in target ? target.ids : []
    const found = ids.map((id) => list.rowAt(list.indexOf(id)))
    return found.filter((row) => row !== undefined)
  })
  const inTrash = computed(() => (list.shown?.query ?? list.query).trim() === placeQueries.trash)
  /** as the list has them while it shows the trash: the counts of the places come a little later */
  const trashed = computed(() => (inTrash.value ? list.total : (library.places?.trash ?? 0)))
  const allRead = computed(() => rows.value.length > 0 && rows.value.every(({ read }) => read))
  const allStarred = computed(() => rows.value.length > 0 && rows.value.every(({ starred }) => starred))
  const possible = computed(() => selection.target !== undefined)

  async function toggleRead(): Promise<void> {
    if (selection.target) await list.update(selection.target, { read: !allRead.value })
  }
  async function toggleStar(): Promise<void> {
    if (selection.target) await list.update(selection.target, { starred: !allStarred.value })
  }
  /** When the open article goes, the row that takes its place is opened. */
  async function trash(target = selection.target): Promise<void> {
    if (!target) return
    const open = articleId.value
    selection.clear()
    await list.trash(target)
    if (open === undefined || !('ids' in target && target.ids.includes(open))) return
    // the cursor follows the new list
    await nextTick()
    await (selection.cursorId === undefined ? closeArticle() : openArticle(selection.cursorId))
  }
  async function restore(): Promise<void> {
    const target = selection.target
    if (!target) return
    selection.clear()
    await list.restore(target)
  }
  /** Asks first: the only change without a way back. */
  function purge(): void {
    if (selection.target) ui.purging = { selection: selection.target, count: Math.max(1, selection.count) }
  }
  /** All of the trash, whatever the list shows. */
  function emptyTrash(): void {
    ui.purging = { selection: { query: placeQueries.trash }, count: trashed.value }
  }
  function openTags(): void {
    ui.tagging = selection.target
  }
  function exportThem(): void {
    if (!selection.target) return
    ui.exporting = {
      selection: selection.target,
      count: Math.max(1, selection.count),
      name: rows.value[0]?.title ?? '',
    }
  }
  async function showFile(): Promise<void> {
    const id = rows.value[0]?.id
    if (id !== undefined) await library.showOriginal(id)
  }

  return {
    rows,
    inTrash,
    allRead,
    allStarred,
    possible,
    toggleRead,
    toggleStar,
    trash,
    restore,
    purge,
    emptyTrash,
    trashed,
    openTags,
    exportThem,
    showFile,
  }
}
