import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { type Component, defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { useNavigation } from '../../../renderer/composables/navigation.ts'
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
): Promise<{ window: VueWrapper; router: Router; navigation: ReturnType<typeof useNavigation> }> {
  const pinia = createPinia()
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/library/:id?', name: 'library', component: { render: () => null } }],
  })
  await router.push({ name: 'library', query: { q } })
  const settings = useSettingsStore(pinia)
  settings.$patch({ app: state })
  const Window = defineComponent({
    setup: () => ({ navigation: useNavigation() }),
    render: () => parts.map((part) => h(part)),
  })
  const window = mount(Window, { global: { plugins: [pinia, router, createTexts()] }, attachTo: document.body })
  await flushPromises()
  return { window, router, navigation: window.vm.navigation }
}
