import {
  ChartNoAxesColumn,
  CircleDot,
  Copy,
  Highlighter,
  Library,
  Link2,
  Settings2,
  Star,
  Trash2,
  WandSparkles,
} from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import { placeQueries } from '../../stores/library.ts'
import { useCommands } from './commands.ts'
import { useNavigation } from '../navigation.ts'

/** The places one can go to, and back. */
export function usePlaceCommands(): void {
  const { t } = useI18n()
  const { openQuery, openView, openOverview, router } = useNavigation()
  const say = (id: string) => () => t(`app.command.${id}`)

  useCommands([
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
    {
      id: 'goOverview',
      label: say('goOverview'),
      group: 'goto',
      keys: ['G O'],
      icon: ChartNoAxesColumn,
      run: () => openOverview(),
    },
    { id: 'goTags', label: say('goTags'), group: 'goto', keys: ['G T'], icon: Settings2, run: () => openView('tags') },
    {
      id: 'goDuplicates',
      label: say('goDuplicates'),
      group: 'goto',
      keys: ['G D'],
      icon: Copy,
      run: () => openView('duplicates'),
    },
    { id: 'goLinks', label: say('goLinks'), group: 'goto', keys: ['G L'], icon: Link2, run: () => openView('links') },
    {
      id: 'goRules',
      label: say('goRules'),
      group: 'goto',
      keys: ['G R'],
      icon: WandSparkles,
      run: () => openView('rules'),
    },
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
  ])
}
