import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CallInput, CallOutput } from '../../shared/ipc/contract.ts'
import { call, on } from '../api.ts'
import { useToastStore } from './toast.ts'

export type AppState = CallOutput<'app.state'>

/** What the app knows about itself: settings, platform, which library is open. */
export const useSettingsStore = defineStore('settings', () => {
  const toast = useToastStore()
  const app = shallowRef<AppState>()
  const maximised = ref(false)
  const fullScreen = ref(false)

  const settings = computed(() => app.value?.settings)
  const platform = computed(() => app.value?.platform ?? 'linux')
  /** of dates and figures, BCP 47; English of no country writes the day first */
  const locale = computed(() => {
    const asked = app.value?.settings.locale ?? app.value?.locale ?? 'en'
    return asked === 'en' ? 'en-GB' : asked
  })
  const theme = computed(() => app.value?.settings.theme ?? 'system')
  const rowHeight = computed(() => app.value?.settings.rowHeight ?? 'full')
  const readOnly = computed(() => app.value?.library?.readOnly ?? false)
  /** a library is open: rows can be asked for */
  const ready = computed(() => app.value?.library?.open ?? false)
  /** why nothing can be changed, or why there is nothing to show */
  const problem = computed(() => app.value?.library?.problem)
  /** what was found damaged and mended, to be told once */
  const findings = computed(() => app.value?.library?.findings ?? [])

  function take(next: AppState['settings']): void {
    if (app.value) app.value = { ...app.value, settings: next }
  }

  /** Reads the state of the app; once before the window is mounted, again when a library is opened. */
  async function load(): Promise<AppState> {
    app.value = await call('app.state')
    return app.value
  }

  /** Shown at once, kept by the main process. What could not be kept is told here, and shown as it was: nobody has to wait for it. */
  async function set(patch: CallInput<'settings.set'>): Promise<void> {
    const before = app.value?.settings
    if (before) {
      const panes = { ...before.panes, ...patch.panes }
      take({ ...before, ...patch, panes, window: { ...before.window, ...patch.window } })
    }
    try {
      // whole groups: a patch replaces them
      const { panes, window } = app.value?.settings ?? {}
      take(await call('settings.set', { ...patch, ...(patch.panes && { panes }), ...(patch.window && { window }) }))
    } catch (error) {
      if (before) take(before)
      toast.fail(error)
    }
  }

  /** Follows the main process; returns how to stop. */
  function follow(): () => void {
    const stops = [
      on('settings.changed', take),
      on('library.changed', ({ found }) => {
        if (found) void load()
      }),
      on('window.changed', (state) => {
        maximised.value = state.maximised
        fullScreen.value = state.fullScreen
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  return {
    app,
    settings,
    platform,
    locale,
    theme,
    rowHeight,
    readOnly,
    ready,
    problem,
    findings,
    maximised,
    fullScreen,
    load,
    set,
    follow,
  }
})
