import { useI18n } from 'vue-i18n'
import type { ChangeSummary } from '../../shared/model/change.ts'
import { useSettingsStore } from '../stores/settings.ts'

/** What a change did, in a sentence: for the toast and the history. Of one that took another back, what that did. */
export function useChangeText(): (change: ChangeSummary) => string {
  const { t, te } = useI18n()
  const settings = useSettingsStore()
  return (change) => {
    const name = (change.of ?? change.name).replaceAll('.', '-')
    const key = te(`app.change.${name}`) ? name : 'other'
    const count = change.count.toLocaleString(settings.locale)
    return t(`app.change.${key}`, { subject: change.subject, count }, change.count)
  }
}
