import { createPinia } from 'pinia'
import { createApp, effectScope, watch } from 'vue'
import App from './App.vue'
import { keyNames, mac } from './composables/key-names.ts'
import { useTheme } from './composables/theme.ts'
import { createTexts, keysOf, languageOf } from './locales/index.ts'
import { createRoutes } from './router.ts'
import { useSettingsStore } from './stores/settings.ts'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layers.css'

/** Settings first: theme, language and pane sizes are right in the first frame. */
async function start(): Promise<void> {
  const pinia = createPinia()
  const settings = useSettingsStore(pinia)
  const state = await settings.load()
  settings.follow()
  mac.value = state.platform === 'darwin'

  const texts = createTexts(settings.locale)
  const router = createRoutes()
  const app = createApp(App).use(pinia).use(texts).use(router)
  effectScope(true).run(() => {
    app.runWithContext(useTheme)
    watch(
      () => settings.locale,
      (locale) => {
        texts.global.locale.value = languageOf(locale)
        document.documentElement.lang = languageOf(locale)
        keyNames.value = keysOf(languageOf(locale))
      },
      { immediate: true },
    )
  })
  if (!state.library && !state.settings.welcomed) await router.replace({ name: 'welcome' })
  app.mount('#app')
}

void start()
