import { computed, type WritableComputedRef } from 'vue'
import { READING_SIZE } from '../../../shared/model/settings.ts'
import { useSettingsStore } from '../../stores/settings.ts'

/** The size of the reading text, CSS px; what is set stays between the least and the most. */
export function useReadingSize(): WritableComputedRef<number> {
  const settings = useSettingsStore()
  return computed({
    get: () => settings.settings?.readingSize ?? READING_SIZE.usual,
    set: (size) => {
      const readingSize = Math.min(READING_SIZE.most, Math.max(READING_SIZE.least, size))
      void settings.set({ readingSize })
    },
  })
}
