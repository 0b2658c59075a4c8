import { createSharedComposable } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useReaderStore } from '../stores/reader.ts'
import { useSelectionStore } from '../stores/selection.ts'
import { useUiStore } from '../stores/ui.ts'
import { useNavigation } from './navigation.ts'

/** Nothing in the window but the article that is being read. What has nothing to read brings the rest of the window back. */
export const useOnlyText = createSharedComposable(() => {
  const ui = useUiStore()
  const reader = useReaderStore()
  const selection = useSelectionStore()
  const { articleId } = useNavigation()

  const readable = computed(
    () => articleId.value !== undefined && !selection.many && reader.view === 'reading' && !reader.failure,
  )
  const on = computed(() => ui.onlyText && readable.value)
  watch(readable, (now) => {
    if (!now) ui.onlyText = false
  })
  const enter = (): void => {
    ui.onlyText = true
  }
  const leave = (): void => {
    ui.onlyText = false
  }
  return { on, enter, leave }
})
