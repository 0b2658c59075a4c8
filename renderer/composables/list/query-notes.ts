import { useI18n } from 'vue-i18n'
import type { QueryNote } from '../../../shared/ipc/contract.ts'

/** What was corrected in a query or not understood, in words. */
export function useQueryNotes(): (note: QueryNote, query: string) => string {
  const { t, te } = useI18n()
  return (note, query) => {
    const key = `library.note.${note.message.replace('query.', '')}`
    const typed = query.slice(note.from, note.to)
    return te(key) ? t(key, { typed, suggestion: note.suggestion ?? '' }) : note.message
  }
}
