import type { BrowserWindow } from 'electron'
import type { SettingsFile } from '../../platform/settings.ts'
import type { Handlers } from '../ipc.ts'
import type { LibraryHost } from '../library.ts'
import type { ImportItem } from '../../../shared/model/job.ts'
import { appHandlers } from './app.ts'
import { articleHandlers } from './articles.ts'
import { importHandlers } from './imports.ts'
import { exportHandlers } from './exports.ts'
import { extractHandlers } from './extract.ts'
import { libraryHandlers } from './library.ts'
import { ruleHandlers } from './rules.ts'
import { overviewHandlers } from './overview.ts'
import { searchHandlers } from './search.ts'
import { siteHandlers } from './sites.ts'
import { shellHandlers } from './shell.ts'
import { relationHandlers } from './relations.ts'
import { tagHandlers } from './tags.ts'

/** What the handlers work with. */
export interface Desktop {
  settings: SettingsFile
  library: LibraryHost
  window(): BrowserWindow
  onItem(item: ImportItem): void
}

/** A handler for every call of the contract. */
export function allHandlers(desktop: Desktop): Handlers {
  return {
    ...appHandlers(desktop),
    ...libraryHandlers(desktop),
    ...importHandlers(desktop),
    ...articleHandlers(desktop),
    ...tagHandlers(desktop),
    ...ruleHandlers(desktop),
    ...relationHandlers(desktop),
    ...exportHandlers(desktop),
    ...extractHandlers(desktop),
    ...searchHandlers(desktop),
    ...siteHandlers(desktop),
    ...shellHandlers(desktop),
    ...overviewHandlers(desktop),
  }
}
