import { useI18n } from 'vue-i18n'
import type { QueryNote } from '../../../shared/ipc/contract.ts'
import { namedIn } from '../../../shared/query/notes.ts'

/** What was corrected in a query or not understood, in words. */
export function useQueryNotes(): (note: QueryNote, query: string) => string {
  const { t } = useI18n()
  return (note, query) => {
    // the list already shows what the other spelling finds
    const key = note.message === 'query.spelled' ? 'library.respelled' : `phrase.${note.message}`
    return t(key, namedIn(note, query))
  }
}
