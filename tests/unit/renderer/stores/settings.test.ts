import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { fakeBridge } from '../bridge.ts'
import { useSettingsStore } from '../../../../renderer/stores/settings.ts'
import { useToastStore } from '../../../../renderer/stores/toast.ts'
import { settingsSchema } from '../../../../shared/model/settings.ts'

beforeEach(() => {
  setActivePinia(createPinia())
})

it('a setting that could not be kept is told, and shown as it was', async () => {
  fakeBridge({ 'app.state': () => ({ settings: settingsSchema.parse({ theme: 'light' }) }) })
  const settings = useSettingsStore()
  await settings.load()
  const kept = settings.set({ theme: 'dark' })
  expect(settings.theme).toBe('dark')
  await kept
  expect([settings.theme, useToastStore().current?.problem?.code]).toEqual(['light', 'internal'])
})
