import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { type Component, h } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { createTexts } from '../../../renderer/locales/index.ts'
import { useSettingsStore, type AppState } from '../../../renderer/stores/settings.ts'
import { settingsSchema } from '../../../shared/model/settings.ts'

const state: AppState = {
  version: '0',
  platform: 'linux',
  locale: 'en',
  settings: settingsSchema.parse({}),
  library: { path: '/library', open: true, readOnly: false, findings: [], watchedFolders: [] },
  suggested: { library: '', watch: [] },
  systemButtons: false,
}

/** Parts of the window with its stores and addresses, over an open library at the address of a query. The bridge is the caller's. */
export async function openWindow(
  parts: Component[],
  q: string,
): Promise<{ window: VueWrapper; router: Router; openQuery(q: string): Promise<unknown> }> {
  const pinia = createPinia()
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/library/:id?', name: 'library', component: { render: () => null } }],
  })
  const openQuery = (query: string) => router.push({ name: 'library', query: query === '' ? {} : { q: query } })
  await openQuery(q)
  const settings = useSettingsStore(pinia)
  settings.$patch({ app: state })
  const window = mount(() => parts.map((part) => h(part)), {
    global: { plugins: [pinia, router, createTexts('en')] },
    attachTo: document.body,
  })
  await flushPromises()
  return { window, router, openQuery }
}
