import { RefreshCw } from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import { useSelectionStore } from '../../stores/selection.ts'
import { useSettingsStore } from '../../stores/settings.ts'
import { useCommands } from './commands.ts'
import { useExtract } from '../extract-run.ts'

/** Reading pages again: all of them, wherever one is, and the chosen ones while there are some. */
export function useExtractCommands(): void {
  const { t } = useI18n()
  const settings = useSettingsStore()
  const selection = useSelectionStore()
  const { readAgain } = useExtract()
  useCommands([
    {
      id: 'extractAll',
      label: () => t('extract.all'),
      group: 'everywhere',
      icon: RefreshCw,
      when: () => !settings.readOnly,
      run: async () => void (await readAgain({ query: '' })),
    },
    {
      id: 'extractChosen',
      label: () => t('extract.these'),
      group: 'article',
      icon: RefreshCw,
      when: () => !settings.readOnly && selection.target !== undefined,
      run: async () => {
        if (selection.target) await readAgain(selection.target)
      },
    },
  ])
}
