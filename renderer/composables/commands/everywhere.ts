import {
  BookmarkPlus,
  FilePlus2,
  FolderPlus,
  History,
  Keyboard,
  PanelLeft,
  Redo2,
  Search,
  Settings,
  Undo2,
  WandSparkles,
} from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import { useHistoryStore } from '../../stores/history.ts'
import { useListStore } from '../../stores/list.ts'
import { useSettingsStore } from '../../stores/settings.ts'
import { useUiStore } from '../../stores/ui.ts'
import { useCommands } from './commands.ts'
import { useAddPages } from '../add-pages.ts'
import { useNavigation } from '../navigation.ts'
import { focusNextPane } from '../panes.ts'

/** What can be done wherever one is: search, add, undo, panes, settings. */
export function useEverywhereCommands(togglePlaces: () => void): void {
  const { t } = useI18n()
  const ui = useUiStore()
  const list = useListStore()
  const history = useHistoryStore()
  const settings = useSettingsStore()
  const { openView, newRule } = useNavigation()
  const writable = (): boolean => !settings.readOnly
  const say = (id: string) => () => t(`app.command.${id}`)
  const add = useAddPages()

  useCommands([
    {
      id: 'search',
      label: say('search'),
      group: 'everywhere',
      keys: ['Mod+F', '/'],
      icon: Search,
      run: ui.focusSearch,
    },
    {
      id: 'palette',
      label: say('palette'),
      group: 'everywhere',
      keys: ['Mod+K'],
      sheetOnly: true,
      run: () => (ui.palette = !ui.palette),
    },
    {
      id: 'add',
      label: say('add'),
      group: 'everywhere',
      keys: ['Mod+O'],
      icon: FilePlus2,
      when: writable,
      run: () => add(false),
    },
    {
      id: 'addFolder',
      label: say('addFolder'),
      group: 'everywhere',
      icon: FolderPlus,
      when: writable,
      run: () => add(true),
    },
    {
      id: 'undo',
      label: say('undo'),
      group: 'everywhere',
      keys: ['Mod+Z'],
      icon: Undo2,
      leftToFields: true,
      when: writable,
      run: () => history.undo(),
    },
    {
      id: 'redo',
      label: say('redo'),
      group: 'everywhere',
      keys: ['Mod+Shift+Z', 'Mod+Y'],
      icon: Redo2,
      leftToFields: true,
      when: writable,
      run: () => history.redo(),
    },
    {
      id: 'history',
      label: say('history'),
      group: 'everywhere',
      keys: ['G H'],
      icon: History,
      run: () => (ui.history = true),
    },
    {
      id: 'nextPane',
      label: say('nextPane'),
      group: 'everywhere',
      keys: ['F6'],
      sheetOnly: true,
      inFields: true,
      run: () => focusNextPane(1),
    },
    {
      id: 'previousPane',
      label: say('previousPane'),
      group: 'everywhere',
      keys: ['Shift+F6'],
      sheetOnly: true,
      inFields: true,
      run: () => focusNextPane(-1),
    },
    {
      id: 'togglePlaces',
      label: say('togglePlaces'),
      group: 'everywhere',
      keys: ['Mod+B'],
      icon: PanelLeft,
      run: togglePlaces,
    },
    {
      id: 'saveSearch',
      label: say('saveSearch'),
      group: 'everywhere',
      icon: BookmarkPlus,
      when: () => writable() && list.query !== '',
      run: () => (ui.naming = { name: '', query: list.query }),
    },
    {
      id: 'saveRule',
      label: say('saveRule'),
      group: 'everywhere',
      icon: WandSparkles,
      when: () => writable() && list.query !== '',
      run: () => newRule(list.query),
    },
    {
      id: 'settings',
      label: say('settings'),
      group: 'everywhere',
      keys: ['Mod+,'],
      icon: Settings,
      run: () => openView('settings'),
    },
    {
      id: 'shortcuts',
      label: say('shortcuts'),
      group: 'everywhere',
      keys: ['?', 'F1'],
      icon: Keyboard,
      run: () => (ui.shortcuts = true),
    },
  ])
}
