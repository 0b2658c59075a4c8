import { useI18n } from 'vue-i18n'
import { warningIn } from '../../../shared/model/warning.ts'

/** A warning in the language of the window; one that another version wrote stays as it is. */
export function useWarningText(): (sentence: string) => string {
  const { t } = useI18n()
  return (sentence) => {
    const known = warningIn(sentence)
    return known ? t(`warning.${known.code}`, known.detail) : sentence
  }
}
