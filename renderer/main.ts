import { promiseTimeout } from '@vueuse/core'
import { createPinia, type Pinia } from 'pinia'
import { createApp, effectScope, watch } from 'vue'
import type { RouteLocationNormalizedLoaded } from 'vue-router'
import { problemOf } from '../shared/model/problem.ts'
import App from './App.vue'
import { keyNames, mac } from './composables/commands/key-names.ts'
import { orderOf } from './composables/list/list-order.ts'
import { useTheme } from './composables/theme.ts'
import { createTexts, keysOf, speak } from './locales/index.ts'
import { createRoutes } from './router.ts'
import { useListStore } from './stores/list.ts'
import { useSettingsStore } from './stores/settings.ts'
import { useToastStore } from './stores/toast.ts'
import StartErrorView from './views/StartErrorView.vue'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layers.css'
import './styles/views.css'

/** Most lists are there by then; the frame of the window does not wait longer for one, ms. */
const ROWS_MS = 150

/** Settings first: theme, language and pane sizes are right in the first frame. */
async function start(pinia: Pinia): Promise<void> {
  const settings = useSettingsStore(pinia)
  const state = await settings.load()
  settings.follow()
  mac.value = state.platform === 'darwin'

  const texts = createTexts()
  const speakAs = async (locale: string): Promise<void> => {
    document.documentElement.lang = await speak(texts, locale)
    keyNames.value = keysOf(texts)
  }
  const router = createRoutes()
  // before the first library there is nothing to show but the welcome
  router.beforeEach(({ name }) => settings.app?.library !== undefined || name === 'welcome' || { name: 'welcome' })
  const app = createApp(App).use(pinia).use(texts).use(router)
  effectScope(true).run(() => {
    app.runWithContext(useTheme)
    watch(() => settings.locale, speakAs)
  })
  tellFailures(pinia)
  app.config.errorHandler = (error) => {
    reportError(error)
    useToastStore(pinia).fail(error)
  }
  await Promise.all([router.isReady(), speakAs(settings.locale)])
  await firstRows(pinia, router.currentRoute.value)
  app.mount('#app')
}

/** The rows of a plain start are asked for before anything is drawn: the list is laid out once, with its rows. */
async function firstRows(pinia: Pinia, { name, params, query }: RouteLocationNormalizedLoaded): Promise<void> {
  const settings = useSettingsStore(pinia)
  if (name !== 'library' || !settings.ready || params['id'] || query['q'] !== undefined) return
  const shown = useListStore(pinia).show({ query: '', sort: orderOf('', settings.settings?.sort) })
  await Promise.race([shown, promiseTimeout(ROWS_MS)])
}

/** What nobody waited for (`void`) is told too. */
function tellFailures(pinia: Pinia): void {
  window.addEventListener('unhandledrejection', ({ reason }) => {
    useToastStore(pinia).fail(reason)
  })
}

async function showStartError(error: unknown): Promise<void> {
  const texts = createTexts()
  document.documentElement.lang = await speak(texts, navigator.language)
  createApp(StartErrorView, {
    problem: problemOf(error),
    onAgain: () => {
      location.reload()
    },
  })
    .use(texts)
    .mount('#app')
}

start(createPinia()).catch(showStartError)
