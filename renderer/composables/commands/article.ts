import { CircleCheck, EqualApproximately, Share, Star, Tag, Trash2, Undo2 } from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import { similarQuery } from '../../stores/library.ts'
import { useSettingsStore } from '../../stores/settings.ts'
import { useArticleActions } from './article-actions.ts'
import { useCommands } from './commands.ts'
import { useNavigation } from '../navigation.ts'

/** What is done to the chosen rows; there while the list is. `openTags` and `exportThem` know where their boxes stand. */
export function useArticleCommands(boxes: { openTags: () => void; exportThem: () => void }): void {
  const { t } = useI18n()
  const settings = useSettingsStore()
  const actions = useArticleActions()
  const { openQuery } = useNavigation()
  const say = (id: string) => () => t(`app.command.${id}`)
  const onRows = (): boolean => actions.possible.value && !settings.readOnly

  useCommands([
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
      id: 'similar',
      label: say('similar'),
      group: 'article',
      keys: ['F'],
      icon: EqualApproximately,
      when: () => actions.rows.value.length === 1,
      run: () => openQuery(similarQuery(actions.rows.value[0]?.id ?? '')),
    },
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
      run: () => actions.trash(),
    },
    {
      id: 'restore',
      label: say('restore'),
      group: 'article',
      icon: Undo2,
      when: () => onRows() && actions.inTrash.value,
      run: actions.restore,
    },
    {
      id: 'emptyTrash',
      label: say('emptyTrash'),
      group: 'article',
      icon: Trash2,
      when: () => !settings.readOnly && actions.trashed.value > 0,
      run: actions.emptyTrash,
    },
  ])
}
