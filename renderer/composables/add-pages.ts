import { useLibraryStore } from '../stores/library.ts'
import { useToastStore } from '../stores/toast.ts'
import { useAnnounce } from './announce.ts'

/** Asks the system for pages, or for folders of them, takes them in and says what became of it. */
export function useAddPages(): (folders: boolean) => Promise<void> {
  const library = useLibraryStore()
  const toast = useToastStore()
  const announce = useAnnounce()
  return async (folders) => {
    try {
      const id = await library.addPages(folders)
      if (id !== undefined) await announce(id)
    } catch (error) {
      toast.fail(error)
    }
  }
}
