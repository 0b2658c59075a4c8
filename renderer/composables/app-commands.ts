import {
  CircleDot,
  CircleCheck,
  FilePlus2,
  FolderPlus,
  Highlighter,
  Keyboard,
  Library,
  PanelLeft,
  PanelsTopLeft,
  Rows4,
  Search,
  BookmarkPlus,
  Settings,
  Settings2,
  Share,
  SquareCheck,
  Star,
  Tag,
  Trash2,
  Undo2,
  ZoomIn,
  ZoomOut,
} from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import { useHistoryStore } from '../stores/history.ts'
import { placeQueries, useLibraryStore } from '../stores/library.ts'
import { useListStore } from '../stores/list.ts'
import { useSelectionStore } from '../stores/selection.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { useToastStore } from '../stores/toast.ts'
import { useUiStore } from '../stores/ui.ts'
import { useArticleActions } from './article-actions.ts'
import { runCommand, useCommands, type Command } from './commands.ts'
import { useNavigation } from './navigation.ts'
import { focusNextPane } from './panes.ts'

/** Sizes of the reading text, px; LOOK.md. */
const READING = { least: 16, most: 26, usual: 19 }

/** The commands of the window, wherever one is. */
export function useAppCommands(togglePlaces: () => void): void {
  const { t } = useI18n()
  const ui = useUiStore()
  const library = useLibraryStore()
  const list = useListStore()
  const history = useHistoryStore()
  const settings = useSettingsStore()
  const toast = useToastStore()
  const { openQuery, openView, router } = useNavigation()
  const writable = (): boolean => !settings.readOnly

  const say = (id: string) => () => t(`app.command.${id}`)
  const add = (folders: boolean): Promise<void> => library.addPages(folders).catch(toast.fail)
  const readingSize = (by: number): Promise<void> => {
    const now = settings.settings?.readingSize ?? READING.usual
    const next = by === 0 ? READING.usual : Math.min(READING.most, Math.max(READING.least, now + by))
    return settings.set({ readingSize: next }).catch(toast.fail)
  }
  const compact = (): Promise<void> =>
    settings.set({ rowHeight: settings.rowHeight === 'compact' ? 'full' : 'compact' }).catch(toast.fail)

  const everywhere: Command[] = [
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
      when: () => writable() && !typing(),
      run: () => history.undo(),
    },
    {
      id: 'nextPane',
      label: say('nextPane'),
      group: 'everywhere',
      keys: ['F6'],
      sheetOnly: true,
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
      keys: ['?'],
      icon: Keyboard,
      run: () => (ui.shortcuts = true),
    },
  ]
  const places: Command[] = [
    {
      id: 'goAll',
      label: say('goAll'),
      group: 'goto',
      keys: ['G A'],
      icon: Library,
      run: () => openQuery(placeQueries.all),
    },
    {
      id: 'goUnread',
      label: say('goUnread'),
      group: 'goto',
      keys: ['G U'],
      icon: CircleDot,
      run: () => openQuery(placeQueries.unread),
    },
    {
      id: 'goStarred',
      label: say('goStarred'),
      group: 'goto',
      keys: ['G S'],
      icon: Star,
      run: () => openQuery(placeQueries.starred),
    },
    {
      id: 'goMarks',
      label: say('goMarks'),
      group: 'goto',
      keys: ['G M'],
      icon: Highlighter,
      run: () => openView('marks'),
    },
    { id: 'goTags', label: say('goTags'), group: 'goto', keys: ['G T'], icon: Settings2, run: () => openView('tags') },
    { id: 'goTrash', label: say('goTrash'), group: 'goto', icon: Trash2, run: () => openQuery(placeQueries.trash) },
    {
      id: 'back',
      label: say('back'),
      group: 'goto',
      keys: ['Alt+ArrowLeft'],
      sheetOnly: true,
      run: () => router.back(),
    },
    {
      id: 'forward',
      label: say('forward'),
      group: 'goto',
      keys: ['Alt+ArrowRight'],
      sheetOnly: true,
      run: () => router.forward(),
    },
  ]
  const views: Command[] = [
    { id: 'compact', label: say('compact'), group: 'list', keys: ['Mod+D'], icon: Rows4, run: compact },
    {
      id: 'zoomIn',
      label: say('zoomIn'),
      group: 'reading',
      keys: ['Mod++', 'Mod+='],
      icon: ZoomIn,
      run: () => readingSize(1),
    },
    {
      id: 'zoomOut',
      label: say('zoomOut'),
      group: 'reading',
      keys: ['Mod+-'],
      icon: ZoomOut,
      run: () => readingSize(-1),
    },
    {
      id: 'zoomReset',
      label: say('zoomReset'),
      group: 'reading',
      keys: ['Mod+0'],
      sheetOnly: true,
      run: () => readingSize(0),
    },
    ...(['system', 'light', 'sepia', 'dark'] as const).map((theme) => ({
      id: `theme-${theme}`,
      label: say(`theme-${theme}`),
      group: 'everywhere' as const,
      icon: PanelsTopLeft,
      when: () => settings.theme !== theme,
      run: () => settings.set({ theme }).catch(toast.fail),
    })),
  ]
  useCommands([...everywhere, ...places, ...views])
}

