/** The names of every call and event, without schemas, so that the preload bridge stays small. */
export const callNames = [
  'app.state',
  'settings.set',
  'library.choose',
  'library.open',
  'library.rebuild',
  'library.verify',
  'watch.choose',
  'watch.add',
  'watch.edit',
  'watch.remove',
  'import.choose',
  'import.paths',
  'import.samples',
  'jobs.list',
  'jobs.control',
  'jobs.items',
  'jobs.retry',
  'jobs.saveReport',
  'extract.run',
  'extract.older',
  'places.get',
  'overview.get',
  'articles.list',
  'articles.ids',
  'articles.get',
  'articles.update',
  'articles.edit',
  'articles.trash',
  'articles.restore',
  'articles.purge',
  'tags.list',
  'tags.ofSelection',
  'tags.apply',
  'tags.rename',
  'tags.merge',
  'tags.split',
  'tags.suggest',
  'tags.cleaning',
  'tags.remove',
  'tags.describe',
  'rules.list',
  'rules.preview',
  'rules.takesBack',
  'rules.save',
  'rules.remove',
  'rules.order',
  'rules.run',
  'marks.save',
  'marks.remove',
  'marks.list',
  'duplicates.list',
  'duplicates.merge',
  'duplicates.mergeSuggested',
  'duplicates.apart',
  'links.of',
  'links.missing',
  'versions.list',
  'versions.text',
  'searches.save',
  'searches.remove',
  'search.facets',
  'query.complete',
  'export.choose',
  'export.run',
  'history.undo',
  'history.list',
  'original.open',
  'shell.openLink',
  'shell.showOriginal',
  'shell.showPath',
  'window.control',
] as const
export type CallName = (typeof callNames)[number]

export const eventNames = ['library.changed', 'jobs.changed', 'settings.changed', 'window.changed', 'command'] as const
export type EventName = (typeof eventNames)[number]

/** One ipcMain channel carries every call, one every event; the name travels with the payload. */
export const CALL_CHANNEL = 'keepleaf:call'
export const EVENT_CHANNEL = 'keepleaf:event'

/** The app's own window: renderer files. */
export const APP_SCHEME = 'keepleaf'
export const APP_ORIGIN = `${APP_SCHEME}://app`
/** Articles: `keepleaf-page://<id>/article.html`, `/assets/…` and `/original/…`, one origin an article. */
export const PAGE_SCHEME = 'keepleaf-page'
