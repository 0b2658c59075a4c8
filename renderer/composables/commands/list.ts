import { ListChecks, SquareCheck } from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import { useListStore } from '../../stores/list.ts'
import { useSelectionStore } from '../../stores/selection.ts'
import { useToastStore } from '../../stores/toast.ts'
import { useTriageStore } from '../../stores/triage.ts'
import { useCommands } from './commands.ts'
import { useNavigation } from '../navigation.ts'
import { useOnlyText } from '../only-text.ts'

/** Walking through the list and choosing rows; there while the list is. */
export function useListCommands(): void {
  const { t } = useI18n()
  const list = useListStore()
  const selection = useSelectionStore()
  const triage = useTriageStore()
  const toast = useToastStore()
  const { openArticle, router } = useNavigation()
  const { on: onlyText } = useOnlyText()
  const say = (id: string) => () => t(`app.command.${id}`)

  async function step(by: number): Promise<void> {
    if (selection.many) selection.moveTo(Math.max(0, selection.cursor + by))
    else selection.only(Math.max(0, selection.cursor + by))
    if (onlyText.value) await openUnseen()
  }
  /** Where the list is hidden, the cursor takes the article along. */
  async function openUnseen(): Promise<void> {
    try {
      const [id] = await list.idsBetween(selection.cursor, selection.cursor)
      if (id !== undefined) await openArticle(id)
    } catch (error) {
      toast.fail(error)
    }
  }
  /** The picked articles, or the list from the row under the cursor on. */
  async function beginTriage(): Promise<void> {
    try {
      const all = await list.allIds()
      const picked = selection.all ? all : all.filter((id) => selection.picked.has(id))
      if (selection.many) triage.begin(picked, 0)
      else triage.begin(all, selection.cursor)
      await router.push({ name: 'triage' })
    } catch (error) {
      toast.fail(error)
    }
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
      id: 'triage',
      label: say('triage'),
      group: 'list',
      keys: ['G G'],
      icon: ListChecks,
      when: () => list.total > 0,
      run: beginTriage,
    },
    {
      id: 'selectAll',
      label: say('selectAll'),
      group: 'list',
      keys: ['Mod+A'],
      icon: SquareCheck,
      leftToFields: true,
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
  ])
}