/** Commands on the rows of the list; there while the list is. `openTags` and `exportThem` know where their boxes stand. */
export function useListCommands(boxes: { openTags: () => void; exportThem: () => void }): void {
  const { t } = useI18n()
  const list = useListStore()
  const selection = useSelectionStore()
  const settings = useSettingsStore()
  const actions = useArticleActions()
  const { openArticle } = useNavigation()
  const say = (id: string) => () => t(`app.command.${id}`)
  const onRows = (): boolean => actions.possible.value && !settings.readOnly

  function step(by: number): void {
    if (selection.many) selection.moveTo(Math.max(0, selection.cursor + by))
    else selection.only(Math.max(0, selection.cursor + by))
  }
  async function open(): Promise<void> {
    const row = list.rowAt(selection.cursor)
    if (row) await openArticle(row.id)
  }
  useCommands([
    { id: 'next', label: say('next'), group: 'list', keys: ['J'], sheetOnly: true, run: () => step(1) },
    { id: 'previous', label: say('previous'), group: 'list', keys: ['K'], sheetOnly: true, run: () => step(-1) },
    {
      id: 'open',
      label: say('open'),
      group: 'list',
      keys: ['Enter'],
      sheetOnly: true,
      when: () => selection.cursor >= 0 && document.activeElement === document.body,
      run: open,
    },
    {
      id: 'select',
      label: say('select'),
      group: 'list',
      keys: ['X'],
      sheetOnly: true,
      when: () => selection.cursor >= 0,
      run: () => selection.toggle(selection.cursor),
    },
    {
      id: 'selectTo',
      label: say('selectTo'),
      group: 'list',
      keys: ['Shift+J'],
      sheetOnly: true,
      when: () => selection.cursor >= 0,
      run: () => selection.extendTo(selection.cursor + 1),
    },
    {
      id: 'selectAll',
      label: say('selectAll'),
      group: 'list',
      keys: ['Mod+A'],
      icon: SquareCheck,
      when: () => !typing(),
      run: () => selection.pickAll(),
    },
    {
      id: 'endSelection',
      label: say('endSelection'),
      group: 'list',
      keys: ['Escape'],
      sheetOnly: true,
      when: () => selection.many,
      run: () => selection.clear(),
    },
    {
      id: 'read',
      label: say('read'),
      group: 'article',
      keys: ['M'],
      icon: CircleCheck,
      when: onRows,
      run: actions.toggleRead,
    },
    {
      id: 'star',
      label: say('star'),
      group: 'article',
      keys: ['S'],
      icon: Star,
      when: onRows,
      run: actions.toggleStar,
    },
    { id: 'tags', label: say('tags'), group: 'article', keys: ['T'], icon: Tag, when: onRows, run: boxes.openTags },
    {
      id: 'export',
      label: say('export'),
      group: 'article',
      keys: ['E'],
      icon: Share,
      when: () => actions.possible.value,
      run: boxes.exportThem,
    },
    {
      id: 'trash',
      label: say('trash'),
      group: 'article',
      keys: ['Delete'],
      icon: Trash2,
      when: () => onRows() && !actions.inTrash.value,
      run: actions.trash,
    },
    {
      id: 'restore',
      label: say('restore'),
      group: 'article',
      icon: Undo2,
      when: () => onRows() && actions.inTrash.value,
      run: actions.restore,
    },
  ])
}

/** Names that the menu of the system and the main process use. */
export function runFromMenu(name: string): void {
  runCommand(name === 'original' ? 'reader.original' : name)
}

/** A text field has its own undo and its own “all”. */
function typing(): boolean {
  return (
    document.activeElement?.matches('input:not([type=checkbox], [type=radio]), textarea, [contenteditable=true]') ??
    false
  )
}
