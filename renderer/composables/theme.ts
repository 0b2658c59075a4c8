import { watchEffect } from 'vue'
import { useMediaQuery } from '@vueuse/core'
import { useSettingsStore } from '../stores/settings.ts'

/** Puts the theme on <html data-theme>; the system's when the settings say so. Call it before mounting. */
export function useTheme(): void {
  const settings = useSettingsStore()
  const dark = useMediaQuery('(prefers-color-scheme: dark)')
  watchEffect(() => {
    document.documentElement.dataset['theme'] =
      settings.theme === 'system' ? (dark.value ? 'dark' : 'light') : settings.theme
  })
}
