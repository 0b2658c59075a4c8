import { PanelsTopLeft, Rows4, ZoomIn, ZoomOut } from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import { useSettingsStore } from '../../stores/settings.ts'
import { useToastStore } from '../../stores/toast.ts'
import { useCommands } from './commands.ts'

/** Sizes of the reading text, px; LOOK.md. */
const READING = { least: 16, most: 26, usual: 19 }

/** How things look: rows, text size, theme. */
export function useViewCommands(): void {
  const { t } = useI18n()
  const settings = useSettingsStore()
  const toast = useToastStore()
  const say = (id: string) => () => t(`app.command.${id}`)
  const readingSize = (by: number): Promise<void> => {
    const now = settings.settings?.readingSize ?? READING.usual
    const next = by === 0 ? READING.usual : Math.min(READING.most, Math.max(READING.least, now + by))
    return settings.set({ readingSize: next }).catch(toast.fail)
  }
  const compact = (): Promise<void> =>
    settings.set({ rowHeight: settings.rowHeight === 'compact' ? 'full' : 'compact' }).catch(toast.fail)

  useCommands([
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
  ])
}
