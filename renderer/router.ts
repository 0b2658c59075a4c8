import { createRouter, createWebHashHistory, type Router } from 'vue-router'
import LibraryView from './views/LibraryView.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** takes the whole window below the title bar: no places */
    full?: boolean
  }
}

/** Articles, searches and views are addresses, so that back and forward work. `?q=` is the query of the list. */
export function createRoutes(): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', redirect: { name: 'library' } },
      { path: '/library/:id?', name: 'library', component: LibraryView },
      { path: '/marks', name: 'marks', component: () => import('./views/MarksView.vue') },
      { path: '/overview', name: 'overview', component: () => import('./views/OverviewView.vue') },
      { path: '/tags', name: 'tags', component: () => import('./views/TagsView.vue') },
      { path: '/duplicates', name: 'duplicates', component: () => import('./views/DuplicatesView.vue') },
      { path: '/links', name: 'links', component: () => import('./views/LinksView.vue') },
      { path: '/triage', name: 'triage', component: () => import('./views/TriageView.vue') },
      { path: '/rules', name: 'rules', component: () => import('./views/RulesView.vue') },
      { path: '/report/:job', name: 'report', component: () => import('./views/ReportView.vue'), props: true },
      { path: '/settings', name: 'settings', component: () => import('./views/SettingsView.vue') },
      { path: '/welcome', name: 'welcome', component: () => import('./views/WelcomeView.vue'), meta: { full: true } },
      { path: '/:rest(.*)*', redirect: { name: 'library' } },
    ],
  })
}
