import { PanelsTopLeft, Rows4, ZoomIn, ZoomOut } from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import { READING_SIZE } from '../../../shared/model/settings.ts'
import { useSettingsStore } from '../../stores/settings.ts'
import { useReadingSize } from '../reader/reading-size.ts'
import { useCommands } from './commands.ts'

/** How things look: rows, text size, theme. */
export function useViewCommands(): void {
  const { t } = useI18n()
  const settings = useSettingsStore()
  const say = (id: string) => () => t(`app.command.${id}`)
  const size = useReadingSize()
  const compact = (): Promise<void> =>
    settings.set({ rowHeight: settings.rowHeight === 'compact' ? 'full' : 'compact' })

  useCommands([
    { id: 'compact', label: say('compact'), group: 'list', keys: ['Mod+D'], icon: Rows4, run: compact },
    {
      id: 'zoomIn',
      label: say('zoomIn'),
      group: 'reading',
      keys: ['Mod++', 'Mod+='],
      icon: ZoomIn,
      run: () => size.value++,
    },
    {
      id: 'zoomOut',
      label: say('zoomOut'),
      group: 'reading',
      keys: ['Mod+-'],
      icon: ZoomOut,
      run: () => size.value--,
    },
    {
      id: 'zoomReset',
      label: say('zoomReset'),
      group: 'reading',
      keys: ['Mod+0'],
      sheetOnly: true,
      run: () => (size.value = READING_SIZE.usual),
    },
    ...(['system', 'light', 'sepia', 'dark'] as const).map((theme) => ({
      id: `theme-${theme}`,
      label: say(`theme-${theme}`),
      group: 'everywhere' as const,
      icon: PanelsTopLeft,
      when: () => settings.theme !== theme,
      run: () => settings.set({ theme }),
    })),
  ])
}
